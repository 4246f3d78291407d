"""The register of staff acts: chained, in one transaction with the act, and nothing of a reporter."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, update

from server.accounts import Credentials
from server.audit import (
    CONSOLE,
    UNKNOWN,
    Chained,
    cut,
    line_of,
    newest_hash,
    parse_lines,
    read_entries,
    record,
)
from server.audit_check import BrokenRegister, Verified, verify
from server.cli import main
from server.database import Database
from server.models import accounts, audit_entries, audit_head, sessions
from tests.server.sent import pack, report
from tests.server.service import Server, attach
from tests.tiny_service import DAY


def entries(server: Server) -> list[Chained]:
    """Return the register."""
    with server.database.reading() as connection:
        return list(read_entries(connection))


def acts(server: Server) -> list[tuple[str, str, str, int]]:
    """Return act, who, about and number of every entry."""
    return [(e.entry.act, e.entry.who, e.entry.about, e.entry.number) for e in entries(server)]


def check(server: Server, noted: str | None = None) -> Verified:
    """Verify the register against its head."""
    with server.database.reading() as connection:
        return verify(read_entries(connection), newest=newest_hash(connection), noted=noted)


def write(server: Server, number: int = 3) -> None:
    """Add some entries."""
    for count in range(number):
        with server.database.writing() as connection:
            record(connection, "swept", day=DAY + count, who=CONSOLE)


def run(server: Server, *words: str) -> Result:
    """Run a command of the administrator."""
    return CliRunner().invoke(main, ["audit", *words, "--home", str(server.home.path)])


def test_a_days_work_is_in_the_register(server: Server) -> None:
    """Signing in, getting and bringing: who, what, and nothing else."""
    server.get("anna")
    assert server.bring("anna", pack(*server.tiny.bundle(0))).status_code == 200
    server.bring("anna", pack(*server.tiny.bundle(0)))
    assert acts(server)[:4] == [
        ("sign-in", "anna", "", 0),
        ("bundle-got", "anna", "from 1970-01-01", DAY + 1),
        ("sign-in", "anna", "", 0),
        ("bundle-brought", "anna", "slot 0, generation 1", 0),
    ]
    assert check(server).last == len(entries(server))


def test_reporters_leave_nothing_in_the_register(server: Server) -> None:
    """Reports, uploads and tickets write no entry, and change none."""
    write(server)
    before = entries(server)
    attach(server)
    server.submit(report(server.tiny))
    server.reporters.get("/api/today")
    assert entries(server) == before


def test_failed_sign_ins_are_counted_by_account_and_day(server: Server) -> None:
    """A name that is no account's is not written down: it may be a password."""
    for _ in range(3):
        server.clock.second += 60
        assert server.sign_in("anna", password="wrong").status_code == 401
    server.clock.second += 60
    server.sign_in("anna", name="my-secret-password")
    assert entries(server) == []
    server.clock.day += 1
    server.token("bram")
    assert acts(server) == [
        ("sign-in-failed", UNKNOWN, "", 1),
        ("sign-in-failed", "anna", "", 3),
        ("sign-in", "bram", "", 0),
    ]
    assert [e.entry.day for e in entries(server)] == [DAY, DAY, DAY + 1]


def test_an_act_that_fails_writes_nothing(server: Server) -> None:
    """Act and entry are one transaction."""
    server.bring("anna", pack(*server.tiny.bundle(0))[:-600])
    assert [act for act, *_ in acts(server)] == ["sign-in"]
    assert check(server).last == 1


def test_staff_commands_are_in_the_register(server: Server) -> None:
    """What the command line does to an account is written down by its handle."""
    for words in (["disable"], ["enable"], ["reset"], ["codes"], ["remove"]):
        done = CliRunner().invoke(main, ["staff", *words, "bram", "--home", str(server.home.path)])
        assert done.exit_code == 0
    assert acts(server) == [
        ("account-disabled", CONSOLE, "bram", 0),
        ("account-enabled", CONSOLE, "bram", 0),
        ("account-reset", CONSOLE, "bram", 0),
        ("codes-made", CONSOLE, "bram", 10),
        ("account-removed", CONSOLE, "bram", 0),
    ]


def test_altered_entry_is_found(server: Server) -> None:
    """One word changed breaks the chain."""
    write(server)
    with server.database.writing() as connection:
        mine = audit_entries.c.sequence == 2
        connection.execute(update(audit_entries).where(mine).values(who="somebody"))
    with pytest.raises(BrokenRegister, match="entry 2 was altered"):
        check(server)


