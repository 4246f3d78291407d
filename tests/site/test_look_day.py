"""The day on which to look: by the same rule in the page and here, over years of days."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from client_vectors.client import bundle

from deploy.node import ready_node
from submitter_ui.look_day import EPOCH, ReadingDays, easter, look_day
from submitter_ui.site.settings import SiteSettings

FIRST = date(2026, 1, 1).toordinal() - EPOCH
YEARS = range(FIRST, FIRST + 3 * 365)
USUAL = SiteSettings().reading_days()
OTHERS = {
    "one day a week": ReadingDays("0010000", ()),
    "nobody for a fortnight": ReadingDays("1111111", tuple(f"08-{n:02}" for n in range(1, 15))),
    "on single days": ReadingDays("1111100", ("2026-12-28", "easter-2", "02-29")),
    "never": ReadingDays("0000000", ()),
}


def day_of(written: str) -> int:
    """Return the number of a day."""
    return date.fromisoformat(written).toordinal() - EPOCH


def test_nobody_is_told_to_look_on_a_day_on_which_nobody_reads() -> None:
    """Of every day of three years: a week on or more, and never in a weekend or on a holiday."""
    for sent in YEARS:
        look = look_day(sent, USUAL)
        found = date.fromordinal(EPOCH + look)
        assert look >= sent + 7
        assert found.weekday() < 5
        assert f"{found:%m-%d}" not in USUAL.closed


@pytest.mark.parametrize(
    ("sent", "look"),
    [
        ("2026-11-24", "2026-12-01"),
        ("2026-11-28", "2026-12-07"),
        ("2026-12-18", "2026-12-28"),
        ("2026-03-30", "2026-04-07"),
        ("2026-05-07", "2026-05-15"),
        ("2026-04-20", "2026-04-28"),
        ("2027-12-25", "2028-01-03"),
    ],
)
def test_over_weekends_and_holidays(sent: str, look: str) -> None:
    """A weekday; from a Saturday; over Christmas, Easter, Ascension, the King's day, the turn of a year."""
    assert look_day(day_of(sent), USUAL) == day_of(look)


def test_easter_is_where_almanacs_have_it() -> None:
    """Among them the four years that need a correction, and the earliest and the latest day."""
    known = (
        *("1913-03-23", "1943-04-25", "1954-04-18", "1981-04-19", "2026-04-05", "2027-03-28"),
        *("2028-04-16", "2038-04-25", "2049-04-18", "2076-04-19"),
    )
    assert [easter(int(day[:4])).isoformat() for day in known] == list(known)


def test_a_service_that_nobody_reads_names_a_day_all_the_same() -> None:
    """A week on."""
    assert look_day(FIRST, OTHERS["never"]) == FIRST + 7


def test_the_page_reckons_the_same(tmp_path: Path) -> None:
    """Every day of three years, by the usual rule and by odd ones."""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    script = bundle(Path(__file__).with_name("look_days.mjs"), tmp_path / "look_days")
    asked = [
        (sent, reading)
        for reading in (USUAL, *OTHERS.values())
        for sent in (YEARS if reading is USUAL else YEARS[::5])
    ]
    given = [{"sent": s, "week": r.week, "closed": list(r.closed)} for s, r in asked]
    done = subprocess.run(
        [ready_node(), script], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [look_day(sent, reading) for sent, reading in asked]
