"""Vectors of whose a case is and how it stands (docs/protocol.md section 11.4)."""

from typing import Any

from vectors.kit import Topic
from vectors.make_folds import Event, event
from vectors.service import DAY


def _assigned(slot: int | None) -> dict[str, Any]:
    return {"type": "assigned", "slot": slot}


def _stated(state: str, messages: int = 1) -> dict[str, Any]:
    return {"type": "stated", "state": state, "messages": messages}


def _output(
    assigned: int | None = None, standing: tuple[str, int, int, int] | None = None
) -> dict[str, Any]:
    return {"assigned": assigned, "standing": None if standing is None else list(standing)}


def make_standings() -> Topic:
    """Return the vectors of standings: nothing is refused, and of those who speak the last is believed."""
    topic = Topic("standing", "11.4", base={})
    for name, events, output, comment in [*_orders(), *_words()]:
        topic.ok(name, comment, output, events=events)
    return topic


def _orders() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    events = [
        event(0, 0, _assigned(0)),
        event(1, 0, _assigned(1)),
        event(0, 1, _stated("assessing", 1)),
        event(1, 1, _stated("in-progress", 2)),
    ]
    last = _output(1, ("in-progress", 1, DAY, 2))
    tomorrow = event(0, 2, _assigned(0), day=DAY + 1)
    first_of_slot_2 = event(2, 0, _stated("closed", 2), generation=2)
    second_of_slot_2 = event(2, 5, _stated("advised", 1), generation=1)
    return [
        ("nobody-and-nothing-said", [], _output(), "There is no default."),
        ("the-higher-slot-of-a-day", events, last, "By day, slot, generation, sequence."),
        ("the-same-in-reverse", events[::-1], last, "In whatever order they came."),
        (
            "the-later-day",
            [tomorrow, *events],
            _output(0, ("in-progress", 1, DAY, 2)),
            "The day comes first.",
        ),
        (
            "the-later-generation-of-a-slot",
            [first_of_slot_2, second_of_slot_2],
            _output(None, ("closed", 2, DAY, 2)),
            "A replaced workstation begins at 0 and speaks last.",
        ),
        (
            "the-later-word-of-a-slot",
            [event(0, 1, _stated("closed", 3)), event(0, 0, _stated("assessing", 3))],
            _output(None, ("closed", 0, DAY, 3)),
            "By sequence.",
        ),
    ]


def _words() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    closed = event(0, 0, _stated("closed", 2))
    unknown = event(1, 0, {"type": "stated", "state": "lost", "messages": 2})
    return [
        (
            "taken-and-given-back",
            [event(0, 0, _assigned(0)), event(0, 1, _assigned(None))],
            _output(),
            "Nobody is a word too.",
        ),
        (
            "closed-and-open-again",
            [closed, event(1, 0, _stated("in-progress", 3), day=DAY + 9)],
            _output(None, ("in-progress", 1, DAY + 9, 3)),
            "Any state may follow any.",
        ),
        (
            "closed-by-one-who-knew-less",
            [event(1, 0, _stated("closed", 1)), closed],
            _output(None, ("closed", 1, DAY, 1)),
            "The last word, and what whoever said it knew.",
        ),
        (
            "a-state-not-known-here-behind-one-that-is",
            [closed, unknown],
            _output(None, ("closed", 0, DAY, 2)),
            "An unknown form changes nothing.",
        ),
    ]
