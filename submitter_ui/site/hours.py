"""When the phone is answered: in words for every page, and in short for the script that says "open now".

The words never depend on the hour of the build; what is open now is reckoned on
the reader's own device (`client/page/hours.ts`), from what stands in the page.
"""

from dataclasses import dataclass
from itertools import groupby

from babel.dates import format_date, get_day_names

from submitter_ui.site.settings import Hours, SiteSettings
from submitter_ui.speaking.texts import Language


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of the week that follow each other and have the same hours: names of the first and the last."""

    first: str
    last: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours as a page says them: stretches of the week, days without, and both as the script reads them."""

    stretches: tuple[Stretch, ...]
    closed: tuple[str, ...]
    week: str
    holidays: str

    @property
    def daily(self) -> Hours | None:
        """The hours of every day, if all days have the same."""
        return self.stretches[0].hours if len(self.stretches) == 1 else None


def opening_of(settings: SiteSettings, language: Language) -> Opening:
    """Return the hours of a service in the words of a language."""
    week, closed = settings.week(), sorted(settings.closed)
    names = get_day_names("wide", locale=language)
    stretches = tuple(
        Stretch(names[days[0]], names[days[-1]], hours)
        for hours, group in groupby(range(7), key=lambda day: week[day])
        for days in [list(group)]
    )
    return Opening(
        stretches,
        closed=tuple(format_date(day, "d MMMM y", locale=language) for day in closed),
        week=" ".join(f"{hours.opens}-{hours.closes}" for hours in week),
        holidays=" ".join(day.isoformat() for day in closed),
    )
