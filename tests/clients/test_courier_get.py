"""`sluis-courier get`: the whole new bundle or what was there before, whatever goes wrong."""

import errno
import os
import stat
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from tests.clients.conftest import Courier
from tests.clients.fake_portal import inbound_bundle
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, Fault, answer, cut_inside

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
        "in.tar: everything from 2026-11-16 up to 2026-11-23 (messages 1, attachments 0,"
        " parts of the team's events 0).\n"
    )


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


def test_a_link_in_the_way_is_not_followed(courier: Courier, refused: Refused) -> None:
    """The unfinished file is never written through a link."""
    target = courier.session_file.with_name("elsewhere")
    target.write_bytes(b"mine")
    (courier.stick / "in.tar.part").symlink_to(target)
    refused(courier.get())
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (answer(500, b""), "makes no sense"),
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
