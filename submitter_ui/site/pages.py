"""Which pages there are, and where they stand in each language.

Titles and addresses say little: both stay in a browser's history.
"""

from dataclasses import dataclass

from submitter_ui.speaking.texts import Language

OFFLINE = "sluis-offline.html"
"""The one page in all languages that is made to be kept."""
REFUSALS = ("busy", "full", "internal", "malformed", "period")
"""Why a form is refused, as far as its sender can do something else about it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template, its titles and its paths by language, and what is special about it."""

    name: str
    template: str
    titles: dict[Language, str]
    paths: dict[Language, str]
    has_steps: bool = False
    listed: bool = True
    reason: str = ""

    def file(self, language: Language) -> str:
        """Return the name of the page's file in a language."""
        path = self.paths[language].removeprefix("/")
        return path if path.endswith(".html") else f"{path}index.html"


PAGES = (
    Page("home", "landing.html", {"nl": "Begin", "en": "Start"}, {"nl": "/nl/", "en": "/en/"}),
    Page(
        "report",
        "report.html",
        {"nl": "Schrijven", "en": "Writing"},
        {"nl": "/nl/melden/", "en": "/en/report/"},
        has_steps=True,
    ),
    Page(
        "return",
        "return.html",
        {"nl": "Lezen", "en": "Reading"},
        {"nl": "/nl/terugkomen/", "en": "/en/return/"},
        has_steps=True,
    ),
    Page(
        "about",
        "about.html",
        {"nl": "Uitleg", "en": "Explained"},
        {"nl": "/nl/uitleg/", "en": "/en/about/"},
    ),
    Page(
        "safe",
        "safe.html",
        {"nl": "Veilig", "en": "Safely"},
        {"nl": "/nl/veilig/", "en": "/en/safely/"},
    ),
    Page(
        "accessibility",
        "accessibility.html",
        {"nl": "Toegankelijkheid", "en": "Accessibility"},
        {"nl": "/nl/toegankelijkheid/", "en": "/en/accessibility/"},
    ),
    Page(
        "received",
        "received.html",
        {"nl": "Binnen", "en": "Arrived"},
        {"nl": "/nl/ontvangen/", "en": "/en/received/"},
        listed=False,
    ),
    *(
        Page(
            f"refused-{reason}",
            "refused.html",
            {"nl": "Niet binnen", "en": "Not arrived"},
            {"nl": f"/nl/niet-ontvangen/{reason}/", "en": f"/en/not-received/{reason}/"},
            listed=False,
            reason=reason,
        )
        for reason in REFUSALS
    ),
    Page(
        "missing",
        "missing.html",
        {"nl": "Niet gevonden", "en": "Not found"},
        {"nl": "/404.html", "en": "/en/404.html"},
        listed=False,
    ),
)
