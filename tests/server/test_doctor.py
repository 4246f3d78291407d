"""The doctor: all well where all is well, and for each fault a line that says what to do."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, text

from crypto.frame import encode_frame
from crypto.page_headers import API_HEADERS
from crypto.period import last_kept_day
from crypto.site_manifest import site_frame
from server import doctor
from server.accounts import disable_account
from server.audit import CONSOLE, record
from server.backup_note import note_backup
from server.cli import main
from server.clock import SystemClock
from server.doctor import examine
from server.findings import Finding
from server.models import audit_entries
from server.retention import sweep
from server.stores import open_stores
from tests.server.running import Running
from tests.server.sent import pack, report
from tests.server.service import Server, Template
from tests.server.small_site import write_small_site
from tests.tiny_service import DAY

NOT_HERE = frozenset({"served"})


@pytest.fixture
def healthy(server: Server) -> Server:
    """Return a server with nothing to see to, but that it is not served."""
    for slot, name in enumerate(("anna", "bram", "cato")):
        server.bring(name, pack(*server.tiny.bundle(slot)))
    (server.home.path / "settings.toml").write_text(
        (server.home.path / "settings.toml").read_text().replace('\nsite = ""', "")
    )
    sweep(server.home, server.database, open_stores(server.home, server.database), server.clock)
    note_backup(server.home, server.clock.today())
    server.home.path.chmod(0o700)
    return server


def wrong(server: Server) -> dict[str, Finding]:
    """Return what somebody should see to, by name."""
    found = examine(server.home.path, server.clock, without=NOT_HERE)
    return {finding.name: finding for finding in found if not finding.ok}


def test_healthy_server_needs_nothing(healthy: Server) -> None:
    """Every line is fine, and there is one for each thing."""
    found = examine(healthy.home.path, healthy.clock, without=NOT_HERE)
    assert [finding for finding in found if not finding.ok] == []
    names = {finding.name for finding in found}
    assert {"settings", "permissions", "disk", "clock", "database", "keyring", "heads"} <= names
    assert {"store", "site", "mail", "backup", "sweep", "register", "accounts"} <= names


def test_mail_server_that_calls_nobody_is_named(healthy: Server) -> None:
    """An alarm without anybody to get it is none."""
    file = healthy.home.path / "settings.toml"
    file.write_text(
        file.read_text().replace('mail_server = ""', 'mail_server = "mail.example.org"')
    )
    assert "alarm_to" in wrong(healthy)["mail"].do


def test_open_folder_is_named(healthy: Server) -> None:
    """Somebody else on the machine could look in."""
    (healthy.home.path / "secrets" / "totp").chmod(0o644)
    assert "chmod go-rwx" in wrong(healthy)["permissions"].do


def test_half_a_file_of_a_power_cut_is_nothing_served(healthy: Server) -> None:
    """The doctor goes on to the end, and says what to start."""
    (healthy.home.run / "endpoints.json").write_text("")
    found = {finding.name: finding for finding in examine(healthy.home.path, healthy.clock)}
    assert "nothing is served" in found["served"].said


def test_missing_secret_is_named(healthy: Server) -> None:
    """The line says which file."""
    (healthy.home.path / "secrets" / "ticket").unlink()
    assert "ticket" in wrong(healthy)["secrets"].said


@pytest.mark.parametrize(
    ("floor", "said"), [("texts", "every report"), ("attachments", "attachments are")]
)
def test_full_disk_says_what_is_refused(healthy: Server, floor: str, said: str) -> None:
    """Texts and attachments have floors of their own."""
    settings = healthy.home.path / "settings.toml"
    old = next(
        line for line in settings.read_text().splitlines() if line.startswith(f"{floor}_disk")
    )
    settings.write_text(settings.read_text().replace(old, f"{floor}_disk_floor = {1 << 60}"))
    assert said in wrong(healthy)["disk"].said


def test_clock_that_went_back_is_noticed(healthy: Server) -> None:
    """This machine has been later already."""
    healthy.clock.day -= 3
    assert "time server" in wrong(healthy)["clock"].do


def test_days_without_anybody_are_noticed(healthy: Server) -> None:
    """No sweep, no backup, heads overdue: each is a line."""
    healthy.clock.day += 20
    assert {"sweep", "backup", "heads"} <= wrong(healthy).keys()


def test_what_goes_unfetched_is_said_without_a_number(healthy: Server) -> None:
    """The doctor's words may be read by others than the state's."""
    healthy.submit(report(healthy.tiny))
    period = DAY // 7
    healthy.clock.day = last_kept_day(period) - 3
    found = wrong(healthy)["unfetched"]
    assert "3 days" in found.said
    assert "anna" not in found.said


def test_slot_of_a_disabled_account_is_named(healthy: Server) -> None:
    """Nobody fetches for it."""
    with healthy.database.writing() as connection:
        disable_account(connection, "bram")
    assert "slot 1" in wrong(healthy)["accounts"].said


def test_accounts_of_other_secrets_are_named(healthy: Server) -> None:
    """After a restore without secrets the doctor says whom to reset."""
    (healthy.home.path / "secrets" / "totp").write_bytes(b"x" * 32)
    assert "staff reset" in wrong(healthy)["accounts"].do


def test_broken_register_is_named(healthy: Server) -> None:
    """An entry that is missing."""
    with healthy.database.writing() as connection:
        connection.execute(delete(audit_entries).where(audit_entries.c.sequence == 2))
    assert "behind entry 1" in wrong(healthy)["register"].said


def test_older_database_needs_migrate(healthy: Server) -> None:
    """And what needs the database is not asked."""
    with healthy.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    found = examine(healthy.home.path, healthy.clock, without=NOT_HERE)
    assert "migrate" in next(f for f in found if f.name == "database").do
    assert "keyring" not in {f.name for f in found}


def test_site_that_was_altered_is_named(healthy: Server, tmp_path: Path) -> None:
    """A folder without a manifest is no site."""
    settings = healthy.home.path / "settings.toml"
    settings.write_text(settings.read_text() + f'\nsite = "{tmp_path / "nowhere"}"\n')
    assert "make site" in wrong(healthy)["site"].do


def test_settings_that_cannot_be_read_are_one_line(healthy: Server) -> None:
    """Nothing else can be looked at."""
    (healthy.home.path / "settings.toml").write_text("colour = 'blue'")
    (found,) = examine(healthy.home.path, healthy.clock)
    assert (found.name, found.ok) == ("settings", False)


def test_check_that_breaks_hinders_no_other(
    healthy: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It becomes a line itself."""

    def fail(_patient: object) -> None:
        raise LookupError("anna")

    monkeypatch.setitem(doctor.WITH_DATABASE, "sweep", fail)
    found = wrong(healthy)
    assert "LookupError" in found["sweep"].said
    assert "anna" not in found["sweep"].said
    assert list(found) == ["sweep"]


