"""What a service says about itself on its site: numbers and hours. The defaults are an example, not a promise."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from submitter_ui.limits import MAX_FILE_MB, MAX_FILES_MB
from submitter_ui.look_day import HOLIDAY, HOLIDAYS, ReadingDays

PhoneNumber = Annotated[str, msgspec.Meta(pattern=r"^\+?[0-9][0-9 -]{1,19}\Z")]
Megabytes = Annotated[int, msgspec.Meta(ge=1, le=512)]
Hour = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3])\.[0-5][0-9]\Z")]
Place = Annotated[str, msgspec.Meta(pattern=r"^https://[a-z0-9.-]+/[A-Za-z0-9/._~-]*\Z")]
Holiday = Annotated[str, msgspec.Meta(pattern=HOLIDAY)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
MOST_CLOSED = 60
"""Each stands in every page."""


class WrongSettings(Exception):
    """The settings of the site cannot be used; see to the line that is named and build again."""


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From when to when the phone is answered; an empty pair for not at all."""

    opens: Hour | Literal[""] = ""
    closes: Hour | Literal[""] = ""

    def __post_init__(self) -> None:
        """Refuse hours that end before they begin."""
        if self and self.opens >= self.closes:
            raise ValueError(f"closes ({self.closes}) must be later than opens ({self.opens})")

    def __bool__(self) -> bool:
        """Whether the phone is answered at all."""
        return bool(self.opens or self.closes)


class OtherServices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of whom the start page names beside this service."""

    crime_tips: PhoneNumber = "0800-7000"
    """Meld Misdaad Anoniem."""
    support_team: PhoneNumber = "070-3738314"
    """Ondersteuningsteam Weerbaar Bestuur, day and night."""
    police: PhoneNumber = "0900-8844"
    whistleblowers: PhoneNumber = "088-1331000"
    """Huis voor Klokkenluiders."""


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that differs between two services' pages, but for the root."""

    phone: PhoneNumber = "0800 2800 200"
    emergency: PhoneNumber = "112"
    opens: Hour = "10.00"
    closes: Hour = "17.00"
    max_file_mb: Megabytes = MAX_FILE_MB
    max_files_mb: Megabytes = MAX_FILES_MB
    days: dict[Weekday, Hours] = {}
    """Days of the week on which the hours are others, in Europe/Amsterdam as all hours."""
    closed: Annotated[tuple[date, ...], msgspec.Meta(max_length=MOST_CLOSED)] = ()
    """Days on which nobody answers."""
    reads: Annotated[tuple[Weekday, ...], msgspec.Meta(min_length=1, max_length=7)] = WEEKDAYS[:5]
    """Days of the week on which a confidant may read and answer; on others nobody is told to look."""
    holidays: Annotated[tuple[Holiday, ...], msgspec.Meta(max_length=MOST_CLOSED)] = HOLIDAYS
    """Days of every year on which nobody reads: MONTH-DAY, or easter with days added (easter+39)."""
    leave_to: Place = "https://www.knmi.nl/"
    """Where the button leads that leaves every page: something that anybody looks at."""
    others: OtherServices = OtherServices()

    def __post_init__(self) -> None:
        """Refuse hours that end before they begin."""
        Hours(self.opens, self.closes)

    def reading_days(self) -> ReadingDays:
        """Return on which days a confidant may read and answer."""
        week = "".join(str(int(day in self.reads)) for day in WEEKDAYS)
        return ReadingDays(week, (*self.holidays, *(day.isoformat() for day in self.closed)))

    def week(self) -> tuple[Hours, ...]:
        """Return the hours of each day from Monday to Sunday."""
        usual = Hours(self.opens, self.closes)
        return tuple(self.days.get(day, usual) for day in WEEKDAYS)


def read_settings(path: Path | None) -> SiteSettings:
    """Return the settings in a TOML file, the example's without one, or raise `WrongSettings`."""
    if path is None:
        return SiteSettings()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), SiteSettings)
    except OSError as error:
        raise WrongSettings(f"the settings {path.name} cannot be read") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise WrongSettings(f"the settings {path.name} cannot be used: {error}") from error
