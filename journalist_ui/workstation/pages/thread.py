"""The thread of a case as it is read: what the reporter wrote, what the team answered and noted, by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REPORTER, TEAM = "reporter", "team"


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a thread: whose side, which kind, on which day, and what the workstation says of it."""

    side: str
    kind: str
    day: str
    said: Mapping[str, Any]


def thread_of(case: Mapping[str, Any]) -> list[Entry]:
    """Return the messages, replies and notes of a case by day; on the same day the reporter comes first."""
    entries = [Entry(REPORTER, m["kind"], m["day"], m) for m in case["messages"]]
    entries += [Entry(TEAM, "reply", said["day"], said) for said in case["replies"]]
    entries += [Entry(TEAM, "note", said["day"], said) for said in case["notes"]]
    return sorted(entries, key=lambda entry: entry.day)
