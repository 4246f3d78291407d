"""What a JSON object should have been, and how long it may be (docs/protocol.md section 2.1)."""

from collections.abc import Callable

import msgspec
import pytest
from tiny_service import TinyService

from crypto import labels
from crypto.errors import Malformed
from crypto.events import parse_event_body
from crypto.frame import Frame, encode_frame
from crypto.handover import parse_handover
from crypto.keyring import parse_keyring
from crypto.messages import Report, parse_body
from crypto.recipients import open_recipients, recipients_hash
from crypto.root_rotation import open_rotation

KEYRING = TinyService().keyring


def _parse_rotation(body: bytes) -> object:
    return open_rotation(encode_frame(Frame(labels.ROTATION, body, ())))


def _parse_report(body: bytes) -> object:
    return parse_body(body, Report)


def _parse_recipients(body: bytes) -> object:
    named = msgspec.structs.replace(KEYRING, recipients=recipients_hash(body))
    return open_recipients(body, keyring=named)


KINDS = pytest.mark.parametrize(
    ("parse", "limit", "words"),
    [
        (parse_keyring, 65_536, "a keyring"),
        (_parse_rotation, 65_536, "a rotation of roots"),
        (_parse_report, 131_072, "a message of this kind"),
        (parse_handover, 65_536, "a handover"),
        (_parse_recipients, 1_048_576, "a recipients' file"),
        (parse_event_body, 32_768, "an event that this version knows"),
    ],
    ids=["keyring", "rotation", "report", "handover", "recipients", "event"],
)


def _object_of(size: int) -> bytes:
    return b'{"x":"' + b"y" * (size - 8) + b'"}'


@KINDS
def test_an_object_that_is_something_else_is_refused_by_the_name_of_what_it_is_not(
    parse: Callable[[bytes], object], limit: int, words: str
) -> None:
    """Up to the limit of its kind an object is judged by its schema, and a person reads what was expected."""
    with pytest.raises(Malformed, match=f"^this is not {words}: "):
        parse(_object_of(limit))


@KINDS
def test_an_object_beyond_the_limit_of_its_kind_is_refused_for_its_length(
    parse: Callable[[bytes], object], limit: int, words: str
) -> None:
    """One byte more, and its schema is not asked."""
    del words  # Said only of what is short enough.
    with pytest.raises(Malformed, match=f"at most {limit} are allowed"):
        parse(_object_of(limit + 1))
