"""Looking at a file: by path and by pieces, of any kind and size, with every failure as an outcome."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sandbox.hostile import image, pdf, zipped
from sandbox.looks import refused, source

from journalist_ui.workstation.sandbox import looking
from journalist_ui.workstation.sandbox.limits import MIB, Limits
from journalist_ui.workstation.sandbox.looking import look_at_file, look_at_source
from journalist_ui.workstation.sandbox.outcomes import Kind, Pictures, Refused, Status, Text

NOT_SHOWN = {
    Kind.SEVEN_ZIP: b"7z\xbc\xaf\x27\x1c\0\4",
    Kind.RAR: b"Rar!\x1a\x07\x01\0",
    Kind.XZ: b"\xfd7zXZ\0\0\4",
    Kind.BZIP2: b"BZh91AY&SY\xc3\0",
    Kind.ZSTD: b"\x28\xb5\x2f\xfd\0\0",
    Kind.OLD_OFFICE: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
    Kind.PROGRAM: b"MZ\x90\0\3\0",
    Kind.SOUND: b"ID3\3\0",
    Kind.FILM: b"\0\0\0\x20ftypisom\0",
    Kind.HEIF: b"\0\0\0\x20ftypheic\0",
    Kind.SQLITE: b"SQLite format 3\0",
    Kind.UNKNOWN: bytes(range(256)),
}


def test_a_name_says_nothing(tmp_path: Path) -> None:
    """A file is shown as what it is."""
    (file := tmp_path / "holiday.exe").write_bytes(image("PNG"))
    assert isinstance(look_at_file(file), Pictures)


@pytest.mark.parametrize("kind", NOT_SHOWN)
def test_other_kinds_are_named_and_not_opened(kind: Kind) -> None:
    """No reader is tried on what has none here."""
    assert refused(NOT_SHOWN[kind]) == (Status.KIND_NOT_SHOWN, kind)


def test_a_gigabyte_of_zeros_is_no_effort(tmp_path: Path) -> None:
    """A file is not read to see what it is not."""
    with (tmp_path / "zeros").open("wb") as file:
        file.truncate(1 << 30)
    began = time.monotonic()
    assert look_at_file(tmp_path / "zeros") == Refused(Status.KIND_NOT_SHOWN, Kind.UNKNOWN)
    assert time.monotonic() - began < 10


def test_a_gigabyte_of_text_shows_its_parts(tmp_path: Path) -> None:
    """A part costs what it shows, wherever it stands."""
    with (file := tmp_path / "log").open("wb") as log:
        log.write(b"begin\n" * 2000)
        log.truncate((1 << 30) - 4)
        log.seek(0, 2)
        log.write(b"end\n")
    seen = look_at_file(file, part=5368, limits=Limits(memory=256 * MIB))
    assert isinstance(seen, Text)
    assert seen.parts == 5369
    assert seen.text.endswith("end\n")


def test_what_is_no_file_is_not_readable(tmp_path: Path) -> None:
    """A folder, nothing, a pipe and a device are told, and none is waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "absent", tmp_path / "pipe", Path("/dev/zero")):
        assert look_at_file(path) == Refused(Status.NOT_READABLE)


def test_a_link_shows_what_it_leads_to(tmp_path: Path) -> None:
    """As any program does; whoever hands over a path has chosen it."""
    (tmp_path / "text").write_text("hallo")
    (tmp_path / "link").symlink_to("text")
    assert isinstance(look_at_file(tmp_path / "link"), Text)


@pytest.mark.parametrize("name", ["--ro-bind", "a b", "a\nb", "é", "-", "'; rm"])
def test_odd_names_of_files_are_names(tmp_path: Path, name: str) -> None:
    """No name becomes an option of Bubblewrap or a word of a shell."""
    (file := tmp_path / name).write_bytes(b"hallo")
    assert isinstance(look_at_file(file), Text)


def test_nonsense_from_inside_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program says is not believed because it is said."""
    monkeypatch.setattr(looking, "run_inside", lambda *_: b"H\0\0\0\0and then I said")
    assert look_at_source(source(b"x")) == Refused(Status.SPOKE_NONSENSE)


def test_a_status_of_the_walls_is_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program could not be heard, it is said why."""
    monkeypatch.setattr(looking, "run_inside", lambda *_: Status.CRASHED)
    assert look_at_source(source(b"x")) == Refused(Status.CRASHED)


@pytest.mark.parametrize("content", [pdf(), zipped(("a", b"b")), image("JPEG")])
def test_any_cut_is_an_outcome(content: bytes) -> None:
    """Wherever a file breaks off, it is shown as far as that goes or said to be damaged; it crashes nothing."""
    for length in range(1, len(content), max(1, len(content) // 8)):
        seen = look_at_source(source(content[:length]))
        allowed = {Status.DAMAGED, Status.KIND_NOT_SHOWN}
        assert not isinstance(seen, Refused) or seen.status in allowed


def test_this_side_loads_no_reader() -> None:
    """Neither Pillow nor PDFium, nor what reads archives, is in the memory that has the keys."""
    program = "import journalist_ui.workstation.sandbox.looking, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.decode().split()}
    assert not {"PIL", "pypdfium2", "pypdfium2_raw", "tarfile", "zipfile", "gzip"} & loaded


def test_readers_are_imported_inside_only() -> None:
    """No other file of ours takes Pillow, PDFium, or the modules that use them."""
    ours = Path(looking.__file__).parents[3]
    inside = Path(looking.__file__).parent / "inside"
    readers = re.compile(
        r"^\s*(?:from|import) (?:PIL|pypdfium2|\S+\.sandbox\.inside)\b", re.MULTILINE
    )
    sources = [
        path
        for part in ("crypto", "journalist_ui", "server")
        for path in (ours / part).rglob("*.py")
    ]
    found = [path for path in sources if readers.search(path.read_text())]
    assert found
    assert [path for path in found if inside not in path.parents] == []
