"""Files beside a report: sealed whole, described truly, refused before anything is submitted."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crypto.sizes import stored_attachment_size
from server.settings import Settings
from submitter_ui.attachments import MAX_CONTENT, MAX_CONTENTS
from submitter_ui.site.settings import SiteSettings
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import answer
from tests.clients.opening import read_attachment, read_report
from tests.tiny_service import SLOTS

Refused = Callable[[Result], str]


def test_every_member_opens_an_attachment_whole(reporter: Reporter) -> None:
    """Name, type, size and hash in the report are those of the file."""
    content = os.urandom(70_001)
    reporter.send_well("--attach", reporter.write("foto.jpg", content))
    (attachment,) = read_report(reporter.server, 0).attachments
    assert (attachment.name, attachment.type) == ("foto.jpg", "image/jpeg")
    assert (attachment.size, attachment.sha256) == (70_001, hashlib.sha256(content).hexdigest())
    for slot in (0, 1, 2):
        assert read_attachment(reporter.server, slot, attachment) == content


def test_a_large_attachment_goes_in_pieces(reporter: Reporter) -> None:
    """Nine MiB are padded to sixteen and arrive in seventeen pieces."""
    content = os.urandom(9 * 1024 * 1024)
    reporter.send_well("--attach", reporter.write("groot.bin", content))
    assert sum(line.startswith("PATCH") for line in reporter.server.asked) == 17
    (attachment,) = read_report(reporter.server, 1).attachments
    assert read_attachment(reporter.server, 1, attachment) == content


def test_several_attachments_keep_their_order(reporter: Reporter) -> None:
    """Each upload belongs to its own description."""
    first, second = reporter.write("a.txt", "eerste"), reporter.write("b.txt", "tweede")
    reporter.send_well("--attach", first, "--attach", second)
    attachments = read_report(reporter.server, 2).attachments
    assert [a.name for a in attachments] == ["a.txt", "b.txt"]
    contents = [read_attachment(reporter.server, 2, a) for a in attachments]
    assert contents == [b"eerste", b"tweede"]


def test_only_the_last_part_of_a_path_travels(reporter: Reporter) -> None:
    """A folder's name may be the reporter's own."""
    (reporter.folder / "jansen").mkdir()
    path = reporter.folder / "jansen" / "brief.pdf"
    path.write_bytes(b"x")
    reporter.send_well("--attach", str(path))
    assert read_report(reporter.server, 0).attachments[0].name == "brief.pdf"


def test_small_files_have_one_size_on_the_wire(reporter: Reporter) -> None:
    """One byte and sixty thousand cannot be told apart."""
    for name, size in (("a", 1), ("b", 60_000)):
        reporter.send_well("--attach", reporter.write(name, bytes(size)))
    lengths = {upload.length for upload in reporter.server.uploads.values()}
    assert lengths == {stored_attachment_size(1, slots=SLOTS)}


def test_the_reporter_is_warned_that_metadata_stays(reporter: Reporter) -> None:
    """The command line does not take out author or place."""
    result = reporter.send("x", "--attach", reporter.write("a", "b"))
    assert "NIET" in result.stderr


def test_a_name_that_is_not_utf8_is_mended(reporter: Reporter) -> None:
    """JSON could not carry it."""
    path = os.fsencode(reporter.folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"x")
    reporter.send_well("--attach", os.fsdecode(path))
    assert read_report(reporter.server, 0).attachments[0].name == "caf\ufffd.txt"


@pytest.mark.parametrize("kind", ["empty", "missing", "folder", "pipe", "unreadable", "huge"])
def test_a_file_that_cannot_go_is_refused_before_anything_is_asked(
    reporter: Reporter, refused: Refused, kind: str
) -> None:
    """One sentence with the file's name."""
    path = reporter.folder / "stuk"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "unreadable":
        path.symlink_to(path)
    elif kind == "huge":
        path.touch()
        os.truncate(path, MAX_CONTENT + 1)
    assert "stuk" in refused(reporter.send("x", "--attach", str(path)))
    assert reporter.server.asked == []


def test_files_that_are_too_much_together_are_refused(reporter: Reporter, refused: Refused) -> None:
    """Each of them alone would go along."""
    paths = [reporter.folder / str(number) for number in range(6)]
    for path in paths:
        path.touch()
        os.truncate(path, MAX_CONTENT)
    words = [word for path in paths for word in ("--attach", str(path))]
    assert "500 MB" in refused(reporter.send("x", *words))
    assert reporter.server.asked == []


def test_page_server_and_command_line_agree_on_how_large_a_file_may_be() -> None:
    """A hundred million bytes, as people count them."""
    site = SiteSettings()
    assert MAX_CONTENT == site.max_file_mb * 1_000_000 == Settings().max_attachment == 100_000_000
    assert site.max_files_mb * 1_000_000 == MAX_CONTENTS


def test_files_go_under_plain_names_where_that_is_asked(reporter: Reporter) -> None:
    """What each is, numbered among its kind; the folder's and the maker's names stay here."""
    names = ["Jansen op kantoor.JPG", "Jansen thuis.jpg", "verslag Jansen.pdf", "x.Jansen"]
    words = [word for name in names for word in ("--attach", reporter.write(name, "x"))]
    reporter.send_well("--plain-names", *words)
    attachments = read_report(reporter.server, 0).attachments
    plain = ["foto-1.jpg", "foto-2.jpg", "document-1.pdf", "bestand-1"]
    assert [attachment.name for attachment in attachments] == plain


def test_too_many_files_are_refused(reporter: Reporter, refused: Refused) -> None:
    """Sixteen go along, and no more."""
    file = reporter.write("a", "b")
    assert "16" in refused(reporter.send("x", *["--attach", file] * 17))
    assert reporter.server.asked == []


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    reporter: Reporter, refused: Refused, change: str
) -> None:
    """The report is not submitted."""
    path = Path(reporter.write("log.txt", b"x" * 100_000))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    reporter.server.before["POST /api/tickets"] = {
        "grows": lambda: path.write_bytes(b"x" * 100_001),
        "shrinks": lambda: os.truncate(path, 99_999),
        "is rewritten": lambda: path.write_bytes(b"y" * 100_000),
    }[change]
    assert "log.txt" in refused(reporter.send("x", "--attach", str(path)))
    assert reporter.server.submissions == {}


def test_what_the_server_finds_too_large_is_refused_before_a_byte_goes(
    reporter: Reporter, refused: Refused
) -> None:
    """All uploads are announced first."""
    small, large = reporter.write("a", "b"), reporter.write("b", bytes(100_000))
    too_large = answer(413, b'{"error": "too-large", "message": "no"}')
    reporter.server.misbehave("POST", "/api/uploads", *[too_large])
    assert "te groot" in refused(reporter.send("x", "--attach", small, "--attach", large))
    assert not any(line.startswith("PATCH") for line in reporter.server.asked)
    assert reporter.server.submissions == {}
