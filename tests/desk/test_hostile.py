"""What a reporter can send to do harm, at a desk in a real browser: the case shows, and nothing leaves the machine.

Reports are sealed and read in as any. Wherever they name an address, it is that of
a server of this test, which must never be asked for anything.
"""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from desk.at_desk import AtDesk
from desk.files import post
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, expect
from sandbox.hostile import gzipped, pdf, png_bomb, tarred, zip_that_declares, zipped
from world import World

from deploy.programs import BUBBLEWRAP, ready
from journalist_ui.workstation.pages.serving import Run, served

MILLION = 1_000_000
NARROW = {"width": 360, "height": 800}


@dataclass
class Trap:
    """A server that nobody may ask; `asked` are those who did."""

    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """What hostile files name."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/x"

    def _accept(self) -> None:
        while True:
            try:
                connection, who = self.listener.accept()
            except OSError:
                return
            self.asked.append(str(who))
            connection.close()


def hostile_text(trap: str) -> str:
    """Return a text of tricks, with one long line."""
    return (
        f"<script>fetch('{trap}')</script><img src={trap} onerror=\"location='{trap}'\">"
        f"</div></li><form action={trap}><button>Vergrendel</button></form>"
        f"<meta http-equiv=refresh content='0;url={trap}'><link rel=stylesheet href={trap}>"
        "\u202egnp.exe\u2066\x07\x1b[2J\x00\u200b{{ 7*7 }}{% raw %}" + "a" * 20_000
    ).replace("\x00", "")


def hostile_files(trap: str) -> dict[str, tuple[str, bytes, str]]:
    """Return the files of the case, by what they are called here; the order is that of the case."""
    page = f"<html><body onload=\"location='{trap}'\"><img src={trap}>".encode()
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{trap}"/></svg>'.encode()
    deeds = (
        f"/OpenAction << /S /URI /URI ({trap}) >>"
        f" /AA << /WC << /S /JavaScript /JS (app.launchURL\\('{trap}'\\)) >> >>"
    )
    submits = f"/AA << /O << /S /SubmitForm /F ({trap}) >> >>"
    return {
        "page": ("lees.html", page, "text/html"),
        "drawing": ("tekening.svg", drawing, "image/svg+xml"),
        "tricks": ("om\u202egpj.txt", "\u202ekeer\x1b[31m \u2067om\x07\n".encode(), "text/plain"),
        "line": ("regel.txt", b"x" * MILLION, "text/plain"),
        "bomb": ("foto.png", png_bomb(12_000), "image/png"),
        "document": ("stuk.pdf", pdf(pages=2, catalog=deeds, page=submits), "application/pdf"),
        "declared": ("groot.zip", zip_that_declares(10 << 30), "application/zip"),
        "swelling": ("zwelt.zip", zipped(("nul", bytes(100 << 20))), "application/zip"),
        "stream": (
            "zwelt.tgz",
            gzipped(tarred(("nul", 300 << 20, "")) + bytes(300 << 20)),
            "application/gzip",
        ),
        "keys": ("../../.ssh/authorized_keys", b"ssh-ed25519 AAAA", "text/plain"),
        "name": (f'"><img src={trap}>.txt', b"hallo", "text/plain"),
        "names": ("namen.zip", zipped((f"<img src={trap}>\u202e", b"")), "application/zip"),
    }


@dataclass
class Hostile:
    """A desk at which a hostile case was read in."""

    at_desk: AtDesk
    trap: Trap
    case: str
    stick: Path
    numbers: dict[str, int]

    def open(self, name: str, part: str = "") -> None:
        """Open one of the files."""
        number = self.numbers[name]
        self.at_desk.page.goto(f"{self.case}/attachments/{number}{part}")
        expect(self.at_desk.page.get_by_role("heading", level=1)).to_have_text(f"Bijlage {number}")

    def is_harmless(self) -> None:
        """Expect that the page shows, as wide as the screen, and asks for nothing elsewhere."""
        page = self.at_desk.page
        page.wait_for_load_state()
        self.at_desk.stays_here()
        assert self.trap.asked == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        expect(page.get_by_role("button", name="Vergrendel")).to_have_count(1)


@pytest.fixture(scope="module")
def hostile(chromium: Browser) -> Iterator[Hostile]:
    """Anna's desk, with the case read in once for all tests here."""
    ready(BUBBLEWRAP)
    trap = Trap()
    with folder_in_memory() as folder:
        world = World(folder, day=int(time.time()) // 86_400)
        files = hostile_files(trap.address)
        numbers = {name: number for number, name in enumerate(files, 1)}
        case = post(world, hostile_text(trap.address), *files.values())
        for confidant in world.confidants:
            confidant.workstation.close()
        (stick := folder / "ROOD").mkdir()
        run = Run([folder / "anna.vault"], rehearsal=True, sticks=(stick,))
        with served(run) as (door, keeper):
            keeper.today = lambda: world.day
            context = chromium.new_context(locale="nl-NL", viewport=NARROW)  # type: ignore[arg-type]
            at_desk = AtDesk(context, context.new_page(), door, folder)
            at_desk.unlock()
            at_desk.bring_in(world.server.inbound(slot=0, since=world.day))
            at_desk.sees("Het pakket is ingelezen")
            yield Hostile(at_desk, trap, f"{door.origin}/cases/{case}", stick, numbers)
            context.close()
        world.close()
    trap.listener.close()


def test_a_text_of_tricks_is_text(hostile: Hostile) -> None:
    """Markup and templates are shown, what is invisible is spelled out, a long line is broken; the case goes on."""
    at_desk = hostile.at_desk
    at_desk.page.goto(hostile.case)
    at_desk.sees("<script>fetch(", "U+202E", "U+001B", "U+0007", "{{ 7*7 }}{% raw %}")
    hostile.is_harmless()
    at_desk.follow("Toon alles")
    at_desk.sees("<script>fetch(")
    hostile.is_harmless()


def test_the_names_of_files_are_names(hostile: Hostile) -> None:
    """Each is a link to its own page, whatever it is called."""
    hostile.at_desk.page.goto(hostile.case)
    names = hostile.at_desk.page.locator(".files a").all_inner_texts()
    assert len(names) == len(hostile.numbers)
    assert "../../.ssh/authorized_keys" in names
    assert any("U+202E" in name for name in names)
    hostile.is_harmless()


@pytest.mark.parametrize("name", ["page", "drawing"])
def test_a_page_of_the_web_is_shown_as_text(hostile: Hostile, name: str) -> None:
    """Also a drawing that is one."""
    hostile.open(name)
    hostile.at_desk.sees("een tekst", hostile.trap.address)
    expect(hostile.at_desk.page.locator("main img, main svg")).to_have_count(0)
    hostile.is_harmless()


def test_a_text_that_turns_around_is_spelled_out(hostile: Hostile) -> None:
    """Direction marks and control characters by their numbers."""
    hostile.open("tricks")
    hostile.at_desk.sees("<U+202E>keer<U+001B>[31m <U+2067>om<U+0007>")
    hostile.is_harmless()


def test_a_line_of_a_million_characters_is_turned_in_parts(hostile: Hostile) -> None:
    """From the first to the last, none of it wider than the screen."""
    hostile.open("line")
    hostile.at_desk.sees("Deel 1 van 25")
    hostile.is_harmless()
    hostile.at_desk.page.locator("[name=part]").first.fill("25")
    hostile.at_desk.page.keyboard.press("Enter")
    hostile.at_desk.sees("Deel 25 van 25")
    expect(hostile.at_desk.page.locator("pre")).to_have_text("x" * 40_000, use_inner_text=True)
    hostile.is_harmless()


def test_a_bomb_of_a_picture_is_not_unpacked(hostile: Hostile) -> None:
    """A few kilobytes that would be 144 million pixels."""
    hostile.open("bomb")
    hostile.at_desk.sees("Het bestand is groter dan hier getoond kan worden.")
    expect(hostile.at_desk.page.locator("main img")).to_have_count(0)
    hostile.is_harmless()


def test_a_document_does_nothing_by_itself(hostile: Hostile) -> None:
    """Its pages are pixels; that it wanted something is said."""
    hostile.open("document")
    hostile.at_desk.sees("Dit document wil zelf iets doen", "Pagina 1 van 2")
    assert hostile.at_desk.width_of_picture() > 500
    hostile.is_harmless()
    hostile.at_desk.follow("Volgende")
    hostile.at_desk.sees("Pagina 2 van 2")
    hostile.is_harmless()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("declared", ("10 GiB", "veel groter dan het is")),
        ("swelling", ("100 MiB", "nul")),
        ("stream", ("300 MiB", "Dit is niet alles wat erin zit")),
        ("names", ("<img src=", "<U+202E>")),
    ],
)
def test_an_archive_is_listed_and_never_unpacked(
    hostile: Hostile, name: str, words: tuple[str, ...]
) -> None:
    """Ten gigabytes that are declared, a hundred megabytes that are there, a stream without an end."""
    hostile.open(name)
    hostile.at_desk.sees(*words)
    hostile.is_harmless()


