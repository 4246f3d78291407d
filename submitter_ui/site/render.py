"""Rendering: every page in every language, from one set of templates.

Nothing here depends on the hour, the machine or the reader; the same root,
settings and sources give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from crypto.fingerprint import fingerprint_words
from submitter_ui.line_forms import LineForm
from submitter_ui.site.hours import opening_of
from submitter_ui.site.pages import OFFLINE, PAGES, Page
from submitter_ui.site.settings import SiteSettings
from submitter_ui.site.texts import TEXTS
from submitter_ui.speaking.templates import make_environment
from submitter_ui.speaking.texts import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses of what the pages load, and their icon as one that holds it."""

    style: str
    icon: str
    pages: dict[Language, str]
    worker: str
    offline: bytes
    """Of the offline page, which no page loads, its 32-byte SHA-256."""


def render_pages(
    root: bytes, settings: SiteSettings, assets: Assets, forms: Sequence[LineForm]
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every page; the Dutch start stands at the top as well."""
    for language in LANGUAGES:
        environment = make_environment(TEXTS, language)
        for page in PAGES:
            said = service_context(language, root=root, settings=settings, forms=forms)
            context = said | _context(page, language, root=root, assets=assets)
            html = environment.get_template(page.template).render(context).encode()
            yield page.file(language), html
            if (page.name, language) == ("home", "nl"):
                yield "index.html", html


def _context(page: Page, language: Language, *, root: bytes, assets: Assets) -> dict[str, object]:
    other = next(each for each in LANGUAGES if each != language)
    return {
        "page": page,
        "title": page.titles[language],
        "reason": page.reason,
        "links": {each.name: each.paths[language] for each in PAGES},
        "other": {
            "language": other,
            "link": page.paths[other],
            "label": LANGUAGES[other],
            "fingerprint": fingerprint_words(root, language=other),
        },
        "assets": assets,
        "offline_page": {
            "address": f"/{OFFLINE}",
            "digest": assets.offline.hex(),
            "words": fingerprint_words(assets.offline, language=language),
        },
    }


def service_context(
    language: Language, *, root: bytes, settings: SiteSettings, forms: Sequence[LineForm]
) -> dict[str, object]:
    """Return what every page may say of the service, on the site or offline."""
    return {
        "language": language,
        "offline": False,
        "fingerprint": fingerprint_words(root, language=language),
        "settings": settings,
        "opening": opening_of(settings, language),
        "reading": settings.reading_days(),
        "forms": forms,
        "phone_link": _phone_link(settings.phone),
        "emergency_link": _phone_link(settings.emergency),
        "others": {
            name: _phone_link(number)
            for name, number in msgspec.structs.asdict(settings.others).items()
        },
    }


def _phone_link(number: str) -> Markup:
    dialled = number.replace(" ", "").replace("-", "")
    return Markup('<a href="tel:{}">{}</a>').format(
        dialled, number.replace(" ", "\N{NO-BREAK SPACE}")
    )
