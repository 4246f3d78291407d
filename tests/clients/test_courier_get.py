"""`sluis-courier get`: the whole new bundle or what was there before, whatever goes wrong."""

import errno
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from crypto.bundle_contents import Arrived, attachment_name, text_name
from tests.clients.conftest import Courier
from tests.clients.fake_portal import inbound_bundle
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, Fault, answer, cut_inside
from tests.tiny_service import DAY

Refused = Callable[[Result], str]


def test_an_inbound_bundle_is_fetched_whole(courier: Courier) -> None:
    """Byte for byte, readable by its owner only, with nothing beside it."""
    result = courier.get()
    assert result.exit_code == 0, result.stderr
    assert courier.on_the_stick() == {"in.tar": courier.portal.inbound}
    mode = (courier.stick / "in.tar").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_what_was_fetched_is_said(courier: Courier) -> None:
    """Days and counts, no content."""
    assert courier.get().stdout == (
        "in.tar: everything from 2026-11-16 up to 2026-11-23 (1 message, 0 attachments,"
        " 0 parts of the team's events).\n"
    )


def test_messages_are_counted_and_not_their_days_or_parts(courier: Courier) -> None:
    """Two messages of one day, one of them in two parts, and one message of another day."""
    places = [
        Arrived(DAY - 1, b"a" * 16),
        Arrived(DAY - 1, b"b" * 16, 0),
        Arrived(DAY - 1, b"b" * 16, 1),
        Arrived(DAY, b"c" * 16),
    ]
    courier.portal.inbound = inbound_bundle(
        {text_name(place): b"x" for place in places}
        | {attachment_name(Arrived(DAY, b"d" * 16)): b"x", "events/1-1-0": b"x"}
    )
    said = courier.get().stdout
    assert "(3 messages, 1 attachment, 1 part of the team's events)" in said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1", "1 attachment above the portal's set size was left out; get it with --large"),
        ("7", "7 attachments above the portal's set size were left out; get them with --large"),
    ],
)
def test_large_attachments_that_were_left_out_are_said(
    courier: Courier, number: str, words: str
) -> None:
    """How many there are, and how to get them."""
    courier.portal.left_out = number
    result = courier.get()
    assert (result.exit_code, words in result.stderr) == (0, True)


def test_nothing_is_said_of_large_attachments_where_none_was_left_out(courier: Courier) -> None:
    """Neither with an answer of none nor without one."""
    for said in ("0", None):
        courier.portal.left_out = said
        assert "--large" not in courier.get("--force").stderr


@pytest.mark.parametrize("said", ["", "-1", "some", "1" * 10, "\xb2"])
def test_number_of_left_out_attachments_that_is_none_is_nonsense(
    courier: Courier, refused: Refused, said: str
) -> None:
    """What is not a number is not shown."""
    courier.portal.left_out = said
    assert "makes no sense" in refused(courier.get())
    assert courier.on_the_stick() == {}


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ((), ""),
        (("--again", "8"), "?again=8"),
        (("--large",), "?large=1"),
        (("--again", "90", "--large"), "?again=90&large=1"),
    ],
)
def test_wishes_reach_the_portal(courier: Courier, options: tuple[str, ...], query: str) -> None:
    """The last days once more, and large attachments."""
    courier.get(*options)
    assert f"GET /api/inbound{query}" in courier.portal.asked


def test_an_impossible_number_of_days_is_wrong_usage(courier: Courier) -> None:
    """A usage error has status 2."""
    assert courier.get("--again", "0").exit_code == 2
    assert courier.portal.asked == []


def test_nothing_is_overwritten_unasked(courier: Courier, refused: Refused) -> None:
    """And nobody has to sign in to learn that."""
    (courier.stick / "in.tar").write_bytes(b"old")
    assert "--force" in refused(courier.get())
    assert courier.portal.asked == []
    assert courier.on_the_stick() == {"in.tar": b"old"}
    assert courier.get("--force").exit_code == 0
    assert courier.on_the_stick() == {"in.tar": courier.portal.inbound}


def test_a_place_that_is_none_is_refused(courier: Courier, refused: Refused) -> None:
    """A folder, or a folder that does not exist."""
    for out in (courier.stick, courier.stick / "nowhere" / "in.tar"):
        refused(courier.run("get", "--out", str(out)))
    assert courier.portal.asked == []


def make_pipe(path: Path, _elsewhere: Path) -> None:
    """Put a pipe there."""
    os.mkfifo(path)


def make_link(path: Path, elsewhere: Path) -> None:
    """Put a link to a file there."""
    path.symlink_to(elsewhere)


def make_link_to_device(path: Path, _elsewhere: Path) -> None:
    """Put a link to a device there."""
    path.symlink_to("/dev/null")


