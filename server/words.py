"""Numbers, sizes and days as an administrator reads them."""

from datetime import date, timedelta

_STEPS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_EPOCH = date(1970, 1, 1)


def counted(number: int, what: str) -> str:
    """Return a number with what it counts: one day, two days."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def are(number: int) -> str:
    """Return the verb behind a number of things."""
    return "is" if number == 1 else "are"


def sized(size: int) -> str:
    """Return a size in bytes in the largest unit of which there is at least one."""
    value, step = float(size), 0
    while value >= 1024 and step < len(_STEPS) - 1:
        value, step = value / 1024, step + 1
    return counted(size, "byte") if step == 0 else f"{value:.1f} {_STEPS[step]}"


def dated(day: int) -> str:
    """Return a day since 1970-01-01 as a date."""
    return (_EPOCH + timedelta(days=day)).isoformat()
