"""`sluis-report seal`: a report in a file, made without a network, by the rules of one that is sent."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crypto.codename.codename import parse_codename
from crypto.drop import encode_drop
from crypto.errors import NotForThisKey
from crypto.period import accept_window, period_of
from submitter_ui.voice import Voice
from tests.clients.conftest import Reporter
from tests.clients.lies import LIES
from tests.clients.misbehaving import answer
from tests.clients.opening import read_report
from tests.clients.replying import secrets_of
from tests.clients.sealing import arrive, out, seal
from tests.clients.without_sockets import run_without_sockets, service_of_today
from tests.tiny_service import DAY, TinyService

Refused = Callable[[Result], str]


def test_the_members_open_a_sealed_report(reporter: Reporter) -> None:
    """With the way back to the codename that was printed last."""
    result = seal(reporter)
    assert result.exit_code == 0, result.stderr
    arrive(reporter)
    report = read_report(reporter.server, 0)
    assert (report.text, report.members, report.attachments) == ("Er is iets.", [0, 1, 2], [])
    codename = result.stdout.splitlines()[-1]
    assert report.reply.thread_key == secrets_of(codename).thread_key.hex()


def test_a_slot_that_is_left_out_cannot_open_it(reporter: Reporter) -> None:
    """As when it is sent."""
    seal(reporter, "--exclude-slot", "1")
    arrive(reporter)
    assert read_report(reporter.server, 0).members == [0, 2]
    with pytest.raises(NotForThisKey):
        read_report(reporter.server, 1)


def test_a_long_report_is_sealed_in_parts(reporter: Reporter) -> None:
    """Up to four."""
    seal(reporter, text="veel woorden " * 3000)
    arrive(reporter)
    assert read_report(reporter.server, 2).text == "veel woorden " * 3000


def test_it_is_said_until_which_day_and_where_the_file_can_be_sent(reporter: Reporter) -> None:
    """The server takes a period until two days after its end; the form is on the site."""
    said = seal(reporter).stderr
    assert Voice("nl").date(accept_window(period_of(DAY)).last) in said
    assert "Zonder JavaScript" in said
    assert "NIET verstuurd" in said


def test_nobody_else_can_read_the_file(reporter: Reporter) -> None:
    """Mode 0600."""
    seal(reporter)
    assert out(reporter).stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_not_written_over(reporter: Reporter, refused: Refused) -> None:
    """It keeps what it held, and no codename is printed."""
    reporter.write("sealed", "iets anders")
    assert "is er al" in refused(seal(reporter))
    assert out(reporter).read_text() == "iets anders"


def test_a_folder_that_is_not_there_is_refused(reporter: Reporter, refused: Refused) -> None:
    """With the option to change."""
    missing = str(reporter.folder / "nergens" / "bestand")
    assert "--out" in refused(seal(reporter, "--out", missing))


def test_a_full_disk_leaves_no_part_of_the_file(
    reporter: Reporter, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is removed: half a message cannot be sent by mistake."""

    def fail(descriptor: int, _mode: str) -> None:
        os.close(descriptor)
        raise OSError(28, "No space left on device")

    today = reporter.download()[0]
    monkeypatch.setattr("submitter_ui.files.os.fdopen", fail)
    assert "--out" in refused(seal(reporter, today=today))
    assert not out(reporter).exists()


def test_sealing_and_opening_make_no_socket(tmp_path: Path) -> None:
    """Not one, from the first line to the last; the codename is all that sealing prints."""
    service = service_of_today()
    (tmp_path / "today").write_bytes(service.today())
    drop = encode_drop(service.entries(), period=period_of(service.day))
    (tmp_path / "drop").write_bytes(b"".join(drop))
    carried = ("--today", "today", "--root", service.root.hex())
    sealing = ("seal", "--line", "integriteit", "--text", "-", "--out", "sealed", *carried)
    done = run_without_sockets(tmp_path, *sealing, typed="Er is iets.")
    assert done.returncode == 0, done.stderr
    parse_codename(done.stdout)
    (tmp_path / "codename").write_text(done.stdout)
    opening = ("open", "--drop", "drop", "--codename-file", "codename", *carried)
    done = run_without_sockets(tmp_path, *opening, typed="")
    assert (done.returncode, done.stdout) == (0, "Er is (nog) geen antwoord bij deze codenaam.\n")