def make_socket(path: Path, _elsewhere: Path) -> None:
    """Put a socket there."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("make", [make_pipe, make_link, make_link_to_device, make_socket])
@pytest.mark.parametrize("name", ["in.tar", "in.tar.part", "session"])
def test_only_an_ordinary_file_is_written_over(
    courier: Courier, refused: Refused, name: str, make: Callable[[Path, Path], None]
) -> None:
    """Neither the bundle nor the session replaces a device, a pipe or a link, or writes through it."""
    elsewhere = courier.session_file.with_name("elsewhere")
    elsewhere.write_bytes(b"mine")
    place = courier.session_file if name == "session" else courier.stick / name
    make(place, elsewhere)
    before = place.lstat()
    sentence = refused(courier.get("--force", "--session-file", str(courier.session_file)))
    assert "never written over" in sentence
    assert (place.lstat().st_ino, place.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert elsewhere.read_bytes() == b"mine"


def test_what_a_stopped_courier_left_is_no_obstacle(courier: Courier) -> None:
    """Half a bundle of an earlier try is replaced."""
    (courier.stick / "in.tar.part").write_bytes(b"half")
    assert courier.get().exit_code == 0
    assert courier.on_the_stick() == {"in.tar": courier.portal.inbound}


def altered(bundle: bytes, at: int) -> bytes:
    """Flip a bit."""
    raw = bytearray(bundle)
    raw[at] ^= 1
    return bytes(raw)


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b"",
        lambda b: b"<html>hello</html>",
        lambda b: b[:512],
        lambda b: b[:-1024],
        lambda b: b[:-1],
        lambda b: b + bytes(512),
        lambda b: b[:2048] + b[2560:],
        lambda b: altered(b, 3),
        lambda b: altered(b, 520),
        lambda b: altered(b, 600),
        lambda b: altered(b, len(b) // 2),
        lambda b: inbound_bundle({"today": b""}, maker="workstation"),
    ],
)
def test_a_bundle_that_is_not_whole_is_not_kept(
    courier: Courier, refused: Refused, change: Callable[[bytes], bytes]
) -> None:
    """Cut off, longer, altered in any place, or of another maker: the old state stays."""
    (courier.stick / "in.tar").write_bytes(b"old")
    courier.portal.inbound = change(courier.portal.inbound)
    assert "nothing was kept" in refused(courier.get("--force"))
    assert courier.on_the_stick() == {"in.tar": b"old"}


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER, cut_inside(0), cut_inside(20_000)])
def test_a_cut_line_keeps_the_old_state(courier: Courier, refused: Refused, fault: Fault) -> None:
    """And the sentence says how to get what may be missing."""
    courier.portal.misbehave("GET", "/api/inbound", fault)
    assert "--again" in refused(courier.get())
    assert courier.on_the_stick() == {}


def test_a_full_disk_keeps_the_old_state(
    courier: Courier, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the disk."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    assert "disk is full" in refused(courier.get())
    assert courier.on_the_stick() == {}


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (answer(500, b""), "nothing was lost; run the same command again, and tell the admin"),
        (answer(500, b'{"error": "internal", "message": "no"}'), "The portal failed (status 500)"),
        (answer(502, b"<html>bad gateway</html>"), "The portal failed (status 502)"),
        (answer(503, b"<html>overloaded</html>"), "busy"),
        (answer(302, b"", Location="/elsewhere"), "makes no sense"),
        (answer(507, b'{"error": "full", "message": "no"}'), "full"),
        (answer(503, b'{"error": "busy", "message": "no"}'), "busy"),
        (answer(403, b'{"error": "role", "message": "Not for you\\u001b[0m."}'), "Not for you?"),
        (answer(403, b"[]"), "makes no sense"),
    ],
)
def test_a_refusal_is_one_sentence(
    courier: Courier, refused: Refused, fault: Fault, word: str
) -> None:
    """Without control characters."""
    courier.portal.misbehave("GET", "/api/inbound", fault)
    sentence = refused(courier.get())
    assert word in sentence
    assert "\x1b" not in sentence


def test_a_large_bundle_is_never_held_whole(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No piece that is written is larger than 64 KiB."""
    sizes: list[int] = []
    original = os.fdopen

    def watched(descriptor: int, *arguments: Any) -> Any:
        file = original(descriptor, *arguments)
        write = file.write

        class Watch:
            def __enter__(self) -> "Watch":
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, piece: bytes) -> int:
                sizes.append(len(piece))
                return int(write(piece))

            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

        return Watch()

    monkeypatch.setattr(os, "fdopen", watched)
    courier.portal.inbound = inbound_bundle({"today": bytes(3_000_000)})
    assert courier.get().exit_code == 0
    assert max(sizes) <= 65_536
