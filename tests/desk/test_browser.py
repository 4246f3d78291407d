"""A day at the desk in a real browser: the whole way, by keyboard, and what must never happen."""

from urllib.parse import quote

from desk.at_desk import AtDesk
from playwright.sync_api import expect
from world import World

HOSTILE = (
    "<script>document.title='hostile'</script><img src=https://evil.example/x>"
    "<form action=https://evil.example><button>Vergrendel</button></form> \u202egnp.exe\x07"
)


def test_a_day_of_a_confidant(at_desk: AtDesk, world: World) -> None:
    """Bring in, read, answer with a warning, look, queue, take along; and the reporter reads it."""
    reporter = world.reporter()
    reporter.send("De directeur laat zijn eigen bedrijf de klussen doen.")
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    at_desk.sees("Het pakket is ingelezen", "Nieuwe meldingen")
    at_desk.follow("Naar de zaken")
    at_desk.page.locator("tbody a").click()
    at_desk.sees("De directeur laat zijn eigen bedrijf")
    at_desk.follow("Schrijf een antwoord")
    at_desk.write("U zegt: laat zijn eigen bedrijf de klussen doen. Weet u meer?")
    at_desk.press("Bekijk wat de melder ziet")
    at_desk.sees("Let op: dit staat ook in de melding.")
    at_desk.press("Verander de tekst")
    at_desk.write("Dank u wel. Weet u meer?\n\nTot ziens.")
    at_desk.press("Bekijk wat de melder ziet")
    expect(at_desk.page.get_by_text("Let op")).to_have_count(0)
    at_desk.press("Zet in de wachtrij")
    at_desk.sees("Het gaat mee met het pakket van vandaag.")
    at_desk.follow("Terug naar vandaag")
    at_desk.press("Maak het pakket")
    world.server.bring(at_desk.download("Bewaar het pakket"))
    at_desk.follow("Terug naar vandaag")
    expect(at_desk.page.get_by_text("gedaan", exact=True)).to_have_count(3)
    assert reporter.answers() == ["Dank u wel. Weet u meer?\n\nTot ziens."]


def test_the_day_by_keyboard_alone(at_desk: AtDesk, world: World) -> None:
    """From the passphrase to the queue without a mouse."""
    world.reporter().send("Een melding.")
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    keyboard = at_desk.page.keyboard
    at_desk.sees("Het pakket is ingelezen")
    at_desk.tab_to("Naar de zaken")
    keyboard.press("Enter")
    at_desk.sees("1 zaak.")
    at_desk.tab_to(at_desk.page.locator("tbody a").inner_text())
    keyboard.press("Enter")
    at_desk.sees("Een melding.")
    at_desk.tab_to("Schrijf een antwoord")
    keyboard.press("Enter")
    at_desk.sees("Uw antwoord")
    at_desk.tab_to("text")
    keyboard.type("Dank u wel.")
    at_desk.tab_to("Bekijk wat de melder ziet")
    keyboard.press("Enter")
    at_desk.sees("Dit ziet de melder")
    at_desk.tab_to("Zet in de wachtrij")
    keyboard.press("Space")
    at_desk.sees("Het antwoord staat in de wachtrij")


def test_a_case_is_taken_and_closed_by_keyboard_alone(at_desk: AtDesk, world: World) -> None:
    """Two lists and two buttons on its page; then the day asks nothing more of it."""
    world.reporter().send("Een melding.")
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    at_desk.follow("Naar de zaken")
    at_desk.go_by(at_desk.page.locator("tbody a"))
    keyboard = at_desk.page.keyboard
    at_desk.tab_to("Van: niemand. Stand: nog niet gezegd.")
    keyboard.press("Enter")
    at_desk.tab_to("slot")
    keyboard.type("u")
    at_desk.tab_to("Geef de zaak")
    keyboard.press("Enter")
    at_desk.sees("Van: u. Stand: nog niet gezegd.")
    expect(at_desk.page.locator("#slot")).to_have_value("0")
    at_desk.tab_to("Van: u. Stand: nog niet gezegd.")
    keyboard.press("Enter")
    at_desk.tab_to("state")
    keyboard.type("Afgesloten")
    at_desk.tab_to("Bewaar de stand")
    keyboard.press("Enter")
    at_desk.sees("Van: u. Stand: Afgesloten.")
    at_desk.follow("Alle zaken")
    at_desk.follow("Afgesloten")
    expect(at_desk.page.locator("tbody tr")).to_have_count(1)
    at_desk.follow("Van mij")
    expect(at_desk.page.locator("tbody tr")).to_have_count(0)
    at_desk.follow("Vandaag")
    at_desk.sees("Er is geen melder die op iets wacht.")


def test_hostile_text_changes_nothing_and_asks_for_nothing(at_desk: AtDesk, world: World) -> None:
    """It is shown as text: no form of its own, no other title, no request."""
    world.reporter().send(HOSTILE)
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    at_desk.follow("Naar de zaken")
    at_desk.page.locator("tbody a").click()
    at_desk.sees("<script>document.title='hostile'</script>")
    expect(at_desk.page.get_by_role("button", name="Vergrendel")).to_have_count(1)
    assert "hostile" not in at_desk.page.title()


def test_nothing_is_asked_of_anybody_else(at_desk: AtDesk) -> None:
    """Every request of every page goes to the one address of the desk."""
    at_desk.unlock()
    for name in ("Zaken", "Wachtrij", "Vandaag"):
        at_desk.follow(name)
    assert at_desk.asked == {at_desk.door.host}


def test_a_page_of_another_port_can_press_nothing(at_desk: AtDesk, other_page: str) -> None:
    """A browser sends it the cookie all the same; the desk turns it away, and stays open."""
    at_desk.unlock()
    other = at_desk.context.new_page()
    other.goto(other_page + quote(f"{at_desk.door.origin}/lock", safe=""))
    other.get_by_role("button", name="Prijs").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Hier komt u zo niet binnen")
    at_desk.follow("Zaken")
    at_desk.sees("Er zijn nog geen zaken.")


def test_the_way_back_after_the_lock_shows_no_case(at_desk: AtDesk, world: World) -> None:
    """The browser has kept nothing of it."""
    world.reporter().send("Een melding over de brug.")
    at_desk.unlock()
    at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
    at_desk.follow("Naar de zaken")
    at_desk.page.locator("tbody a").click()
    at_desk.sees("Een melding over de brug.")
    at_desk.press("Vergrendel")
    at_desk.sees("Open de kluis")
    at_desk.page.go_back()
    at_desk.page.wait_for_load_state()
    expect(at_desk.page.get_by_text("over de brug")).to_have_count(0)


def test_pages_need_no_script(at_desk: AtDesk) -> None:
    """There is none in any of them."""
    at_desk.unlock()
    for path in ("/", "/cases", "/queue"):
        at_desk.page.goto(at_desk.door.origin + path)
        expect(at_desk.page.locator("script, [onclick], [style], iframe")).to_have_count(0)


def test_the_server_does_not_say_what_it_is(at_desk: AtDesk) -> None:
    """Nor which version of Python."""
    answer = at_desk.page.request.get(f"{at_desk.door.origin}/desk.css")
    assert answer.headers["server"] == "Sluis"
