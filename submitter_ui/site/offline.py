"""The offline page: the whole client in one file, for a disk (docs/protocol.md section 14.1).

It holds no address and no key but the root, so its hash stays the same until the
service changes its pages. Its policy lets it run its own script and make a worker of
it, and ask nobody for anything.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from crypto.page_policy import page_policy
from submitter_ui.line_forms import LineForm
from submitter_ui.site.pages import OFFLINE, PAGES
from submitter_ui.site.render import service_context
from submitter_ui.site.scripts import CannotBundle, Offline
from submitter_ui.site.settings import SiteSettings
from submitter_ui.site.texts import TEXTS
from submitter_ui.speaking.templates import make_environment
from submitter_ui.speaking.texts import LANGUAGES, Language

PARTS = {
    "foot": "offline_foot.html",
    "sentences": "offline_sentences.html",
    "start": "offline_start.html",
    "report": "report_body.html",
    "return": "return_body.html",
}


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the page holds in one language."""

    language: Language
    name: str
    leave: str
    history: str
    idle: Markup
    parts: dict[str, Markup]


def render_offline(
    root: bytes,
    settings: SiteSettings,
    *,
    style: str,
    offline: Offline,
    forms: Sequence[LineForm],
) -> bytes:
    """Return the offline page, or raise `CannotBundle` where a script would end its own element."""
    for text, end in ((offline.script, "</script"), (style, "</style")):
        if end in text.lower() or "<!--" in text:
            raise CannotBundle(f"{OFFLINE} cannot hold what ends its element: {end}")
    environment = make_environment(TEXTS, "nl")
    context = service_context("nl", root=root, settings=settings, forms=forms)
    context |= {
        "licences": offline.licences,
        "policy": _policy(offline.script, style),
        "script": Markup(offline.script),  # noqa: S704 (our own bundle, looked at above)
        "spoken": list(_speak(root, settings, forms)),
        "style": Markup(style),  # noqa: S704
    }
    return environment.get_template("offline.html").render(context).encode()


def _speak(root: bytes, settings: SiteSettings, forms: Sequence[LineForm]) -> Iterator[_Spoken]:
    for language in LANGUAGES:
        environment = make_environment(TEXTS, language)
        context = service_context(language, root=root, settings=settings, forms=forms)
        # There is no other page: every link leads to the start of this one.
        context |= {"offline": True, "links": {page.name: "" for page in PAGES}}
        parts = {name: _render(environment, file, context) for name, file in PARTS.items()}
        yield _Spoken(
            language,
            LANGUAGES[language],
            leave=TEXTS.load(language).gettext("Snel weg"),
            history=TEXTS.load(language).gettext("Geschiedenis blijft staan"),
            idle=_render(environment, "offline_idle.html", context),
            parts=parts,
        )


def _render(environment: Environment, template: str, context: dict[str, object]) -> Markup:
    return Markup(environment.get_template(template).render(context))  # noqa: S704 (escaped there)


def _policy(script: str, style: str) -> str:
    allowed = {
        "script-src": _hash_source(script),
        "style-src": _hash_source(style),
        "worker-src": "blob:",
    }
    return page_policy(allowed, trusted_types="sluis", in_header=False)


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
