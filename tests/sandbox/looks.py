"""What the tests ask of a look, in the words of the tests."""

import json
from typing import Any

from journalist_ui.workstation.sandbox.asking import Source
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.looking import look_at_source
from journalist_ui.workstation.sandbox.outcomes import (
    FactName,
    Kind,
    Listing,
    Look,
    Pictures,
    Refused,
    Status,
    Text,
)
from journalist_ui.workstation.sandbox.wire import HELLO


def look(content: bytes, *, part: int = 0, **limits: int) -> Look:
    """Look at a content, within these limits."""
    return look_at_source(source(content), part=part, limits=Limits(**limits))


def source(content: bytes) -> Source:
    """Return a content of which any piece can be had."""
    return Source(len(content), lambda place, length: content[place : place + length])


def pictures(content: bytes, *, part: int = 0, **limits: int) -> Pictures:
    """Look at what must be pictures."""
    seen = look(content, part=part, **limits)
    assert isinstance(seen, Pictures), seen
    return seen


def text(content: bytes, *, part: int = 0, **limits: int) -> Text:
    """Look at what must be a text."""
    seen = look(content, part=part, **limits)
    assert isinstance(seen, Text), seen
    return seen


def listing(content: bytes, *, part: int = 0, **limits: int) -> Listing:
    """Look at what must be an archive."""
    seen = look(content, part=part, **limits)
    assert isinstance(seen, Listing), seen
    return seen


def refused(content: bytes, *, part: int = 0, **limits: int) -> tuple[Status, Kind]:
    """Look at what must be refused."""
    seen = look(content, part=part, **limits)
    assert isinstance(seen, Refused), seen
    return seen.status, seen.kind


def facts(seen: Pictures | Text | Listing) -> dict[FactName, str]:
    """Return what is told of a file beside its content."""
    return {fact.name: fact.value for fact in seen.facts}


def colour(seen: Pictures, x: float = 0.5, y: float = 0.5, number: int = 0) -> tuple[int, ...]:
    """Return the colour at a place of a picture, from 0 to 1 of its sides."""
    shown = seen.pictures[number]
    place = (int(y * shown.height) * shown.width + int(x * shown.width)) * 3
    return tuple(shown.rgb[place : place + 3])


def told(said: bytes | Status) -> Any:
    """Return what a double said after the hello."""
    assert isinstance(said, bytes), said
    return json.loads(said.removeprefix(HELLO))
