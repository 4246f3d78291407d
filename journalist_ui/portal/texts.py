"""The texts of the portal's pages: Dutch stands in the templates, English in `locale/en.po`.

The catalogue is read when the application starts, so that no compiled file can
be older than its source; a test looks up every text.
"""

import io
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
ENGLISH = FOLDER / "locale" / "en.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}
TRIM = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
"""As the templates are rendered; otherwise the texts found would not be those that are looked up."""


def load_translations(language: Language) -> NullTranslations:
    """Return the texts of a language."""
    if language == "nl":
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue())
    return GNUTranslations(io.BytesIO(compiled.getvalue()))


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
                # Of a plural, what stands behind its two texts is no text.
                forms = [message] if isinstance(message, str) else list(message or ())[:2]
                texts = [str(form) for form in forms]
                found.add(
                    texts[0] if len(texts) == 1 else tuple(texts), locations=[(template.name, 0)]
                )
    return found
