"""What is typed at a ceremony, read: slots, lines and recipients, and the files behind them."""

import base64
import re
from collections.abc import Iterable
from pathlib import Path

from crypto.keyring import LINES, Line, Slot, is_line
from crypto.recipients import Authority, Reader
from journalist_ui.workstation.ceremony import parse_holder_key
from journalist_ui.workstation.enrolment_request import (
    MAX_REQUEST,
    ConfidantKey,
    RecipientKey,
    Request,
    parse_request,
)
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import read_file

_SLOT = re.compile(r"([0-9]{1,2})(?::([0-9]{1,9}))?=(.+)")
_LINE = re.compile(r"([a-z]+)=([0-9]{1,2}(?:,[0-9]{1,2})*):([0-9]{1,2})")
_RECIPIENT = re.compile(r"([a-z][a-z0-9-]{1,39})=([^:]+):(.+)")


def read_holders(paths: Iterable[Path]) -> list[str]:
    """Return the verify keys (hex) of root holders, in the order given."""
    return [parse_holder_key(read_file(path, limit=4096)).hex() for path in paths]


def read_slots(written: Iterable[str], *, count: int) -> tuple[list[Slot | None], list[str]]:
    """Return the slots of a keyring, and a sentence about each manned one with its fingerprint."""
    slots: list[Slot | None] = [None] * count
    told = []
    for text in written:
        number, generation, path = _match(_SLOT, text, "a slot is written as 0=FILE or 0:1=FILE")
        slot = int(number)
        if slot >= count or slots[slot] is not None:
            raise Refused(
                f"slot {slot} stands there twice, or is beyond the {count} slots; give another"
            )
        request = _request(path)
        if not isinstance(request.key, ConfidantKey):
            raise Refused(f"the request for slot {slot} is a recipient's; give that of a confidant")
        slots[slot] = Slot(int(generation or 0), request.key.verify_key)
        told.append(f"slot {slot}: {request.fingerprint}")
    return slots, told


def read_lines(written: Iterable[str]) -> dict[str, Line]:
    """Return the lines of a keyring: which slots serve them, and how many must be live."""
    lines: dict[str, Line] = {}
    for text in written:
        name, slots, minimum = _match(_LINE, text, "a line is written as integriteit=0,1,2:2")
        if not is_line(name) or name in lines:
            raise Refused(
                f"that line stands there twice, or is not one of: {', '.join(LINES)}; give another, or"
                " begin the name of a line of your own with x_"
            )
        lines[name] = Line(int(minimum), sorted(int(slot) for slot in slots.split(",")))
    return lines


def read_recipients(written: Iterable[str]) -> tuple[list[Authority], list[str]]:
    """Return the recipients, readers of the same id together, and a sentence about each reader."""
    readers: dict[tuple[str, str], list[Reader]] = {}
    told = []
    for text in written:
        how = "a recipient is written as rijksrecherche=Rijksrecherche:FILE"
        recipient_id, name, path = _match(_RECIPIENT, text, how)
        request = _request(path)
        if not isinstance(request.key, RecipientKey):
            raise Refused(
                "a request for a recipient is a confidant's; give that of a recipient's workstation"
            )
        key = base64.b64encode(request.public_key).decode()
        readers.setdefault((recipient_id, name), []).append(Reader(request.name, key))
        told.append(f"{recipient_id}: {request.fingerprint}")
    return [Authority(i, name, found) for (i, name), found in readers.items()], told


def _request(path: str) -> Request:
    return parse_request(read_file(Path(path), limit=MAX_REQUEST))


def _match(pattern: re.Pattern[str], text: str, how: str) -> tuple[str, str, str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise Refused(how)
    first, second, third = match.groups()
    return first, second or "", third
