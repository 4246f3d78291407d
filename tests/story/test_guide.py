"""The guide of the demo: what it names stands on the pages, and page and terminal say the same."""

import re
from pathlib import Path

import axe
import pytest
from playwright.sync_api import Browser

from deploy.guiding import (
    CATALOGUES,
    LANGUAGES,
    Guide,
    Language,
    NoSuchLabel,
    in_terminal,
    labels,
    look_up,
    make_guide,
)
from deploy.guiding_page import FILES, render, write_pages
from deploy.what_next import ROOT


class Names(dict[str, str]):
    """Whatever value is asked for; links where they are links."""

    def __missing__(self, name: str) -> str:
        is_link = name in ("reporters", "portal") or name.endswith("_desk")
        return f"http://127.0.0.1:1/{name}" if is_link else f"{name} <&> here"


@pytest.fixture(params=sorted(LANGUAGES))
def guide(request: pytest.FixtureRequest) -> Guide:
    """The guide in each language."""
    return make_guide(request.param, Names())


def test_every_label_stands_on_a_page(guide: Guide) -> None:
    """A guide is made only of words that the pages have; none of its marks is left over."""
    said = in_terminal(guide)
    assert not re.search(r"\[(site|portal|desk):|\{\w+", said)
    assert "“" in said


def test_a_label_that_is_gone_is_noticed() -> None:
    """Whoever renames a button meets this, and not a reader."""
    with pytest.raises(NoSuchLabel, match="Druk hier niet"):
        look_up("desk", "Druk hier niet", "en")


def test_english_names_what_the_english_page_says() -> None:
    """The label is looked up by its Dutch text."""
    assert look_up("portal", "Haal het pakket op", "en") == "Get the bundle"


def test_both_languages_have_the_same_steps_and_name_the_same_things() -> None:
    """Step by step the same labels; the values too, each at least once."""

    def marks(language: Language) -> list[set[str]]:
        steps = make_guide(language, Names()).steps
        found = r"\[\w+:[^\]]+\]|\{\w+"
        return [set(re.findall(found, " ".join([s.title, *s.lines]))) for s in steps]

    assert marks("nl") == marks("en")


def test_page_and_terminal_say_the_same(guide: Guide) -> None:
    """The same words in the same order, apart from marks and boxes to tick."""
    page = re.sub(r"(?s)^.*?<h1>|</main>.*$", "", render(guide))
    page = re.sub(r'<label class="tick">.*?</label>', "", page)
    words = re.sub(r"<[^>]+>", " ", page)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(entity, sign)
    said = re.sub(r"(?m)^ *(\d+)\.|^ +- ", r"\1", in_terminal(guide))
    plain = str.maketrans("", "", "“”")
    assert _squeezed(words) == _squeezed(said.translate(plain))


def test_values_are_escaped_on_the_page(guide: Guide) -> None:
    """A text to copy is a text."""
    assert "report_text &lt;&amp;&gt; here" in render(guide)
    assert "<&>" not in render(guide)


def test_the_page_reads_well(chromium: Browser, guide: Guide, tmp_path: Path) -> None:
    """No script, nothing from elsewhere, no fault that axe knows of, nothing wider than a phone."""
    write_pages([guide], tmp_path)
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / FILES[guide.language]).as_uri())
    assert [url for url in asked if not url.startswith("file://")] == []
    assert page.locator("script, [style], style").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


GUIDES = {"nl": ("vertrouwenspersoon", "ontvanger"), "en": ("confidant", "recipient")}


@pytest.mark.parametrize("language", sorted(GUIDES))
def test_people_s_guides_name_what_stands_on_the_pages(language: Language) -> None:
    """What is printed bold in them is a label of the portal or of the desk, in the guide's language."""
    known = {
        label if language == "nl" else said
        for page in ("portal", "desk")
        for label, said in labels(CATALOGUES[page]).items()
    }
    for name in GUIDES[language]:
        text = (ROOT / "docs" / "guides" / f"{name}.md").read_text()
        named = set(re.findall(r"\*\*([^*]+)\*\*", text))
        assert named, name
        assert named - known == set(), name


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