def test_host_beside_the_one_that_backs_up_is_not_asked_to(healthy: Server) -> None:
    """Where hosts share a database, its register tells of a backup of another one, for two days."""
    file = healthy.home.path / "settings.toml"
    named = f'database = "sqlite:///{healthy.home.path}/sluis.db"'
    file.write_text(file.read_text().replace('database = ""', named))
    (healthy.home.run / "backed-up").unlink()
    assert "backup" in wrong(healthy)
    with healthy.database.writing() as connection:
        record(connection, "backup-made", day=DAY, who=CONSOLE)
    assert "backup" not in wrong(healthy)
    healthy.clock.day += 3
    assert "backup" in wrong(healthy)


def test_site_of_a_server_without_a_keyring_waits_for_it(tmp_path: Path) -> None:
    """Who signed the pages is told by the keyring, so that comes first."""
    site, home = write_small_site(tmp_path / "site"), tmp_path / "home"
    CliRunner().invoke(main, ["init", "--home", str(home), "--site", str(site)])
    signed = encode_frame(site_frame((site / "manifest.json").read_bytes()))
    (site / "manifest.signed").write_bytes(signed)
    found = {f.name: f for f in examine(home, SystemClock())}
    assert "install the keyring" in found["signed site"].do


def test_new_server_is_told_what_it_lacks(tmp_path: Path) -> None:
    """From an empty home to a service: keyring, sweep, backup, something served."""
    CliRunner().invoke(main, ["init", "--home", str(tmp_path / "home")])
    done = CliRunner().invoke(main, ["doctor", "--json", "--home", str(tmp_path / "home")])
    assert done.exit_code == 1
    lacking = {line["name"] for line in json.loads(done.stdout) if not line["ok"]}
    assert {"keyring", "served", "backup", "sweep"} <= lacking
    shown = CliRunner().invoke(main, ["doctor", "--home", str(tmp_path / "home")]).stdout
    assert "LOOK  keyring:" in shown
    assert "ok    permissions:" in shown


def test_running_server_is_looked_at(
    served: Running, ready: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both applications answer with their headers; a header that is not there is named, and a server as well."""

    def look(home: Path, *names: str) -> list[Finding]:
        return [found for found in examine(home, SystemClock()) if found.name in names]

    assert [found.ok for found in look(served.home, "served", "headers")] == [True, True]
    monkeypatch.setitem(API_HEADERS, "X-New", "1")
    assert "X-New" in look(served.home, "headers")[0].said
    assert [found.ok for found in look(ready.home.path, "served")] == [False]
