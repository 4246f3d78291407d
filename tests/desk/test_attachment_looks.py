"""Every page of a file as people see it: no fault that axe knows of, nothing wider than the screen."""

import pytest
from desk.at_desk import AtDesk
from desk.files import post
from desk.looks import judge
from sandbox.hostile import pdf, photograph, zip_that_declares, zipped
from world import World

from deploy.programs import BUBBLEWRAP, ready

FILES = [
    ("foto met een lange naam die over de hele regel loopt.jpg", photograph(), "image/jpeg"),
    ("verslag \u202egpj.pdf", pdf(pages=12, catalog="/OpenAction 6 0 R"), "application/pdf"),
    ("log.txt", b"regel " * 20_000, "text/plain"),
    ("alles.zip", zipped(("../../.ssh/authorized_keys", b"x"), ("map/", b"")), "application/zip"),
    ("bom.zip", zip_that_declares(10 << 30), "application/zip"),
    ("factuur.pdf.exe", b"MZ" + bytes(200), "application/pdf"),
]
NAMES = ("photo", "document", "text", "archive", "swelling", "program")


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest, at_desk: AtDesk, world: World) -> str:
    """Both languages, at the first file of a case."""
    ready(BUBBLEWRAP)
    case = post(world, "Zie de bijlagen.", *FILES)
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    if request.param == "en":
        at_desk.press("English")
        at_desk.reads("en")
    at_desk.page.goto(f"{at_desk.door.origin}/cases/{case}")
    at_desk.page.locator(".files a").first.click()
    at_desk.page.wait_for_url("**/attachments/1")
    return str(request.param)


def test_files(at_desk: AtDesk, language: str) -> None:
    """A photo, a document, a text, archives, a program; and the case that leads to them."""
    first = at_desk.page.url
    for number, name in enumerate(NAMES, 1):
        at_desk.page.goto(f"{first.removesuffix('1')}{number}")
        judge(at_desk.page, f"{language}-file-{name}")
    at_desk.page.goto(first.partition("/attachments")[0])
    judge(at_desk.page, f"{language}-file-case")


def test_saving(at_desk: AtDesk, language: str) -> None:
    """What it means, on which stick, that a file is there already, and where it is now."""
    page = at_desk.page
    page.goto(f"{page.url}/save")
    judge(page, f"{language}-file-save")
    at_desk.go_by(page.locator("form[method=post] button:not(header *)").last)
    judge(page, f"{language}-file-saved")
    page.goto(page.url.replace("/saved", "/save"))
    at_desk.go_by(page.locator("form[method=post] button:not(header *)").last)
    judge(page, f"{language}-file-save-taken")