def test_sending_fails_where_sockets_are_forbidden(tmp_path: Path) -> None:
    """So the test above would see one."""
    server = ("--server", "http://127.0.0.1:9", "--root", "00" * 32)
    sending = ("send", "--line", "contact", "--text", "-", *server)
    assert "AssertionError: socket." in run_without_sockets(tmp_path, *sending, typed="x").stderr


@pytest.mark.parametrize(("lie", "word"), LIES)
def test_a_carried_today_is_judged_as_a_fetched_one(
    reporter: Reporter, refused: Refused, lie: Callable[[TinyService], bytes], word: str
) -> None:
    """Each lie of a server is refused from a file too, and nothing is sealed."""
    today = reporter.write("today.bin", lie(reporter.server.service))
    sentence = refused(seal(reporter, today=today))
    assert word in sentence
    assert sentence.startswith("Er is NIETS verzegeld.")
    assert not out(reporter).exists()


@pytest.mark.parametrize("day", [DAY - 3, DAY + 14])
def test_a_today_of_another_week_may_be_an_old_file(
    reporter: Reporter, refused: Refused, day: int
) -> None:
    """Both causes are named: the device's date, and the file."""
    reporter.day = day
    sentence = refused(seal(reporter))
    assert "--today" in sentence
    assert Voice("nl").date(day) in sentence


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Geachte heer,", bytes(1 << 20)])
def test_a_file_that_is_no_today_is_named_with_its_option(
    reporter: Reporter, refused: Refused, content: bytes
) -> None:
    """Empty, no text, an ordinary text, too long."""
    sentence = refused(seal(reporter, today=reporter.write("iets", content)))
    assert "bestand iets" in sentence
    assert "--today" in sentence


def test_a_drop_is_no_today(reporter: Reporter, refused: Refused) -> None:
    """Two downloads exchanged: the address of the right one is said."""
    assert "/api/today" in refused(seal(reporter, today=reporter.download()[1]))


@pytest.mark.parametrize("kind", ["missing", "folder", "device", "pipe", "socket", "huge"])
def test_what_cannot_be_read_as_a_file_is_refused(
    reporter: Reporter, refused: Refused, kind: str
) -> None:
    """By its name, without waiting for it or reading it to its end."""
    path = reporter.folder / "zero"
    if kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    elif kind == "huge":
        path.touch()
        os.truncate(path, 1 << 40)
    assert "zero" in refused(seal(reporter, today=str(path)))


def test_a_text_that_is_not_utf8_is_refused(reporter: Reporter, refused: Refused) -> None:
    """As when it is sent."""
    assert "UTF-8" in refused(seal(reporter, text=b"caf\xe9"))


def test_a_text_too_long_can_go_along_as_a_file(reporter: Reporter, refused: Refused) -> None:
    """As when it is sent."""
    assert "--attach" in refused(seal(reporter, text="x" * 70_000))


def test_a_line_that_is_none_is_refused(reporter: Reporter, refused: Refused) -> None:
    """With the lines that there are."""
    assert "bedreiging" in refused(seal(reporter, "--line", "niets"))


def test_an_overdue_line_is_refused_unless_the_reporter_insists(
    reporter: Reporter, refused: Refused
) -> None:
    """Eleven days after the last head the line is overdue."""
    reporter.day = DAY + 11
    reporter.server.today = reporter.server.service.today(day=reporter.day)
    assert "--send-anyway" in refused(seal(reporter))
    assert seal(reporter, "--send-anyway").exit_code == 0


def test_refusals_are_in_english_too(reporter: Reporter, refused: Refused) -> None:
    """Where that was asked for."""
    reporter.write("sealed", "iets anders")
    sentence = refused(seal(reporter, "--language", "en"))
    assert sentence.startswith("NOTHING was sealed. The file sealed is there already")


def test_a_sealed_report_can_be_submitted_online(reporter: Reporter) -> None:
    """Byte for byte, from a device that has a network."""
    seal(reporter)
    result = reporter.run("upload", str(out(reporter)))
    assert result.exit_code == 0, result.stderr
    assert reporter.server.only_submission == out(reporter).read_bytes()


def test_a_file_sealed_for_another_week_has_a_sentence(
    reporter: Reporter, refused: Refused
) -> None:
    """The clock is not what is wrong: it has to be sealed again."""
    seal(reporter)
    period = answer(422, b'{"error": "period", "message": "no"}')
    reporter.server.misbehave("POST", "/api/submissions", period)
    assert "andere week" in refused(reporter.run("upload", str(out(reporter))))
