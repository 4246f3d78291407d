"""Numbers and days as somebody at the desk reads them."""

from datetime import date, timedelta


def counted(number: int, what: str) -> str:
    """Return a number with what it counts: one day, two days."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def dated(day: int) -> str:
    """Return a day since 1970-01-01 as a date; one that no calendar has, as its number."""
    try:
        return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
    except OverflowError:
        return f"day {day}"
