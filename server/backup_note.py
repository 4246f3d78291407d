"""When the last whole backup was made: a day in the home, for `doctor` to look at."""

from server.objects import replace_durably
from server.settings import Home

_NAME = "backed-up"


def note_backup(home: Home, day: int) -> None:
    """Remember that a whole backup was made on a day."""
    replace_durably(home.run / _NAME, iter([b"%d" % day]))


def last_backup(home: Home) -> int | None:
    """Return the day of the last whole backup, None if there was none from here."""
    try:
        return int((home.run / _NAME).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None
