"""The texts of pages: Dutch stands in templates and modules, English in `locale/en.po`.

The catalogue is compiled at every start and every build, so that no compiled file
can be older than its source. A text without its translation is an error, which ends
a build, and which the tests meet before any reader does.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

Language = Literal["nl", "en"]
LANGUAGES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}
KEYWORDS = ("_", "gettext", "ngettext")
"""How templates name a text."""
MARKED: dict[str, None] = {"text": None}
"""How modules do."""
TRIM = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
"""As the templates are rendered; otherwise the texts found would not be those that are looked up."""


class Untranslated(Exception):
    """A text has no English yet; run the `catalogue` module of these pages and fill it in."""


class _Missing(NullTranslations):
    def gettext(self, message: str) -> str:
        raise Untranslated(f"this text has no English yet: {message}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise Untranslated(f"this text has no English yet: {msgid1}")


def text(dutch: str) -> str:
    """Return a text as it is, and mark it for the catalogue: it is looked up where it is shown."""
    return dutch


@dataclass(frozen=True, slots=True)
class Texts:
    """What the pages of one application say: everything under the folder in which they stand."""

    folder: Path

    @property
    def templates(self) -> Path:
        """Where the templates are."""
        return self.folder / "templates"

    @property
    def english(self) -> Path:
        """The English catalogue."""
        return self.folder / "locale" / "en.po"

    def load(self, language: Language) -> NullTranslations:
        """Return the texts of a language; looking up one that is missing raises `Untranslated`."""
        if language == "nl":
            return NullTranslations()
        compiled = io.BytesIO()
        write_mo(compiled, self.read_catalogue())
        translations = GNUTranslations(io.BytesIO(compiled.getvalue()))
        translations.add_fallback(_Missing())
        return translations

    def read_catalogue(self) -> Catalog:
        """Return the English catalogue."""
        with self.english.open("rb") as file:
            return read_po(file, locale="en")

    def collect(self) -> Catalog:
        """Return every text that templates and modules hold, with the file in which it stands."""
        found = Catalog(locale="en", charset="utf-8")
        for place, message in (*self._in_templates(), *self._in_modules()):
            found.add(message, locations=[(place, 0)])
        return found

    def _in_templates(self) -> Iterator[tuple[str, str | tuple[str, str]]]:
        for template in sorted(self.templates.glob("*.html")):
            with template.open("rb") as source:
                for _line, _name, found, _notes in babel_extract(source, list(KEYWORDS), [], TRIM):
                    if found is not None:
                        yield template.name, _as_message(found)

    def _in_modules(self) -> Iterator[tuple[str, str | tuple[str, str]]]:
        for module in sorted(self.folder.glob("*.py")):
            with module.open("rb") as source:
                for _line, _name, marked, _notes in extract_python(source, MARKED, [], {}):
                    yield module.name, _as_message(marked)


def _as_message(found: object) -> str | tuple[str, str]:
    """Return a text, or the singular and the plural of one; what stands behind those is no text."""
    if isinstance(found, list | tuple) and len(found) > 1 and found[1] is not None:
        return str(found[0]), str(found[1])
    return str(found[0] if isinstance(found, list | tuple) else found)
