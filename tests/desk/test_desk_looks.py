"""Every page of the daily way as people see it, judged by `looks`."""

from collections.abc import Callable

import pytest
from desk.at_desk import AtDesk
from desk.looks import judge
from world import World

LONG = "Het gaat om de brug. " * 400


@pytest.fixture
def look(at_desk: AtDesk) -> Callable[[str], None]:
    """Judge what the page shows now."""
    return lambda name: judge(at_desk.page, name)


def test_before_the_vault_is_open(at_desk: AtDesk, look: Callable[[str], None]) -> None:
    """Turned away, the lock, a wrong passphrase."""
    at_desk.page.goto(at_desk.door.origin)
    look("turned-away")
    at_desk.page.goto(at_desk.door.link())
    look("unlock")
    at_desk.page.locator("#passphrase").fill("not the passphrase")
    at_desk.page.keyboard.press("Enter")
    at_desk.sees("Dit is niet de wachtzin")
    look("unlock-wrong")


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest, at_desk: AtDesk, world: World) -> str:
    """Both languages, of an open desk at which a long report with an attachment waits to be read in."""
    photo = world.folder / "foto \u202egpj.exe"
    photo.write_bytes(bytes(1000))
    world.reporter().send(LONG, attach=[photo])
    at_desk.unlock()
    if request.param == "en":
        at_desk.press("English")
        at_desk.reads("en")
    return str(request.param)


def bring_in(at_desk: AtDesk, world: World) -> None:
    """Read in what waits, in whatever language."""
    file = world.folder / "in.bundle"
    file.write_bytes(world.server.inbound(slot=0, since=world.day))
    at_desk.page.locator("#bundle").set_input_files(file)
    at_desk.go_by(at_desk.page.locator("form[action='/import'] button"))


def test_today_with_damage(
    at_desk: AtDesk, world: World, look: Callable[[str], None], language: str
) -> None:
    """Before and after a bundle of which one report is damaged."""
    look(f"{language}-today-first")
    world.reporter().send("Iets anders.", line="bedreiging")
    (*_, damaged) = world.server.submissions.values()
    damaged.texts = tuple(text[:-1] + bytes([text[-1] ^ 1]) for text in damaged.texts)
    bring_in(at_desk, world)
    look(f"{language}-imported")
    at_desk.page.goto(f"{at_desk.door.origin}/")
    look(f"{language}-today-damage")


def test_reading_and_writing(
    at_desk: AtDesk, world: World, look: Callable[[str], None], language: str
) -> None:
    """The list, a case, a note, an answer that is too long, one that quotes."""
    bring_in(at_desk, world)
    at_desk.page.goto(f"{at_desk.door.origin}/cases")
    look(f"{language}-cases")
    at_desk.go_by(at_desk.page.locator("tbody a").first)
    look(f"{language}-case")
    case = at_desk.page.url
    at_desk.page.goto(f"{case}/note")
    look(f"{language}-note")
    at_desk.page.goto(f"{case}/answer")
    look(f"{language}-answer")
    at_desk.write("x" * 20_000)
    at_desk.go_by(at_desk.page.locator("[value=look]"))
    look(f"{language}-answer-too-long")
    at_desk.write("Iets anders. \u200b" + LONG[:200])
    at_desk.go_by(at_desk.page.locator("[value=look]"))
    look(f"{language}-preview")


def test_what_leaves(
    at_desk: AtDesk, world: World, look: Callable[[str], None], language: str
) -> None:
    """An answer in the queue, the bundle that takes it, and a page that is not there."""
    bring_in(at_desk, world)
    at_desk.page.goto(f"{at_desk.door.origin}/cases")
    at_desk.go_by(at_desk.page.locator("tbody a").first)
    at_desk.page.goto(f"{at_desk.page.url}/answer")
    at_desk.write("Dank u wel.")
    at_desk.go_by(at_desk.page.locator("[value=look]"))
    at_desk.go_by(at_desk.page.locator("[value=queue]"))
    look(f"{language}-queued")
    at_desk.page.goto(f"{at_desk.door.origin}/queue")
    look(f"{language}-queue")
    at_desk.page.goto(f"{at_desk.door.origin}/")
    at_desk.go_by(at_desk.page.locator("form[action='/export'] button"))
    look(f"{language}-exported")
    at_desk.page.goto(f"{at_desk.door.origin}/cases/ffffffff")
    look(f"{language}-refused")
