"""A confidant in front of the portal: a real browser with scripts off, the real server, real bundles.

With SLUIS_PICTURES=FOLDER a picture of each page goes there, to be looked at.
"""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import axe
import pyotp
import pytest
from browser.conftest import DESKTOP, PHONE, WAIT_MS, WIDTHS
from browser.service import running_service
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, BrowserContext, Page, expect
from prepared import copy_prepared

from deploy.rehearsal import Rehearsal
from deploy.setting_up import new_file

ELSEWHERE = "http://elders.example/"
"""Another site, which only the test of a forged form visits."""

AFTER_A_WRONG_CODE_MS = 1_100
"""The delay after the first wrong code is a second, in which a right one is refused as well."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def service(prepared_service: Path) -> Iterator[Rehearsal]:
    """A running service with its people, a report in it, and an administrator."""
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as rehearsal,
    ):
        rehearsal.report("send", "--line", "bedreiging", "--text", "-", stdin="Een brief.")
        add_administrator(rehearsal)
        yield rehearsal


@pytest.fixture
def context(chromium: Browser, service: Rehearsal) -> Iterator[BrowserContext]:
    """A browser with scripts off, as Tor Browser at level Safest; every request is noted."""
    context = chromium.new_context(
        viewport=DESKTOP, base_url=service.portal, locale="nl-NL", java_script_enabled=False
    )
    context.set_default_timeout(WAIT_MS)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith((service.portal + "/", ELSEWHERE))] == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which every complaint of the browser counts."""
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
    )
    yield page
    # A policy that forbids something of ours is said here and nowhere else. An answer that refuses
    # is said as well, by its status.
    assert [words for words in said if "Failed to load resource" not in words] == []


@pytest.fixture
def codes(service: Rehearsal) -> Callable[[str], str]:
    """Hand out printed codes: in a test nobody waits half a minute for the phone."""
    sheets: dict[str, list[str]] = {}

    def code(name: str) -> str:
        if not sheets.get(name):
            made = service.run(
                *("sluis-server", "staff", "codes", "--home", str(service.home), name, "--json")
            )
            sheets[name] = json.loads(made)["codes"]
        return sheets[name].pop()

    return code


def add_administrator(service: Rehearsal) -> None:
    """Make an account that moves nothing."""
    place = ("--home", service.home, "dirk", "--role", "administrator", "--json")
    made = json.loads(service.run("sluis-server", "staff", "add", *place))
    desk = service.person("dirk").desk
    desk.mkdir(parents=True)
    (desk / "password").write_text(made["password"])


def sign_in(page: Page, service: Rehearsal, name: str, code: str) -> None:
    """Fill in the three fields by keyboard alone."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    page.get_by_label("Naam").focus()
    password = (service.person(name).desk / "password").read_text().strip()
    for typed in (name, password, code):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def make_bundle(service: Rehearsal, name: str) -> Path:
    """Return an outbound bundle that a workstation made."""
    person = service.person(name)
    bundle = new_file(person.desk, "outbound")
    service.workstation("export", person, "--out", bundle)
    return bundle


def test_a_day_at_the_desk(
    page: Page, service: Rehearsal, codes: Callable[[str], str], tmp_path: Path
) -> None:
    """Sign in with the phone, get, read offline, bring the wrong file, bring the right one, sign out."""
    secret = (service.person("anna").desk / "totp-secret").read_text().strip()
    # The first bundles were brought by the courier, perhaps with this half minute's code.
    code = pyotp.TOTP(secret).at(int(time.time()), counter_offset=1)
    sign_in(page, service, "anna", code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Het loket")
    expect(page.locator(".count")).to_have_text("1 nieuw bericht")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Haal het pakket op").press("Enter")
    stick = tmp_path / "stick"
    begun.value.save_as(stick)
    assert begun.value.suggested_filename.startswith("sluis-inbound-")
    service.workstation("import", service.person("anna"), stick)
    assert len(json.loads(service.workstation("cases", service.person("anna"), "--json"))) == 1
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(100_000))
    page.get_by_label("Een nieuwe code").fill(codes("anna"))
    page.get_by_label("Het pakket op de stick").set_input_files(photo)
    page.get_by_role("button", name="Breng het pakket").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("geen pakket van het werkstation")
    page.get_by_role("link", name="Naar het loket").press("Enter")
    page.get_by_label("Het pakket op de stick").set_input_files(make_bundle(service, "anna"))
    page.get_by_role("button", name="Breng het pakket").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Het pakket is aangekomen")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit pakket was er al")
    page.get_by_role("button", name="Afmelden").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld")
    page.goto("/nl/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    assert page.context.cookies() == []


def test_double_click_brings_once(
    page: Page, service: Rehearsal, codes: Callable[[str], str]
) -> None:
    """Two quick clicks, with a code that works once: the page that stays says that all is well."""
    sign_in(page, service, "bram", codes("bram"))
    page.get_by_label("Een nieuwe code").fill(codes("bram"))
    page.get_by_label("Het pakket op de stick").set_input_files(make_bundle(service, "bram"))
    page.get_by_role("button", name="Breng het pakket").dblclick(no_wait_after=True)
    expect(page.get_by_role("status")).to_contain_text("van plaats 1")


def test_form_of_another_site_brings_nothing(
    page: Page, service: Rehearsal, codes: Callable[[str], str]
) -> None:
    """A page elsewhere that sends our form arrives without the cookie, and is refused for its origin."""
    sign_in(page, service, "bram", codes("bram"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Het loket")
    form = (
        f'<form method="post" action="{service.portal}/nl/sign-out"><button>Prijs!</button></form>'
    )
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body=form, content_type="text/html"))
    other = page.context.new_page()
    other.goto(ELSEWHERE)
    other.get_by_role("button").click()
    expect(other.get_by_role("alert")).to_contain_text("niet van een pagina van dit loket")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het loket")


@pytest.fixture(scope="module")
def bundle(service: Rehearsal) -> Path:
    """A bundle of one workstation, to be brought more than once."""
    return make_bundle(service, "chris")


@pytest.fixture
def looked_at(chromium: Browser, service: Rehearsal) -> Iterator[Page]:
    """A phone's page; scripts are on, because axe is one."""
    context = chromium.new_context(
        viewport=PHONE, base_url=service.portal, locale="nl-NL", bypass_csp=True
    )
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