@pytest.mark.parametrize(
    ("gone", "said"),
    [(1, "before number 2 are missing"), (2, "behind entry 1"), (3, "end of the register")],
)
def test_missing_entry_is_found(server: Server, gone: int, said: str) -> None:
    """At the beginning, in the middle, at the end."""
    write(server)
    with server.database.writing() as connection:
        connection.execute(delete(audit_entries).where(audit_entries.c.sequence == gone))
    with pytest.raises(BrokenRegister, match=said):
        check(server)


def test_end_that_was_taken_off_is_found_by_a_noted_hash(server: Server) -> None:
    """Whoever also puts the head back is found out by the hash that a mail carried."""
    write(server)
    noted = entries(server)[2].hash
    assert check(server, noted).has_noted
    with server.database.writing() as connection:
        connection.execute(delete(audit_entries).where(audit_entries.c.sequence == 3))
        second = bytes.fromhex(entries(server)[1].hash)
        connection.execute(update(audit_head).values(sequence=2, hash=second))
    assert not check(server, noted).has_noted
    refused = run(server, "verify", "--noted", noted)
    assert (refused.exit_code, "noted" in refused.stderr) == (1, True)


def test_oldest_entries_go_and_an_entry_says_so(server: Server) -> None:
    """After two years a beginning is cut off, and what is left holds."""
    write(server)
    with server.database.writing() as connection:
        cut(connection, before=DAY + 2, day=DAY + 2)
    found = check(server)
    assert (found.first, found.last) == (3, 4)
    with server.database.writing() as connection:
        cut(connection, before=DAY + 2, day=DAY + 2)
    assert check(server).last == 4


def test_export_holds_what_was_written_and_verifies_alone(server: Server, tmp_path: Path) -> None:
    """JSON lines that anybody can verify without the server; a changed line is refused."""
    write(server)
    exported = run(server, "export").stdout_bytes
    assert list(parse_lines(exported.splitlines())) == entries(server)
    assert json.loads(exported.splitlines()[0])["entry"]["act"] == "swept"
    file = tmp_path / "register.jsonl"
    file.write_bytes(exported)
    assert "3 entries" in run(server, "verify", str(file)).stdout
    file.write_bytes(exported.replace(b"swept", b"sign-in", 1))
    assert "altered" in run(server, "verify", str(file)).stderr
    file.write_bytes(b"{}\n")
    assert "not an export" in run(server, "verify", str(file)).stderr


def test_a_line_is_canonical(server: Server) -> None:
    """What an export says is what was hashed."""
    write(server, 1)
    (chained,) = entries(server)
    assert msgspec.json.decode(line_of(chained), type=Chained) == chained


def test_disabled_account_cannot_sign_in_and_is_signed_out(server: Server) -> None:
    """The same words as for anything wrong; enabled again, all is as before."""
    headers = server.token("anna")
    run_staff = ["staff", "disable", "anna", "--home", str(server.home.path)]
    assert CliRunner().invoke(main, run_staff).exit_code == 0
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401
    server.clock.second += 60
    refused = server.sign_in("anna")
    wrong = server.sign_in("bram", password="wrong")
    assert refused.get_json()["message"] == wrong.get_json()["message"]
    CliRunner().invoke(main, ["staff", "enable", *run_staff[2:]])
    server.clock.second += 60
    assert server.sign_in("anna").status_code == 201


def test_a_session_of_a_disabled_account_is_nobodys(server: Server) -> None:
    """Also one that was begun a moment after the account was closed."""
    headers = server.token("anna")
    with server.database.writing() as connection:
        connection.execute(update(accounts).values(disabled=True))
        assert connection.execute(select(sessions)).first() is not None
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401


def test_reset_account_has_new_credentials_only(server: Server) -> None:
    """The old password is worth nothing, the new one signs in."""
    headers = server.token("anna")
    words = ["staff", "reset", "anna", "--json", "--home", str(server.home.path)]
    made = json.loads(CliRunner().invoke(main, words).stdout)
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401
    server.clock.second += 60
    assert server.sign_in("anna").status_code == 401
    server.staff["anna"] = Credentials(**made)
    server.clock.second += 60
    assert server.sign_in("anna").status_code == 201


def test_two_writers_make_one_chain(server: Server) -> None:
    """Threads with connections of their own, as two hosts have."""

    def write_ten(_number: int) -> None:
        database = Database(server.home.database_url)
        for _ in range(10):
            with database.writing() as connection:
                record(connection, "swept", day=DAY, who=CONSOLE)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write_ten, range(4)))
    assert check(server).last == 40
