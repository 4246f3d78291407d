"""`sluis-courier bring`: judged here, sent until answered, applied once."""

import os
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.clients.conftest import Courier
from tests.clients.fake_portal import inbound_bundle, outbound_bundle
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, answer
from tests.tiny_service import TinyService

Refused = Callable[[Result], str]


@pytest.fixture(scope="module")
def bundle() -> bytes:
    """The first outbound bundle of slot 0."""
    return outbound_bundle(*TinyService().bundle(0))


def test_a_bundle_is_applied(courier: Courier, bundle: bytes) -> None:
    """What was applied is said in words."""
    result = courier.bring(bundle)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "Bundle 0 of slot 0, of 2026-11-23, was applied.\n"
    assert len(courier.portal.brought) == 1


def test_a_bundle_twice_changes_nothing(courier: Courier, refused: Refused, bundle: bytes) -> None:
    """The second time is said, with status 1."""
    courier.bring(bundle)
    assert "brought before; nothing was changed" in refused(courier.bring(bundle))
    assert len(courier.portal.brought) == 1


def test_a_cut_line_is_tried_again(courier: Courier, bundle: bytes) -> None:
    """Applied at the first try, answered at the third: that is no bundle twice."""
    courier.portal.misbehave("POST", "/api/outbound", CUT_AFTER, CUT_BEFORE)
    result = courier.bring(bundle)
    assert (result.exit_code, result.stdout.count("was applied")) == (0, 1)
    assert len(courier.portal.brought) == 1


def test_a_line_that_stays_cut_leaves_it_open(
    courier: Courier, refused: Refused, bundle: bytes
) -> None:
    """The sentence says that bringing it again is safe."""
    courier.portal.misbehave("POST", "/api/outbound", *[CUT_AFTER] * 9)
    assert "never applied twice" in refused(courier.bring(bundle))


def test_a_portal_that_fails_is_no_wrong_address(
    courier: Courier, refused: Refused, bundle: bytes
) -> None:
    """The sentence says that nothing was lost and whom to tell."""
    courier.portal.misbehave("POST", "/api/outbound", answer(500, b'{"error": "internal"}'))
    sentence = refused(courier.bring(bundle))
    assert "nothing was lost" in sentence
    assert "administrator" in sentence
    assert "address" not in sentence


def test_a_pipe_is_not_waited_for(courier: Courier, refused: Refused) -> None:
    """A bundle is a file."""
    os.mkfifo(courier.stick / "pipe")
    assert "cannot be read" in refused(courier.run("bring", str(courier.stick / "pipe")))


def test_a_gap_is_said_in_the_portals_words(
    courier: Courier, refused: Refused, bundle: bytes
) -> None:
    """Which bundle is missing stands in them."""
    message = "Refused: bundle 4 of this workstation is missing; bring it first."
    body = f'{{"error": "conflict", "message": "{message}"}}'.encode()
    courier.portal.misbehave("POST", "/api/outbound", answer(409, body))
    assert refused(courier.bring(bundle)) == (
        "The portal refused: bundle 4 of this workstation is missing; bring it first."
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "too-large", "message": "Raise max_attachment."}', "refused: Raise max_att"),
        (b'{"error": "too-large", "message": 5}', "cannot take this: it is too large."),
        (b"<html>Request Entity Too Large</html>", "cannot take this: it is too large."),
    ],
)
def test_what_is_too_large_is_said_in_the_portals_words_if_it_has_some(
    courier: Courier, refused: Refused, bundle: bytes, body: bytes, said: str
) -> None:
    """A proxy in front of it answers in no form of ours."""
    courier.portal.misbehave("POST", "/api/outbound", answer(413, body))
    assert said in refused(courier.bring(bundle))


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b"",
        lambda b: b"just a file",
        lambda b: b[:-1024],
        lambda b: b[: len(b) // 2],
        lambda b: b[:65_536],
        lambda b: b + bytes(1024),
        lambda b: b[:1000] + bytes([b[1000] ^ 1]) + b[1001:],
        lambda b: b[:-70_000] + bytes([b[-70_000] ^ 1]) + b[-69_999:],
        lambda b: inbound_bundle({"today": b""}),
    ],
)
def test_what_is_not_a_whole_outbound_bundle_stays_here(
    courier: Courier, refused: Refused, bundle: bytes, change: Callable[[bytes], bytes]
) -> None:
    """Truncated, altered, longer, or the wrong way round: nothing is asked of the portal."""
    assert "out.tar" in refused(courier.bring(change(bundle)))
    assert courier.portal.asked == []


def test_a_bundle_that_is_not_there_is_refused(courier: Courier, refused: Refused) -> None:
    """Or is a folder."""
    for path in ("nowhere.tar", str(courier.stick)):
        refused(courier.run("bring", path))
    assert courier.portal.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"slot": "0", "sequence": 0, "day": 1}',
        b'{"slot": 1, "sequence": 0, "day": 1}',
    ],
)
def test_an_answer_about_another_bundle_is_nonsense(
    courier: Courier, refused: Refused, bundle: bytes, body: bytes
) -> None:
    """The portal must name the bundle that was brought."""
    courier.portal.misbehave("POST", "/api/outbound", answer(200, body))
    assert "makes no sense" in refused(courier.bring(bundle))
