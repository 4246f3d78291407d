"""What a reporter may expect, and by when: a sign within seven days, an answer in substance within three months.

Both count from the day on which the report arrived (directive (EU) 2019/1937,
articles 9 and 11, taken over by the Wet bescherming klokkenluiders), whether or
not the reporter ever looks. The first reply is the sign, the second the answer; a
case that was handed over still awaits it. A draft that was shown is a sign as well.
Whoever wrote again gets a sign within seven days of that, too; a word on a draft is
acted upon within them. A closed case asks for nothing, until the reporter writes again.
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
AGREED, TRACEABLE, WITHDRAWN, SILENT = "agreed", "traceable", "withdrawn", "silent"
OVER = frozenset({"closed", "not-forwarded"})
"""States in which nothing is done any more with what the reporter said of a draft."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a case asks for, by which day, and how many days that leaves.

    `SIGN` and `ANSWER` are asked for by the report, `WORD` by what the reporter wrote
    since the last reply, `REOPENED` by what came after the case was closed. `AGREED`, `TRACEABLE`
    and `WITHDRAWN` are the reporter's word on a draft that has not left, `SILENT` that none came in time.
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
        for day, what in _first(case, today)
    ]
    return sorted(found, key=lambda due: (due.day, due.case))


def _first(case: Mapping[str, Any], today: int) -> list[tuple[int, str]]:
    """Return what comes first; the reporter's word on a draft says best what a case asks for."""
    asked, of_consent = sorted(_asked(case)), _of_consent(case, today)
    if of_consent:
        return [(min(day for day, _what in asked + of_consent), of_consent[0][1])]
    return asked[:1]


def _asked(case: Mapping[str, Any]) -> list[tuple[int, str]]:
    opened, last = parse_day(str(case["opened"])), parse_day(str(case["last_message"]))
    if case["state"] == "closed":
        return [(last + SIGN_DAYS, REOPENED)] if case["word_after_closing"] else []
    if case["replies"] == 0 and case["answer_by"] is None:
        return [(opened + SIGN_DAYS, SIGN)]
    asked = []
    if case["replies"] <= 1:
        asked.append((add_months(opened, ANSWER_MONTHS), ANSWER))
    if last > parse_day(str(case["last_reply"] or case["opened"])):
        asked.append((last + SIGN_DAYS, WORD))
    return asked


def _of_consent(case: Mapping[str, Any], today: int) -> list[tuple[int, str]]:
    """Return what the reporter's word on a draft asks for, before anything was handed over."""
    if case["state"] in OVER or case["handed_over"]:
        return []
    if case["consent"]:
        return [(parse_day(str(case["consented"])) + SIGN_DAYS, str(case["consent"]))]
    if case["answer_by"] and parse_day(str(case["answer_by"])) < today:
        return [(parse_day(str(case["answer_by"])) + SIGN_DAYS, SILENT)]
    return []


def add_months(day: int, months: int) -> int:
    """Return the same day of a later month, or the last day of a month that is too short."""
    start = date(1970, 1, 1)
    then = date.fromordinal(start.toordinal() + day)
    year, month = divmod(then.year * 12 + then.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(then.day, last)).toordinal() - start.toordinal()
