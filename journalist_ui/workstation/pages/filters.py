"""How templates speak: the reader's language, days in words, sizes, and texts made safe."""

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, g, request

from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.form_answers import read_answers
from journalist_ui.workstation.pages.alarming import alarm_of
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.marking import show_marked
from journalist_ui.workstation.pages.showing import show_line, show_start, show_text
from journalist_ui.workstation.pages.texts import TEXTS
from journalist_ui.workstation.pages.words import CONSENTS_BEFOREHAND, LINES, warning_of
from submitter_ui.speaking.texts import LANGUAGES, Language

_SECTIONS = {
    "case.show_queue": "queue",
    "write.answer": "case",
    "write.note": "case",
    "attachment": "case",
}
"""Where in the menu a page, or a group of them, belongs that its own group does not tell."""
_SIZES = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def install_filters(app: Flask, keeper: Keeper) -> None:
    """Teach the templates of an application."""
    spoken: dict[Language, NullTranslations] = {
        language: TEXTS.load(language) for language in LANGUAGES
    }

    def translations() -> NullTranslations:
        return spoken[keeper.language]

    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: translations().gettext(message),
        lambda one, many, n: translations().ngettext(one, many, n),
        newstyle=True,
    )
    environment.filters.update(
        day=_days(keeper),
        number=lambda number: format_decimal(number, locale=keeper.language),
        size=_sizes(keeper),
        line_name=lambda line: translations().gettext(LINES[line]) if line in LINES else line,
        known_consent=CONSENTS_BEFOREHAND.get,
        known_warning=warning_of,
        known_alarm=alarm_of,
        read_answers=read_answers,
        shown=show_text,
        shown_line=show_line,
        shown_start=show_start,
        shown_marked=show_marked,
    )
    environment.globals["languages"] = LANGUAGES
    app.context_processor(_whereabouts)


def _whereabouts() -> dict[str, Any]:
    """Return what every page says around its own business."""
    keeper: Keeper = g.keeper
    group = str(request.blueprint)
    writes = request.method == "GET" and request.endpoint is not None
    return {
        "language": keeper.language,
        "rehearsal": g.rehearsal,
        "is_open": keeper.is_open,
        "role": keeper.role,
        "own_slot": keeper.slot,
        "here": _SECTIONS.get(str(request.endpoint)) or _SECTIONS.get(group, group),
        "has_session": "inside" in g,
        "back": request.path if writes or request.blueprint == "write" else "/",
        "place": keeper.place_name,
        "today": keeper.day() if keeper.is_open else 0,
        "idle_minutes": int(keeper.idle_seconds // 60),
    }


def _days(keeper: Keeper) -> Callable[[str | int], str]:
    def day_in_words(day: str | int) -> str:
        written = write_day(day) if isinstance(day, int) else day
        try:
            return format_date(date.fromisoformat(written), "d MMMM y", locale=keeper.language)
        except ValueError:
            return written

    return day_in_words


def _sizes(keeper: Keeper) -> Callable[[Any], str]:
    def size_in_words(size: int) -> str:
        for unit, name in _SIZES:
            if size >= unit:
                return f"{format_decimal(round(size / unit, 1), locale=keeper.language)} {name}"
        return f"{size} B"

    return size_in_words
