"""The texts of the pages: Dutch stands in the templates, English in `locale/en.po`.

The catalogue is compiled at every build, so that no compiled file can be older
than its source. A text without its translation ends the build: no reader meets
half a page in another language.
"""

import io
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from submitter_ui.site.pages import Language

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
ENGLISH = FOLDER / "locale" / "en.po"
KEYWORDS: dict[str, None] = {"_": None, "gettext": None}
TRIM = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
"""As the templates are rendered; otherwise the texts found would not be those that are looked up."""


class Untranslated(Exception):
    """A text has no English yet; run `python -m submitter_ui.site.catalogue` and fill it in."""


class _Missing(NullTranslations):
    def gettext(self, message: str) -> str:
        raise Untranslated(f"this text has no English yet: {message}")


def load_translations(language: Language) -> NullTranslations:
    """Return the texts of a language; looking up one that is missing raises `Untranslated`."""
    if language == "nl":
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue())
    translations = GNUTranslations(io.BytesIO(compiled.getvalue()))
    translations.add_fallback(_Missing())
    return translations


def read_catalogue() -> Catalog:
    """Return the English catalogue."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def collect_texts() -> Catalog:
    """Return every text that the templates hold, with the template in which it stands."""
    found = Catalog(charset="utf-8")
    for template in sorted(TEMPLATES.glob("*.html")):
        with template.open("rb") as file:
            for _line, _function, message, _comments in babel_extract(
                file, list(KEYWORDS), [], TRIM
            ):
                found.add(str(message), locations=[(template.name, 0)])
    return found
