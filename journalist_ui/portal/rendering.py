"""Rendering the portal's pages: strict templates, one environment for each language, and two small files.

No page holds a script, and none needs one. Style and icon are served under names
with their hash, so that a browser keeps them.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from jinja2 import Environment

from journalist_ui.portal.style import SHEETS, STYLES
from journalist_ui.portal.texts import TEXTS
from submitter_ui.looks.sheet import ICON, join_sheets
from submitter_ui.speaking.templates import make_environment
from submitter_ui.speaking.texts import LANGUAGES, Language

HASH_DIGITS = 12
_EPOCH = date(1970, 1, 1)
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load: its address, its bytes, its type."""

    address: str
    content: bytes
    content_type: str


class Pages:
    """Everything that pages are made of, read once."""

    def __init__(self) -> None:
        self._environments = {language: _make_environment(language) for language in LANGUAGES}
        sheet = join_sheets(SHEETS, STYLES).encode()
        self._style = _make_asset("portal.css", sheet, "text/css; charset=utf-8")
        self._icon = _make_asset("icon.svg", ICON.read_bytes(), "image/svg+xml")
        self.assets = {asset.address: asset for asset in (self._style, self._icon)}

    def render(self, template: str, language: Language, /, **context: object) -> str:
        """Return a page."""
        shared = {
            "language": language,
            "other": next(each for each in LANGUAGES if each != language),
            "style": self._style.address,
            "icon": self._icon.address,
        }
        return self._environments[language].get_template(template).render(shared | context)


def sized(size: int) -> str:
    """Return a size in bytes in the largest unit of which there is at least one."""
    value, step = float(size), 0
    while value >= 1024 and step < len(_UNITS) - 1:
        value, step = value / 1024, step + 1
    return f"{value:.0f} {_UNITS[step]}"


def _make_environment(language: Language) -> Environment:
    environment = make_environment(TEXTS, language)
    environment.filters["dated"] = lambda day: _dated(day, language)
    environment.filters["dated_briefly"] = lambda day: _written(day, "d MMM y", language)
    environment.filters["sized"] = sized
    return environment


def _dated(day: int, language: Language) -> str:
    """Return a day since 1970-01-01 as people write it, on one line."""
    return _written(day, "d MMMM y", language).replace(" ", "\N{NO-BREAK SPACE}")


def _written(day: int, form: str, language: Language) -> str:
    return format_date(_EPOCH + timedelta(days=day), form, locale=language)


def _make_asset(name: str, content: bytes, content_type: str) -> Asset:
    stem, _, ending = name.partition(".")
    digest = hashlib.sha256(content).hexdigest()[:HASH_DIGITS]
    return Asset(f"/assets/{stem}.{digest}.{ending}", content, content_type)
