"""What `sluis-report` does not believe: each case is one sentence, a status of 1, and nothing submitted."""

from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.keyring import encode_keyring_frame, keyring_frame
from crypto.slot_statements import PeriodKey, sign_period_key
from submitter_ui.build import BUILD_DAY
from tests.clients.conftest import Reporter
from tests.clients.fake_server import FakeServer
from tests.tiny_service import DAY, TinyService

Refused = Callable[[Result], str]


def other_keyring(tiny: TinyService) -> bytes:
    """Serve a keyring of another service, whole and well signed."""
    stranger = TinyService()
    return tiny.today(keyring=stranger.keyring_raw)


def one_signature(tiny: TinyService) -> bytes:
    """Serve the keyring with the signature of one root holder."""
    return tiny.today(keyring=tiny.sign_keyring(tiny.keyring, signers=(2,)))


def no_signature(tiny: TinyService) -> bytes:
    """Serve the keyring unsigned."""
    return tiny.today(keyring=encode_keyring_frame(keyring_frame(tiny.keyring)))


def older_keyring(tiny: TinyService) -> bytes:
    """Serve a keyring older than the one that the heads name."""
    older = tiny.keyring_raw
    tiny.keyring = tiny.make_keyring(serial=2)
    tiny.keyring_raw = tiny.sign_keyring(tiny.keyring)
    tiny.bundle(0)
    return tiny.today(keyring=older)


def another_keyring_of_the_same_number(tiny: TinyService) -> bytes:
    """Serve a keyring that the heads do not name, though its serial is theirs."""
    second = tiny.make_keyring(expires=DAY + 100)
    return tiny.today(keyring=tiny.sign_keyring(second))


def expired_keyring(tiny: TinyService) -> bytes:
    """Serve a keyring whose last day was yesterday."""
    return tiny.today(keyring=tiny.sign_keyring(tiny.make_keyring(expires=DAY - 1)))


def false_period_key(tiny: TinyService) -> bytes:
    """Serve a period key that slot 0 did not sign."""
    period = DAY // 7
    recipient = tiny.holders[1].identities[period].recipient.raw
    false = sign_period_key(
        PeriodKey(0, 1, period, recipient), signing_seed=tiny.holders[1].signing_seed
    )
    rest = tuple(holder.statements[period] for holder in tiny.holders[1:])
    return tiny.today(period_keys=(false, *rest))


