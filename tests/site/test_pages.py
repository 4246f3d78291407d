"""The pages: well formed, nothing inline, nothing from elsewhere, every link leads somewhere."""

import re
from datetime import date
from itertools import permutations
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree as ET

import msgspec
import pytest

from crypto.fingerprint import fingerprint_words
from server.forms import OWN_PAGES, RECEIVED, REFUSED
from server.site import load_site
from server.site_views import MISSING
from submitter_ui.form_checks import read_forms
from submitter_ui.site.build import Recipe, write_site
from submitter_ui.site.pages import OFFLINE, PAGES
from submitter_ui.site.render import Assets, render_pages
from submitter_ui.site.settings import Hours, OtherServices, SiteSettings
from submitter_ui.speaking.texts import LANGUAGES
from tests.site.reading import Page, Pages

ADDRESSES = ("action", "cite", "data", "formaction", "href", "poster", "src", "srcset")
API = ("/api/drop", "/api/form/submissions", "/api/today")
WORDS = {
    "nl": (
        "Maandag tot en met zaterdag van 09.30 tot 17.00 uur.",
        "Zondag gesloten.",
        "25 december",
    ),
    "en": ("Monday to Saturday from 09.30 to 17.00.", "Sunday closed.", "25 December 2026"),
}
TELLING = re.compile(r"meld|tip|report|bedreig|threat|afpers|extort|anoniem|anonym|vertrouw", re.I)


def file_of(address: str) -> str:
    """Return the name of the file at an address of the site."""
    return address.removeprefix("/") + ("index.html" if address.endswith("/") else "")


def icon_of(page: Page) -> str:
    """Return the icon of a page: the one address that holds what it names."""
    (icon,) = (e.attributes["href"] for e in page.all("link") if e.attributes["rel"] == "icon")
    return icon


def addresses_of(page: Page, attribute: str) -> list[str]:
    """Return the addresses on a page that lead somewhere."""
    return [value for value in page.values(attribute) if value != icon_of(page)]


def test_every_page_is_well_formed(pages: Pages) -> None:
    """Every element that is opened is closed, in order, and no comment is left."""
    assert {name: page.faults for name, page in pages.items() if page.faults} == {}


def test_every_page_is_in_both_languages(pages: Pages) -> None:
    """Each page is there in Dutch and in English, and says so."""
    for page in PAGES:
        for language in LANGUAGES:
            (html,) = pages[page.file(language)].all("html")
            assert html.attributes["lang"] == language


OF_THE_REPORTER = (
    *("data-codename", "data-doubt-codename", "data-preview-text", "data-preview-answers"),
    *("data-answers", "data-doubts", "data-completions"),
)


def test_what_is_a_reporter_s_own_is_told_to_no_translator(pages: Pages) -> None:
    """A browser asks its maker for translations and for how to go on; and words of a codename must stay those words."""
    of_reporters = [page for page in pages.values() if page.values("data-page")]
    assert len(of_reporters) == 2 * len(LANGUAGES)
    for page in of_reporters:
        for element in page.elements:
            if element.attributes.keys() & set(OF_THE_REPORTER) or (
                element.attributes.get("class") == "traces"
            ):
                assert element.attributes["translate"] == "no"
            if "data-page" in element.attributes:
                assert element.attributes["writingsuggestions"] == "false"


def test_start_is_dutch_with_english_in_sight(pages: Pages) -> None:
    """The address without a path gives the Dutch start, which links to the English one."""
    start = pages["index.html"]
    assert start.all("html")[0].attributes["lang"] == "nl"
    (link,) = (a for a in start.all("a") if a.attributes.get("lang") == "en")
    assert (link.attributes["href"], link.text) == ("/en/", "English")


def test_other_language_is_the_same_page(pages: Pages) -> None:
    """The switch of languages leads to the same page in the other language, and back."""
    for page in PAGES:
        for language, other in permutations(LANGUAGES):
            links = pages[page.file(language)].all("a")
            (switch,) = (a for a in links if a.attributes.get("hreflang") == other)
            assert switch.attributes["href"] == page.paths[other]


