"""What a reporter may expect, and by when: a sign within seven days, an answer in substance within three months.

Both count from the day on which the report arrived (directive (EU) 2019/1937,
articles 9 and 11, taken over by the Wet bescherming klokkenluiders), whether or
not the reporter ever looks. The first reply is the sign, the second the answer; a
case that was handed over still awaits it. Whoever wrote again gets a sign within
seven days of that, too. A closed case asks for nothing, until the reporter
writes again.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from journalist_ui.workstation.days import parse_day

SIGN_DAYS = 7
ANSWER_MONTHS = 3
SIGN, ANSWER, WORD, REOPENED = "sign", "answer", "word", "reopened"


@dataclass(frozen=True, slots=True)
class Due:
    """What a case asks for, by which day, and how many days that leaves.

    `SIGN` and `ANSWER` are asked for by the report, `WORD` by what the reporter wrote
    since the last reply, `REOPENED` by what came after the case was closed.
    """

    case: str
    line: str
    what: str
    day: int
    left: int


def find_due(cases: Iterable[Mapping[str, Any]], *, today: int) -> list[Due]:
    """Return what each case of a list asks for first, the most urgent case first."""
    found = [
        Due(str(case["case"]), str(case["line"]), what, day, day - today)
        for case in cases
        if case["destroyed"] is None
        for day, what in sorted(_asked(case))[:1]
    ]
    return sorted(found, key=lambda due: (due.day, due.case))


def _asked(case: Mapping[str, Any]) -> list[tuple[int, str]]:
    opened, last = parse_day(str(case["opened"])), parse_day(str(case["last_message"]))
    if case["state"] == "closed":
        return [(last + SIGN_DAYS, REOPENED)] if case["word_after_closing"] else []
    if case["replies"] == 0:
        return [(opened + SIGN_DAYS, SIGN)]
    asked = []
    if case["replies"] == 1:
        asked.append((add_months(opened, ANSWER_MONTHS), ANSWER))
    if last > parse_day(str(case["last_reply"])):
        asked.append((last + SIGN_DAYS, WORD))
    return asked


def add_months(day: int, months: int) -> int:
    """Return the same day of a later month, or the last day of a month that is too short."""
    start = date(1970, 1, 1)
    then = date.fromordinal(start.toordinal() + day)
    year, month = divmod(then.year * 12 + then.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(then.day, last)).toordinal() - start.toordinal()