@pytest.fixture
def look(looked_at: Page, pictures: Path | None) -> Callable[[str, str], None]:
    """Judge the page with this heading in both looks, and take its picture at each width."""

    def judge(name: str, heading: str) -> None:
        expect(looked_at.get_by_role("heading", level=1)).to_have_text(heading)
        for scheme in ("light", "dark"):
            looked_at.emulate_media(color_scheme=scheme)
            assert axe.faults(looked_at, only_colours=scheme == "dark") == [], name
            for width_name, width in WIDTHS.items():
                looked_at.set_viewport_size({"width": width, "height": 800})
                assert looked_at.evaluate("document.documentElement.scrollWidth") <= width, name
                if pictures is not None and width_name != "narrow":
                    pictures.mkdir(parents=True, exist_ok=True)
                    path = pictures / f"portal-{name}-{width_name}-{scheme}.png"
                    looked_at.screenshot(path=path, full_page=True)

    return judge


@pytest.mark.slow
def test_every_page_of_a_confidant_reads_well(
    looked_at: Page,
    service: Rehearsal,
    codes: Callable[[str], str],
    look: Callable[[str, str], None],
    bundle: Path,
) -> None:
    """No fault that axe knows of, and nothing wider than the screen, in both languages."""
    page = looked_at
    page.goto("/")
    look("1-sign-in", "Aanmelden")
    sign_in(page, service, "chris", codes("chris"))
    page.locator("summary").click()
    look("2-desk", "Het loket")
    page.goto("/en/")
    look("2-desk-english", "The portal")
    page.goto("/nl/")
    page.get_by_label("Een nieuwe code").fill("000000")
    page.get_by_label("Het pakket op de stick").set_input_files(bundle)
    page.get_by_role("button", name="Breng het pakket").click()
    look("3-refused", "Dat is niet gelukt")
    page.wait_for_timeout(AFTER_A_WRONG_CODE_MS)
    page.goto("/nl/")
    page.get_by_label("Een nieuwe code").fill(codes("chris"))
    page.get_by_label("Het pakket op de stick").set_input_files(bundle)
    page.get_by_role("button", name="Breng het pakket").click()
    expect(page.get_by_role("status")).to_contain_text("van plaats 2")
    look("4-brought", page.get_by_role("heading", level=1).inner_text())
    page.get_by_role("button", name="Afmelden").click()
    look("5-signed-out", "U bent afgemeld")


@pytest.mark.slow
def test_every_page_of_others_reads_well(
    looked_at: Page,
    service: Rehearsal,
    codes: Callable[[str], str],
    look: Callable[[str, str], None],
) -> None:
    """The refusal of a sign-in, the desk of a recipient, the desk of an administrator."""
    page = looked_at
    sign_in(page, service, "rijksrecherche", "000000")
    expect(page.get_by_role("alert")).to_be_visible()
    look("6-sign-in-refused", "Aanmelden")
    sign_in(page, service, "gemeente", codes("gemeente"))
    look("7-desk-of-a-recipient", "Het loket")
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld")
    sign_in(page, service, "dirk", codes("dirk"))
    expect(page.get_by_text("Ruimte op de schijf")).to_be_visible()
    look("8-desk-of-an-administrator", "Het loket")
    page.get_by_role("link", name="Bekijk het register").click()
    look("9-register", "Het register")
    page.get_by_role("link", name="English").click()
    look("9-register-in-english", "The register")
