"""Mail: the same words and the same length every day, to each alone, over TLS that was verified."""

from email import message_from_bytes
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from server.audit import newest_hash
from server.cli import main
from server.mail import ALARM_TEXT, MailTrouble, daily_mails, send_mails, try_mail_server
from server.settings import Home, Settings, WrongHome, open_home, parse_settings, render_settings
from tests.server.mail_server import PASSWORD, USER, Inbox, mail_server, make_certificate
from tests.server.sent import report
from tests.server.service import Server

STAFF = ["anna@example.org", "bram@example.org"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the certificate of a mail server."""
    return make_certificate(tmp_path_factory.mktemp("mail"))


def set_up(home: Home, inbox: Inbox, certificate: Path, **other: object) -> Home:
    """Write the settings and the password of a mail server into a home."""
    named: dict[str, object] = {
        "mail_server": "127.0.0.1",
        "mail_port": inbox.port,
        "mail_ca": str(certificate),
        "mail_user": USER,
        "mail_from": "sluis@example.org",
        "mail_to": STAFF,
        "alarm_to": ["admin@example.org"],
    }
    changed = msgspec.structs.replace(home.settings, **(named | other))
    (home.path / "settings.toml").write_text(render_settings(changed))
    (home.path / "secrets" / "mail").write_text(f"{PASSWORD}\n")
    (home.path / "secrets" / "mail").chmod(0o600)
    return open_home(home.path)


def run(home: Home, *words: str) -> Result:
    """Run a command about mail."""
    return CliRunner().invoke(main, ["mail", *words, "--home", str(home.path)])


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_daily_mail_goes_to_each_alone(server: Server, certificate: Path, security: str) -> None:
    """Nobody sees who else gets one, and the newest hash of the register is in it."""
    with mail_server(certificate, security=security) as inbox:
        home = set_up(server.home, inbox, certificate, mail_security=security)
        done = run(home, "daily")
    assert done.exit_code == 0, done.output
    assert [to for to, _mail in inbox.mails] == STAFF
    with server.database.reading() as connection:
        newest = newest_hash(connection)
    for to, raw in inbox.mails:
        mail = message_from_bytes(raw)
        assert mail["To"] == to
        assert newest in str(mail.get_payload())
        assert "portaal" in str(mail.get_payload())
        assert STAFF[STAFF[0] == to] not in raw.decode()


def test_mails_have_one_length_whatever_came(server: Server, certificate: Path) -> None:
    """A day with reports and a day without look the same but for the hash, which changes anyway."""
    with mail_server(certificate) as inbox:
        home = set_up(server.home, inbox, certificate, mail_to=STAFF[:1])
        run(home, "daily")
        server.submit(report(server.tiny))
        run(home, "daily")
        run(home, "daily")
    raws = [raw for _to, raw in inbox.mails]
    assert len({len(raw) for raw in raws}) == 1
    texts = [str(message_from_bytes(raw).get_payload()) for raw in raws]
    assert len({text.split("Register:")[0] for text in texts}) == 1
    assert len(set(texts)) == 3


def test_mail_names_nothing_of_this_machine(server: Server) -> None:
    """No host, no program, no process: From, To, Subject, Date, and an id that is chance."""
    home = Home(server.home.path, Settings(mail_from="s@example.org", mail_to=STAFF[:1]))
    (mail,) = daily_mails(home, register="0" * 64)
    assert set(mail.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Auto-Submitted",
        "Message-ID",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert mail["Message-ID"].endswith("@example.org>")


def test_certificate_that_does_not_verify_gets_nothing(
    server: Server, certificate: Path, tmp_path: Path
) -> None:
    """Neither the password nor a mail, and it is not tried again."""
    other = make_certificate(tmp_path)
    with mail_server(certificate) as inbox:
        home = set_up(server.home, inbox, other)
        with pytest.raises(MailTrouble, match="does not verify"):
            send_mails(home, daily_mails(home, register="0" * 64), wait=_never)
    assert inbox.mails == []


def test_server_without_tls_gets_nothing(server: Server, certificate: Path) -> None:
    """Where STARTTLS is not offered, nothing is sent in clear."""
    with mail_server(certificate, security="none") as inbox:
        home = set_up(server.home, inbox, certificate, mail_security="starttls")
        with pytest.raises(MailTrouble, match="no TLS"):
            send_mails(home, daily_mails(home, register="0" * 64), wait=_never)
    assert inbox.mails == []


def test_passing_trouble_is_tried_again(server: Server, certificate: Path) -> None:
    """After a pause that grows; a mail that went out is not sent twice."""
    waited: list[float] = []
    with mail_server(certificate) as inbox:
        inbox.refusals += ["451 later", "451 later"]
        home = set_up(server.home, inbox, certificate)
        send_mails(home, daily_mails(home, register="0" * 64), wait=waited.append)
    assert waited == [5, 30]
    assert [to for to, _mail in inbox.mails] == STAFF


def test_refusal_for_good_stops_one_mail_and_no_other(server: Server, certificate: Path) -> None:
    """The others get theirs, and the command fails with a sentence."""
    with mail_server(certificate) as inbox:
        inbox.refusals.append("550 no such mailbox")
        home = set_up(server.home, inbox, certificate)
        with pytest.raises(MailTrouble, match="1 of 2"):
            send_mails(home, daily_mails(home, register="0" * 64), wait=_never)
    assert [to for to, _mail in inbox.mails] == STAFF[1:]


def test_nobody_there_is_a_sentence(server: Server, certificate: Path) -> None:
    """A server that does not answer is tried four times in all."""
    waited: list[float] = []
    home = set_up(server.home, Inbox(port=9), certificate)
    with pytest.raises(MailTrouble, match="cannot be reached"):
        send_mails(home, daily_mails(home, register="0" * 64)[:1], wait=waited.append)
    assert waited == [5, 30, 120]


def test_wrong_password_is_named(server: Server, certificate: Path) -> None:
    """And is not shown."""
    with mail_server(certificate) as inbox:
        home = set_up(server.home, inbox, certificate)
        try_mail_server(home)
        (home.path / "secrets" / "mail").write_text("wrong-sesame")
        with pytest.raises(MailTrouble, match="name and password") as refused:
            try_mail_server(home)
    assert "sesame" not in str(refused.value)


def test_alarm_goes_only_when_something_is_wrong(
    server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that somebody is needed, not why: the reason stays on the server."""
    with mail_server(certificate) as inbox:
        home = set_up(server.home, inbox, certificate)
        assert run(home, "alarm").exit_code == 0
        monkeypatch.setattr("server.command_health.examine", lambda *_a, **_b: [])
        assert "no alarm" in run(home, "alarm").stdout
    ((to, raw),) = inbox.mails
    assert to == "admin@example.org"
    assert (
        str(message_from_bytes(raw).get_payload()).replace("\r\n", "\n").strip()
        == ALARM_TEXT.strip()
    )


@pytest.mark.parametrize("kind", ["daily", "alarm"])
def test_dry_run_sends_nothing(server: Server, certificate: Path, kind: str) -> None:
    """It shows what would go out, and writes nothing into the register."""
    with mail_server(certificate) as inbox:
        home = set_up(server.home, inbox, certificate)
        with server.database.reading() as connection:
            before = newest_hash(connection)
        assert "Subject" in run(home, kind, "--dry-run").stdout
        with server.database.reading() as connection:
            assert newest_hash(connection) == before
    assert inbox.mails == []


def test_mail_that_is_not_set_up_says_so(server: Server) -> None:
    """With the name of the setting."""
    home = Home(server.home.path, Settings(mail_to=STAFF))
    with pytest.raises(WrongHome, match="mail_server"):
        send_mails(home, daily_mails(home, register="0" * 64), wait=_never)


def test_alarm_for_nobody_fails(server: Server) -> None:
    """A timer that calls nobody must not look as if all were well."""
    done = run(server.home, "alarm")
    assert (done.exit_code, "alarm_to" in done.stderr) == (1, True)


def test_daily_mail_to_nobody_is_no_act(server: Server) -> None:
    """It is said, and the register does not tell of a mail that nobody got."""
    with server.database.reading() as connection:
        before = newest_hash(connection)
    done = run(server.home, "daily")
    assert (done.exit_code, "mail_to" in done.stdout) == (0, True)
    with server.database.reading() as connection:
        assert newest_hash(connection) == before


@pytest.mark.parametrize("wrong", ["anna", "a b@example.org", "a@b\nBcc: c@d", "@example.org", ""])
def test_address_that_is_none_is_refused_in_the_settings(wrong: str) -> None:
    """Nothing that could become another header."""
    text = f"mail_to = [{msgspec.json.encode(wrong).decode()}]"
    with pytest.raises(WrongHome):
        parse_settings(text)


def _never(_seconds: float) -> None:
    raise AssertionError("this is not to be tried again")