def test_a_name_that_is_markup_is_a_name(hostile: Hostile) -> None:
    """In the heading and beneath."""
    hostile.open("name")
    hostile.at_desk.sees('"><img src=', "hallo")
    hostile.is_harmless()


def test_a_name_that_is_a_path_decides_no_place(hostile: Hostile) -> None:
    """It is shown as it came; saved, it lies on the stick under a plain name, and nothing lies elsewhere."""
    hostile.open("keys")
    hostile.at_desk.sees("../../.ssh/authorized_keys", "ssh-ed25519 AAAA")
    hostile.at_desk.follow("Zet op een stick")
    hostile.is_harmless()
    hostile.at_desk.press("Zet het op de stick")
    hostile.at_desk.sees("Het bestand staat op de stick", "10-authorized_keys")
    hostile.is_harmless()
    assert [path.name for path in hostile.stick.iterdir()] == ["10-authorized_keys"]
    assert not list(hostile.stick.parent.rglob(".ssh"))


def test_the_case_goes_on(hostile: Hostile) -> None:
    """It is in the list, found by a word, and can be answered."""
    hostile.at_desk.page.goto(f"{hostile.at_desk.door.origin}/cases")
    hostile.at_desk.page.get_by_label("Zoek op woorden").fill("gnp.exe")
    hostile.at_desk.press("Zoek")
    hostile.at_desk.sees("1 van 1 zaken gevonden.")
    hostile.at_desk.page.goto(f"{hostile.case}/answer")
    hostile.at_desk.sees("Uw antwoord")
    hostile.is_harmless()


def test_the_style_asks_for_nothing(hostile: Hostile) -> None:
    """No address, no font, no other sheet."""
    style = hostile.at_desk.page.request.get(f"{hostile.at_desk.door.origin}/desk.css").text()
    assert "url(" not in style
    assert "@import" not in style
