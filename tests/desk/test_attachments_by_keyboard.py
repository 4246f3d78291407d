"""Files at the desk with the keyboard alone."""

from desk.at_desk import AtDesk
from desk.files import post
from playwright.sync_api import expect
from sandbox.hostile import pdf
from world import World

from deploy.programs import BUBBLEWRAP, ready


def test_a_document_is_turned_and_saved_by_keyboard(at_desk: AtDesk, world: World) -> None:
    """From the case to the second page, by number to another one, and onto the stick."""
    ready(BUBBLEWRAP)
    case = post(world, "Zie de bijlage.", ("stuk.pdf", pdf(pages=9), "application/pdf"))
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    at_desk.page.goto(f"{at_desk.door.origin}/cases/{case}")
    keyboard = at_desk.page.keyboard
    at_desk.tab_to("stuk.pdf")
    keyboard.press("Enter")
    at_desk.sees("Pagina 1 van 9")
    at_desk.tab_to("Volgende")
    keyboard.press("Enter")
    at_desk.sees("Pagina 2 van 9")
    at_desk.tab_to("part")
    keyboard.press("Control+A")
    keyboard.type("8")
    keyboard.press("Enter")
    at_desk.sees("Pagina 8 van 9")
    at_desk.tab_to("Zet op een stick")
    keyboard.press("Enter")
    at_desk.sees("Op welke stick?")
    at_desk.tab_to("Zet het op de stick")
    keyboard.press("Space")
    at_desk.sees("Het bestand staat op de stick")
    assert (world.folder / "BLAUW" / "01-stuk.pdf").read_bytes() == pdf(pages=9)


def test_the_way_back_after_the_lock_shows_no_picture(at_desk: AtDesk, world: World) -> None:
    """The browser has kept neither the page nor its pixels."""
    ready(BUBBLEWRAP)
    case = post(world, "Zie de bijlage.", ("stuk.pdf", pdf(), "application/pdf"))
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    page = f"{at_desk.door.origin}/cases/{case}/attachments/1"
    at_desk.page.goto(page)
    expect(at_desk.page.locator("main img")).to_be_visible()
    at_desk.press("Vergrendel")
    at_desk.sees("Open de kluis")
    at_desk.page.go_back()
    at_desk.page.wait_for_load_state()
    expect(at_desk.page.locator("main img")).to_have_count(0)
    at_desk.page.goto(f"{page}/1/picture")
    at_desk.sees("Open de kluis")
