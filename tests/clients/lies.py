"""What a server that lies gives for `today`, each with a word of the sentence that refuses it."""

from crypto.keyring import encode_keyring_frame, keyring_frame
from crypto.slot_statements import PeriodKey, sign_period_key
from tests.tiny_service import DAY, TinyService


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
