"""The offline page: one file that holds everything, may ask nobody, and follows from the root alone."""

import base64
import hashlib
import re

import pytest

from crypto.site_manifest import parse_site_manifest
from submitter_ui.form_checks import read_forms
from submitter_ui.site.build import Recipe
from submitter_ui.site.offline import render_offline
from submitter_ui.site.pages import OFFLINE
from submitter_ui.site.scripts import CannotBundle, Offline
from submitter_ui.site.settings import SiteSettings
from tests.site.reading import Page, read_page

ASKS = re.compile(
    r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|https?:"
)
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")


@pytest.fixture(scope="module")
def text(built: dict[str, bytes]) -> str:
    """Return the offline page's source."""
    return built[OFFLINE].decode()


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """Return the offline page, read."""
    return read_page(text)


def policy_of(page: Page) -> dict[str, str]:
    """Return the policy of the page, by directive."""
    (meta,) = (m for m in page.all("meta") if "http-equiv" in m.attributes)
    assert meta.attributes["http-equiv"] == "Content-Security-Policy"
    pairs = (directive.partition(" ") for directive in meta.attributes["content"].split("; "))
    return {name: value for name, _space, value in pairs}


def test_page_is_well_formed_and_not_too_large(text: str, page: Page) -> None:
    """Every element ends where it should, in at most 400 kB."""
    assert page.faults == []
    assert len(text.encode()) < 400_000


def test_page_names_nothing_outside_itself(page: Page) -> None:
    """No address of a script, style, picture or form; links lead to a phone, and one leaves."""
    for attribute in ("src", "srcset", "action", "formaction", "poster", "data"):
        assert page.values(attribute) == []
    (way,) = (href for href in page.values("href") if href and not href.startswith("tel:"))
    assert way == SiteSettings().leave_to
    assert page.all("link") == []


def test_its_script_has_no_way_to_ask_or_to_keep(page: Page) -> None:
    """What is not there cannot be called; the policy stands behind that."""
    (script,) = page.all("script")
    assert ASKS.findall(script.text) == []
    assert STORES.findall(script.text) == []


def test_policy_allows_its_own_script_and_style_and_nothing_else(page: Page) -> None:
    """Everything is closed but the one script, the one style, and a worker made of the script."""
    policy = policy_of(page)
    (script,), (style,) = page.all("script"), page.all("style")
    open_ones = {name: value for name, value in policy.items() if value != "'none'"}
    assert open_ones == {
        "script-src": _source(script.text),
        "style-src": _source(style.text),
        "worker-src": "blob:",
        "require-trusted-types-for": "'script'",
        "trusted-types": "sluis",
    }
    assert {"default-src", "connect-src", "form-action", "base-uri"} <= policy.keys()


def test_page_stands_in_the_manifest(built: dict[str, bytes]) -> None:
    """So that whoever has the file can compare it."""
    manifest = parse_site_manifest(built["manifest.json"])
    assert manifest.digest(f"/{OFFLINE}") == hashlib.sha256(built[OFFLINE]).digest()


def test_licences_come_along(page: Page) -> None:
    """Of the libraries whose code is in the page."""
    (licences,) = page.all("pre")
    assert "MIT" in licences.text


@pytest.mark.parametrize("inside", ["</script>", "</SCRIPT ", "<!--"])
def test_script_that_would_end_its_element_is_refused(recipe: Recipe, inside: str) -> None:
    """What stands behind it would be shown, or run under another hash."""
    offline = Offline(f'"{inside}"', "")
    with pytest.raises(CannotBundle, match="ends its element"):
        render_offline(recipe.root, recipe.settings, style="", offline=offline, forms=read_forms())


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
