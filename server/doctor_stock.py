"""The doctor at what is kept: keyring, heads, accounts, what would be lost, sweep, register, mail, backup."""

from collections.abc import Iterator

from sqlalchemy import select

from server.accounts import WrongAccount, open_totp
from server.audit import last_day_of, newest_hash, read_entries
from server.audit_check import BrokenRegister, verify
from server.backup_note import last_backup
from server.findings import Finding, Patient, fine, see_to
from server.mail import MailTrouble, try_mail_server
from server.marks import DAMAGE, read_mark
from server.models import accounts
from server.state import WARN_DAYS, State, read_state
from server.words import are, counted, dated

PATIENCE_DAYS = 2
"""A timer that runs daily may miss one day."""


def check_state(patient: Patient) -> Iterator[Finding]:
    """Look at the keyring, the heads, the accounts of slots, and what goes unfetched."""
    state = read_state(patient.home, patient.database, patient.clock)
    yield _keyring(state)
    overdue = [str(head.slot) for head in state.heads if head.overdue]
    if overdue:
        do = "ask these confidants to bring a bundle"
        yield see_to("heads", f"overdue: slot {', '.join(overdue)}", do)
    else:
        yield fine("heads", "none is overdue")
    yield from _accounts(patient, state)
    if state.unfetched:
        left = min(unfetched.days_left for unfetched in state.unfetched)
        said = f"something goes unfetched in {counted(left, 'day')} (state says what)"
        yield see_to("unfetched", said, "ask the confidants to get their bundles now")
    else:
        yield fine("unfetched", f"nothing goes within {counted(WARN_DAYS, 'day')}")


def check_sweep(patient: Patient) -> Iterator[Finding]:
    """Look whether what is past its last day is removed daily."""
    with patient.database.reading() as connection:
        last = last_day_of(connection, "swept")
    do = "run sluis-server sweep now, and let its timer run daily (systemctl list-timers)"
    if last is None:
        yield see_to("sweep", "there was none yet", do)
    elif patient.clock.today() - last > PATIENCE_DAYS:
        yield see_to("sweep", f"the last one was on {dated(last)}", do)
    else:
        yield fine("sweep", f"the last one was on {dated(last)}")


def check_damage(patient: Patient) -> Iterator[Finding]:
    """Look what the last sweep found that read all that is stored."""
    with patient.database.reading() as connection:
        damaged = read_mark(connection, DAMAGE)
    if damaged:
        do = "look at the disk and restore from the backup, as sluis-server state says"
        yield see_to("damage", f"{counted(damaged, 'object')} {are(damaged)} not what came", do)
    else:
        yield fine("damage", "the last sweep found none")


def check_register(patient: Patient) -> Iterator[Finding]:
    """Look whether the register of staff acts is whole."""
    try:
        with patient.database.reading() as connection:
            verify(read_entries(connection), newest=newest_hash(connection))
    except BrokenRegister as error:
        do = "keep a copy of the database, and compare with the hashes in the daily mails"
        yield see_to("register", str(error), do)
        return
    yield fine("register", "every entry follows the one before it")


def check_mail(patient: Patient) -> Iterator[Finding]:
    """Look whether the mail server of the settings lets us in."""
    if not patient.home.settings.mail_server:
        yield fine("mail", "none is set up: nobody is told")
        return
    if not patient.home.settings.alarm_to:
        do = "name who gets alarms in alarm_to of settings.toml"
        yield see_to("mail", "a mail server is set up, and nobody gets alarms", do)
        return
    try:
        try_mail_server(patient.home)
    except MailTrouble as error:
        yield see_to("mail", str(error), "look at the mail settings and at secrets/mail")
        return
    yield fine("mail", "the mail server lets us in")


def check_backup(patient: Patient) -> Iterator[Finding]:
    """Look whether a whole backup was made lately from this home."""
    last, do = last_backup(patient.home), "run sluis-server backup daily, and try a restore"
    elsewhere = None if last is not None else _last_backup_elsewhere(patient)
    if elsewhere is not None:
        yield fine("backup", f"another host began one on {dated(elsewhere)}")
    elif last is None:
        yield see_to("backup", "there was none from here", do)
    elif patient.clock.today() - last > PATIENCE_DAYS:
        yield see_to("backup", f"the last whole one is of {dated(last)}", do)
    else:
        yield fine("backup", f"the last whole one is of {dated(last)}")


def _last_backup_elsewhere(patient: Patient) -> int | None:
    """Return the day on which another host of the service lately began a backup, None where there is no other."""
    if not patient.home.settings.database:
        return None
    with patient.database.reading() as connection:
        began = last_day_of(connection, "backup-made")
    is_late = began is None or patient.clock.today() - began > PATIENCE_DAYS
    return None if is_late else began


def _keyring(state: State) -> Finding:
    keyring, do = state.keyring, "hold a ceremony, and install its keyring"
    if keyring is None:
        return see_to("keyring", "none is installed", do)
    if keyring.days_left < 0:
        return see_to("keyring", f"has expired on {dated(keyring.expires)}", do)
    if keyring.days_left <= 4 * WARN_DAYS:
        return see_to("keyring", f"expires in {counted(keyring.days_left, 'day')}", do)
    return fine("keyring", f"holds until {dated(keyring.expires)}")


def _accounts(patient: Patient, state: State) -> Iterator[Finding]:
    if state.slots_without_account:
        slots = ", ".join(map(str, state.slots_without_account))
        do = "make or enable an account for each (staff add, staff enable)"
        yield see_to("accounts", f"nobody can fetch for slot {slots}", do)
    strangers = list(_strangers(patient))
    if strangers:
        do = "put the old secrets back, or run staff reset for each"
        said = f"cannot sign in with this server's secrets: {', '.join(strangers)}"
        yield see_to("accounts", said, do)
    if not state.slots_without_account and not strangers:
        yield fine("accounts", "every slot has one, and all can sign in")


def _strangers(patient: Patient) -> Iterator[str]:
    """Yield the accounts whose second factor is sealed under other secrets."""
    key = patient.home.secret("totp")
    with patient.database.reading() as connection:
        rows = connection.execute(select(accounts.c.name, accounts.c.totp_sealed)).all()
    for row in rows:
        try:
            open_totp(row.totp_sealed, key)
        except WrongAccount:
            yield row.name
