"""Whether the phone is answered now, by a set clock: in Amsterdam, wherever the device is."""

import json
import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from client_vectors.client import bundle

from deploy.node import ready_node
from submitter_ui.site.hours import opening_of
from submitter_ui.site.settings import WEEKDAYS, Hours, SiteSettings, Weekday

DAILY = SiteSettings()
OFFICE = SiteSettings(
    days={"saturday": Hours("11.00", "15.00"), "sunday": Hours()},
    closed=(date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)),
)
NEVER = SiteSettings(days={day: Hours() for day in WEEKDAYS})
OPEN, SHUT = True, False
CASES: dict[str, tuple[SiteSettings, str, tuple[bool, str, str] | None]] = {
    "winter, a minute too early": (DAILY, "2026-11-26T08:59:59Z", (SHUT, "10.00", "2026-11-26")),
    "winter, on the minute": (DAILY, "2026-11-26T09:00:00Z", (OPEN, "17.00", "2026-11-26")),
    "winter, the last minute": (DAILY, "2026-11-26T15:59:59Z", (OPEN, "17.00", "2026-11-26")),
    "winter, closing time": (DAILY, "2026-11-26T16:00:00Z", (SHUT, "10.00", "2026-11-27")),
    "summer, an hour earlier": (DAILY, "2026-07-01T08:00:00Z", (OPEN, "17.00", "2026-07-01")),
    "summer, closing time": (DAILY, "2026-07-01T15:00:00Z", (SHUT, "10.00", "2026-07-02")),
    "the day summer begins": (DAILY, "2026-03-29T08:00:00Z", (OPEN, "17.00", "2026-03-29")),
    "the day before that": (DAILY, "2026-03-28T08:00:00Z", (SHUT, "10.00", "2026-03-28")),
    "the night summer begins": (DAILY, "2026-03-28T23:30:00Z", (SHUT, "10.00", "2026-03-29")),
    "the day summer ends": (DAILY, "2026-10-25T08:30:00Z", (SHUT, "10.00", "2026-10-25")),
    "the day before summer ends": (DAILY, "2026-10-24T08:30:00Z", (OPEN, "17.00", "2026-10-24")),
    "midnight here, yesterday in UTC": (
        DAILY,
        "2026-07-01T22:00:00Z",
        (SHUT, "10.00", "2026-07-02"),
    ),
    "the turn of the year": (DAILY, "2026-12-31T23:30:00Z", (SHUT, "10.00", "2027-01-01")),
    "29 February": (DAILY, "2028-02-28T23:30:00Z", (SHUT, "10.00", "2028-02-29")),
    "a Saturday with hours of its own": (
        OFFICE,
        "2026-11-28T09:30:00Z",
        (SHUT, "11.00", "2026-11-28"),
    ),
    "over a Sunday": (OFFICE, "2026-11-28T14:00:00Z", (SHUT, "10.00", "2026-11-30")),
    "on a Sunday": (OFFICE, "2026-11-29T11:00:00Z", (SHUT, "10.00", "2026-11-30")),
    "a holiday, over a Sunday": (OFFICE, "2026-12-25T11:00:00Z", (SHUT, "10.00", "2026-12-28")),
    "New Year's Eve": (OFFICE, "2026-12-31T16:00:00Z", (SHUT, "11.00", "2027-01-02")),
    "hours that never come": (NEVER, "2026-11-26T12:00:00Z", None),
}


@pytest.fixture(scope="module", params=["Europe/Amsterdam", "Pacific/Auckland", "America/New_York"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the page's script says in every case, on a device in this zone."""
    folder = tmp_path_factory.mktemp("hours")
    (folder / "package.json").write_text('{"type": "module"}')
    script = bundle(Path(__file__).with_name("hours.mjs"), folder / "hours")
    openings = [opening_of(settings, "nl") for settings, _, _ in CASES.values()]
    asked = [
        {"now": now, "week": opening.week, "closed": opening.holidays}
        for opening, (_, now, _) in zip(openings, CASES.values(), strict=True)
    ]
    done = subprocess.run(
        [ready_node(), script],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        env=os.environ | {"TZ": request.param},
        text=True,
        check=True,
    )
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_open_until_or_closed_until(told: dict[str, Any], case: str) -> None:
    """The script says which, the hour, and the day, whatever zone the device is in."""
    _, _, expected = CASES[case]
    found = told[case]
    if found is not None:
        day = datetime.fromtimestamp(found["day"] * 86_400, tz=UTC).date()
        found = (found["open"], found["time"], day.isoformat())
    assert found == expected


def test_the_same_hours_every_day_are_one_stretch() -> None:
    """Then the page says "every day"."""
    assert opening_of(DAILY, "nl").daily == Hours("10.00", "17.00")
    assert opening_of(OFFICE, "nl").daily is None


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", [("maandag", "vrijdag"), ("zaterdag", "zaterdag"), ("zondag", "zondag")]),
        ("en", [("Monday", "Friday"), ("Saturday", "Saturday"), ("Sunday", "Sunday")]),
    ],
)
def test_days_with_the_same_hours_are_said_together(
    language: Any, names: list[tuple[str, str]]
) -> None:
    """In the words of the language, in the order of the week."""
    stretches = opening_of(OFFICE, language).stretches
    assert [(each.first, each.last) for each in stretches] == names
    assert [bool(each.hours) for each in stretches] == [True, True, False]


def test_days_without_are_sorted() -> None:
    """However the settings name them."""
    settings = SiteSettings(closed=(date(2027, 1, 1), date(2026, 12, 25)))
    assert opening_of(settings, "nl").closed == ("25 december 2026", "1 januari 2027")
    assert opening_of(settings, "nl").holidays == "2026-12-25 2027-01-01"


def test_a_day_of_its_own_is_where_it_belongs() -> None:
    """Each name of a weekday changes that day and no other."""
    for place, day in enumerate(WEEKDAYS):
        changed: dict[Weekday, Hours] = {day: Hours("12.00", "13.00")}
        hours = opening_of(SiteSettings(days=changed), "nl").week.split(" ")
        assert [each == "12.00-13.00" for each in hours] == [at == place for at in range(7)]