def test_nothing_is_inline(pages: Pages) -> None:
    """No script or style in the page, no handler or style on an element, no address that is code."""
    for name, page in pages.items():
        assert page.all("style") == [], name
        assert all(script.text == "" for script in page.all("script")), name
        for element in page.elements:
            inline = [a for a in element.attributes if a.startswith("on") or a == "style"]
            assert inline == [], (name, element)
        for attribute in ADDRESSES:
            assert not any(
                v.lower().startswith(("javascript:", "data:"))
                for v in addresses_of(page, attribute)
            )


def test_nothing_comes_from_elsewhere(pages: Pages, built: dict[str, bytes]) -> None:
    """Every address stays on the site, is a phone number or the way out; the style loads nothing."""
    for name, page in pages.items():
        for attribute in ADDRESSES:
            for address in addresses_of(page, attribute):
                if address == SiteSettings().leave_to and attribute == "href":
                    continue
                parts = urlsplit(address)
                assert parts.scheme in ("", "tel"), (name, address)
                assert parts.netloc == "", (name, address)
    (style,) = (content for name, content in built.items() if name.endswith(".css"))
    assert b"url(" not in style
    assert b"@import" not in style


def test_every_link_leads_somewhere(pages: Pages, built: dict[str, bytes]) -> None:
    """Every address is a file of the site or one of the interface, every fragment is on its page."""
    for name, page in pages.items():
        linked = addresses_of(page, "href")
        for address in linked + page.values("src") + page.values("action"):
            path, fragment = urldefrag(address)
            if (
                address.startswith(("tel:", SiteSettings().leave_to))
                or path.partition("?")[0] in API
            ):
                continue
            target = file_of(path) if path else name
            assert target in built, (name, address)
            assert not fragment or fragment in pages[target].values("id"), (name, address)


def test_ids_are_unique_and_used_ones_are_there(pages: Pages) -> None:
    """No id is there twice; what a label or a hint is for is on the page."""
    for name, page in pages.items():
        ids = page.values("id")
        assert len(set(ids)) == len(ids), name
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            for value in page.values(attribute):
                assert set(value.split()) <= set(ids), (name, value)


def test_without_scripts_a_file_goes_in_and_the_answers_come_out(pages: Pages) -> None:
    """The form sends one file in its page's language; the downloads have names that say little."""
    for language, names in (("nl", ("melden", "uitleg")), ("en", ("report", "about"))):
        for name in names:
            forms = pages[f"{language}/{name}/index.html"].all("form")
            (form,) = (f.attributes for f in forms if f.attributes.get("method") == "post")
            assert form["action"] == f"/api/form/submissions?language={language}"
            assert form["enctype"] == "multipart/form-data"
    for name in ("nl/terugkomen", "nl/uitleg", "en/return", "en/about"):
        links = pages[f"{name}/index.html"].all("a")
        saved = {
            a.attributes["href"]: a.attributes["download"]
            for a in links
            if "download" in a.attributes
        }
        kept = {f"/{OFFLINE}": OFFLINE} if name.endswith(("uitleg", "about")) else {}
        assert saved == {"/api/drop": "drop.bin", "/api/today": "today.bin", **kept}


def test_every_page_has_its_language_s_script_and_two_have_the_worker(
    pages: Pages, built: dict[str, bytes]
) -> None:
    """What the first page fetched need not be fetched again; the worker waits for who writes or reads."""
    for language in LANGUAGES:
        names = {page.file(language) for page in PAGES}
        loaded = {each.attributes["src"] for name in names for each in pages[name].all("script")}
        assert len(loaded) == 1
        assert all(len(pages[name].all("script")) == 1 for name in names)
        assert {file_of(address) for address in loaded} <= set(built)
    with_steps = {page.file(lang) for page in PAGES for lang in LANGUAGES if page.has_steps}
    assert {name for name, page in pages.items() if page.values("data-worker")} == with_steps
    workers = {pages[name].values("data-worker")[0] for name in with_steps}
    assert len(workers) == 1
    assert {file_of(address) for address in workers} <= set(built)


def test_every_page_has_the_way_out(pages: Pages) -> None:
    """A plain link near the top that tells nobody where one comes from, and nothing fetched beforehand."""
    for name, page in pages.items():
        (way,) = (a for a in page.all("a") if "data-exit" in a.attributes)
        assert way.attributes["href"] == SiteSettings().leave_to, name
        assert way.attributes["rel"] == "noreferrer", name
        assert page.all("a").index(way) <= 2, name
        ahead = {link.attributes["rel"] for link in page.all("link")}
        assert ahead == {"icon", "stylesheet"}, name