def two_period_keys(tiny: TinyService) -> bytes:
    """Serve slot 0's key twice."""
    key = tiny.holders[0].statements[DAY // 7]
    return tiny.today(period_keys=(key, key))


def next_months_keys(tiny: TinyService) -> bytes:
    """Serve the keys of a period four weeks ahead."""
    return tiny.today(day=DAY + 28)


def only_one_key(tiny: TinyService) -> bytes:
    """Serve one confidant's key of three: below the line's minimum."""
    return tiny.today(period_keys=(tiny.holders[0].statements[DAY // 7],))


def revoked_slots(tiny: TinyService) -> bytes:
    """Serve the revocations of two confidants of three."""
    return tiny.today(revocations=(tiny.sign_revocation(0), tiny.sign_revocation(1)))


def no_heads(tiny: TinyService) -> bytes:
    """Serve no head at all."""
    return tiny.today(heads=())


def head_of_tomorrow_next_week(tiny: TinyService) -> bytes:
    """Serve a head of a week ahead."""
    tiny.bundle(0, day=DAY + 7)
    return tiny.today()


def a_flipped_byte(tiny: TinyService) -> bytes:
    """Serve `today` with one bit changed in the middle."""
    raw = bytearray(tiny.today())
    raw[len(raw) // 2] ^= 1
    return bytes(raw)


def cut_off(tiny: TinyService) -> bytes:
    """Serve `today` without its last byte."""
    return tiny.today()[:-1]


def too_much(tiny: TinyService) -> bytes:
    """Serve `today` with a byte behind it."""
    return tiny.today() + b"\0"


LIES = [
    (other_keyring, "hoort niet bij de dienst"),
    (one_signature, "niet echt"),
    (no_signature, "niet echt"),
    (older_keyring, "verouderde"),
    (another_keyring_of_the_same_number, "niet echt"),
    (expired_keyring, "verlopen"),
    (false_period_key, "niet echt"),
    (two_period_keys, "niet echt"),
    (next_months_keys, "23 november 2026"),
    (only_one_key, "te weinig"),
    (revoked_slots, "te weinig"),
    (no_heads, "te lang"),
    (head_of_tomorrow_next_week, "23 november 2026"),
    (a_flipped_byte, "0800 2800 200"),
    (cut_off, "0800 2800 200"),
    (too_much, "0800 2800 200"),
]
"""Each with a word of the sentence that refuses it."""


@pytest.mark.parametrize(("lie", "word"), LIES)
def test_nothing_is_sent_on_a_today_that_lies(
    reporter: Reporter,
    refused: Refused,
    lie: Callable[[TinyService], bytes],
    word: str,
) -> None:
    """Each lie has its sentence with the phone number, and only `today` was asked for."""
    reporter.server.today = lie(reporter.server.service)
    sentence = refused(reporter.send())
    assert word in sentence
    assert "0800 2800 200" in sentence
    assert reporter.server.asked == ["GET /api/today"]


@pytest.mark.parametrize(
    ("day", "date"),
    [
        (DAY - 365, "23 november 2025"),
        (DAY + 365, "23 november 2027"),
        (BUILD_DAY - 1, "20 november 2026"),
        (DAY + 14, "7 december 2026"),
    ],
)
@pytest.mark.parametrize("command", ["send", "check"])
def test_a_clock_that_is_off_is_named_with_its_date(
    reporter: Reporter, refused: Refused, command: str, day: int, date: str
) -> None:
    """A year behind or ahead, before the build, two weeks ahead: no other cause is guessed."""
    codename = reporter.send_well()
    reporter.day = day
    result = reporter.send() if command == "send" else reporter.check(codename)
    sentence = refused(result)
    assert f"Dit apparaat denkt dat het {date} is" in sentence
    assert "verlopen" not in sentence
    assert len(reporter.server.submissions) == 1


def test_a_clock_before_the_build_asks_nothing(reporter: Reporter, refused: Refused) -> None:
    """Over https not even the certificate would be valid, and hide the cause."""
    reporter.day = BUILD_DAY - 1
    refused(reporter.send())
    assert reporter.server.asked == []


def test_another_root_is_another_service(reporter: Reporter, refused: Refused) -> None:
    """The given root decides, not the server."""
    codename = reporter.write("c", reporter.send_well())
    assert "dienst" in refused(reporter.run("check", "--codename-file", codename, root="00" * 32))


def test_an_overdue_line_is_refused_unless_the_reporter_insists(
    server: FakeServer, reporter: Reporter, refused: Refused
) -> None:
    """Eleven days after the last head the line is overdue."""
    reporter.day = DAY + 11
    server.today = server.service.today(day=reporter.day)
    sentence = refused(reporter.send())
    assert "--send-anyway" in sentence
    assert reporter.send("x", "--send-anyway").exit_code == 0


def test_insisting_does_not_help_against_too_few_members(
    reporter: Reporter, refused: Refused
) -> None:
    """`--send-anyway` is about freshness only."""
    reporter.server.today = only_one_key(reporter.server.service)
    assert "te weinig" in refused(reporter.send("x", "--send-anyway"))


@pytest.mark.parametrize("root", ["", "00", "zz" * 32, "00" * 33, "é" * 64])
def test_a_root_that_is_none_is_refused(reporter: Reporter, refused: Refused, root: str) -> None:
    """Sixty-four hexadecimal characters, or a sentence."""
    text = reporter.write("t", "x")
    arguments = ("send", "--line", "integriteit", "--text", text, "--root", root)
    assert "--root" in refused(reporter.run(*arguments))
    assert reporter.server.asked == []
