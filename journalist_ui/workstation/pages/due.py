"""What a reporter may expect, and by when: a sign within seven days, an answer in substance within three months.

Both count from the day on which the report arrived (directive (EU) 2019/1937,
articles 9 and 11, taken over by the Wet bescherming klokkenluiders). The first
reply is the sign, the second the answer; a case that was handed over still
awaits it.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from journalist_ui.workstation.days import parse_day

SIGN_DAYS = 7
ANSWER_MONTHS = 3
SIGN, ANSWER = "sign", "answer"


@dataclass(frozen=True, slots=True)
class Due:
    """What a case asks for: a `SIGN` or an `ANSWER`, by which day, and how many days that leaves."""

    case: str
    line: str
    what: str
    day: int
    left: int


def find_due(cases: Iterable[Mapping[str, Any]], *, today: int) -> list[Due]:
    """Return what the cases of a list ask for, the most urgent first."""
    found = [
        Due(str(case["case"]), str(case["line"]), what, day, day - today)
        for case in cases
        if case["destroyed"] is None
        for what, day in _next_of(case)
    ]
    return sorted(found, key=lambda due: (due.day, due.case))


def _next_of(case: Mapping[str, Any]) -> list[tuple[str, int]]:
    opened = parse_day(str(case["opened"]))
    if case["replies"] == 0:
        return [(SIGN, opened + SIGN_DAYS)]
    if case["replies"] == 1:
        return [(ANSWER, add_months(opened, ANSWER_MONTHS))]
    return []


def add_months(day: int, months: int) -> int:
    """Return the same day of a later month, or the last day of a month that is too short."""
    start = date(1970, 1, 1)
    then = date.fromordinal(start.toordinal() + day)
    year, month = divmod(then.year * 12 + then.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(then.day, last)).toordinal() - start.toordinal()