def test_where_a_story_belongs_is_told_in_the_words_of_the_lines(pages: Pages) -> None:
    """Every line of the reporting page is named on the start page by the same name."""
    for start, report in (
        ("nl/index.html", "nl/melden/index.html"),
        ("en/index.html", "en/report/index.html"),
    ):
        named = [e.text for e in pages[report].elements if "data-line-name" in e.attributes]
        told = " ".join(e.text for e in pages[start].all("p"))
        assert len(named) == 6
        assert [name for name in named if f"“{name}”" not in told] == []


def test_to_another_service_no_page_is_linked(pages: Pages) -> None:
    """A number, and no address that the history would keep; nor does an address of ours name a line."""
    others = msgspec.structs.asdict(SiteSettings().others).values()
    for name in ("nl/index.html", "en/index.html"):
        links = set(pages[name].values("href"))
        assert {f"tel:{number.replace('-', '')}" for number in others} <= links
        telling = {name.rpartition("#")[2] for name in links if "#" in name}
        assert telling in ({"main", "wissen"}, {"main", "clear"})


def test_every_page_says_whom_to_call(pages: Pages) -> None:
    """The number of the service and the emergency number are links on every page."""
    for name, page in pages.items():
        assert {"tel:08002800200", "tel:112"} <= set(page.values("href")), name


def test_titles_and_icon_say_nothing(pages: Pages) -> None:
    """A title stays in the history: it tells the page, and not what the site is for."""
    for name, page in pages.items():
        (title,) = (t for t in page.all("title"))
        assert title.text.endswith(" \N{EN DASH} Sluis"), name
        assert not TELLING.search(title.text), name
        kind, _, drawing = icon_of(page).partition(",")
        assert kind == "data:image/svg+xml", name
        assert ET.fromstring(unquote(drawing)).tag == "{http://www.w3.org/2000/svg}svg"
        assert "<title" not in unquote(drawing), name


def test_every_page_has_one_heading_and_one_main(pages: Pages) -> None:
    """Each page has one h1 and one main, which the first link leads to."""
    for name, page in pages.items():
        assert (len(page.all("h1")), len(page.all("main"))) == (1, 1), name
        assert page.all("a")[0].attributes["href"] == "#main", name


def test_fingerprint_is_shown_in_both_languages(built: dict[str, bytes], recipe: Recipe) -> None:
    """The page that explains shows the root's eight words, Dutch and English."""
    for name in ("nl/uitleg/index.html", "en/about/index.html"):
        for language in LANGUAGES:
            for word in fingerprint_words(recipe.root, language=language):
                assert word in built[name].decode()


def test_settings_are_shown(recipe: Recipe) -> None:
    """Other numbers, hours and way out stand on the pages in place of the example's."""
    other = SiteSettings(
        phone="010 123 45 67",
        opens="09.30",
        days={"sunday": Hours()},
        closed=(date(2026, 12, 25),),
        leave_to="https://weather.example/",
        others=OtherServices(crime_tips="010-0000001", support_team="010-0000002"),
    )
    assets = Assets("/s", "/i", {"nl": "/p", "en": "/p"}, "/w", bytes(32))
    rendered = dict(render_pages(recipe.root, other, assets, read_forms()))
    for language, words in WORDS.items():
        start = rendered[f"{language}/index.html"].decode()
        for shown in (*words, "tel:0101234567", "https://weather.example/", "tel:0100000001"):
            assert shown in start, shown
        assert "0800" not in start


@pytest.mark.parametrize("language", LANGUAGES)
def test_server_finds_the_pages_it_answers_with(
    built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, language: str
) -> None:
    """What the server names after a form, and where nothing is, is in the built site."""
    folder = tmp_path_factory.mktemp("built") / "site"
    write_site(built, folder)
    addresses = set(load_site(folder).addresses)
    answers = {f"{REFUSED[language]}{reason}/" for reason in (*OWN_PAGES, "malformed")}
    assert answers | {RECEIVED[language], MISSING[language], f"/{language}/", "/"} <= addresses
