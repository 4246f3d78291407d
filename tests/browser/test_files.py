"""Choosing and dropping files: looked at on the device, cleaned, named neutrally, and never sent unasked."""

import base64
import hashlib
import io
import os
from pathlib import Path

import pytest
from browser.prefixes import QUICK
from browser.reporter import STORY, Reporter
from browser.world_site import WorldSite
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from world import Desk, World

MARKER = "SECRET-MARKER"
UNKNOWN = b"Beste mensen, SECRET-MARKER"
DROP = """([name, inside]) => {
    const carried = new DataTransfer();
    carried.items.add(new File(["een tekst"], name));
    const place = document.querySelector(inside);
    const event = new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true});
    place.dispatchEvent(event);
    return event.defaultPrevented;
}"""
MB = 1_000_000


@pytest.fixture(autouse=True)
def quick(site: WorldSite) -> None:
    """The pauses between tries are short."""
    site.before_scripts = QUICK


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a phone that lies on its side and says where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, MARKER
    file = tmp_path / "Jansen thuis.jpeg"
    Image.effect_noise((64, 48), 80).convert("RGB").save(file, "JPEG", exif=exif, comment=MARKER)
    return file


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A file of which nobody can say what is in it."""
    file = tmp_path / "Brief van Jansen.odt"
    file.write_bytes(UNKNOWN)
    return file


def test_a_photo_goes_along_without_its_notes_and_under_another_name(
    reporter: Reporter, world: World, photo: Path, tmp_path: Path
) -> None:
    """Name, type, size and hash in the report are those of what was sent; the pixels are the same."""
    _begin(reporter, photo)
    expect(_said(reporter)).to_have_text(reporter.sentence("file-clean"))
    expect(_said(reporter)).to_contain_text("foto-1.jpg")
    _go_on(reporter)
    expect(reporter.page.locator("[data-preview-files]")).to_contain_text("foto-1.jpg")
    reporter.send()
    reporter.keep_codename()
    attached, content = _received(world, tmp_path)
    assert (attached["name"], attached["type"]) == ("foto-1.jpg", "image/jpeg")
    assert MARKER.encode() not in content
    before, after = Image.open(photo), Image.open(io.BytesIO(content))
    assert before.tobytes() == after.tobytes()
    assert dict(after.getexif()) == {0x0112: 6}


def test_what_cannot_be_cleaned_goes_only_by_choice(
    reporter: Reporter, world: World, unknown: Path, tmp_path: Path
) -> None:
    """The page says so of that file, brings the choice to the reporter, and says it once more before sending."""
    _begin(reporter, unknown)
    expect(_said(reporter)).to_have_text(reporter.sentence("file-unclean"))
    reporter.step("write").get_by_role("button", name="Verder").click()
    problem = reporter.step("write").locator("[data-files-problem]")
    expect(problem).to_have_text(reporter.sentence("file-undecided"))
    expect(reporter.page.get_by_label("Stuur het zoals het is")).to_be_focused()
    reporter.page.keyboard.press("Space")
    _go_on(reporter)
    expect(reporter.page.locator("[data-preview-files]")).to_contain_text("zoals het is")
    reporter.send()
    reporter.keep_codename()
    attached, content = _received(world, tmp_path)
    assert (attached["name"], content) == ("bestand-1.odt", UNKNOWN)


def test_a_file_goes_by_what_it_is(reporter: Reporter, photo: Path) -> None:
    """Whatever its name says."""
    _begin(reporter, photo.rename(photo.with_name("verslag.txt")))
    expect(_said(reporter)).to_contain_text("foto-1.jpg")


def test_names_are_kept_by_choice_and_lead_nowhere(reporter: Reporter, photo: Path) -> None:
    """Without folders, and without what turns the text around them."""
    named = photo.rename(photo.with_name("\u202e..Jansen\u200b.jpg"))
    _begin(reporter, named)
    expect(_said(reporter)).to_contain_text("foto-1.jpg")
    reporter.page.get_by_label("Laat de bestanden hun eigen naam houden").check()
    expect(_said(reporter)).to_contain_text("Gaat mee als Jansen.jpg.")


def test_a_dropped_file_is_taken(reporter: Reporter) -> None:
    """Wherever on the page it falls: the text stays."""
    reporter.begin()
    reporter.page.locator("#text").fill(STORY)
    assert reporter.page.evaluate(DROP, ["brief.txt", "h1"])
    assert reporter.page.evaluate(DROP, ["kaart.txt", "[data-drop]"])
    expect(reporter.page.locator("[data-files] .name")).to_have_text(["brief.txt", "kaart.txt"])
    expect(reporter.page.locator("#text")).to_have_value(STORY)


def test_a_file_that_is_dropped_where_none_goes_changes_nothing(reporter: Reporter) -> None:
    """The browser would show it in place of the page, and the text would be gone."""
    reporter.begin()
    reporter.write()
    assert reporter.page.evaluate(DROP, ["brief.txt", "h1"])
    expect(reporter.page.locator("[data-files] .name")).to_have_count(0)
    expect(reporter.step("review")).to_be_visible()


@pytest.mark.parametrize("count", [1, 6])
def test_too_much_is_refused_when_it_is_chosen(
    reporter: Reporter, tmp_path: Path, count: int
) -> None:
    """A byte above the limit of one file, or of all together; the page names the limit."""
    files = [tmp_path / f"{number}.bin" for number in range(count)]
    for file in files:
        file.touch()
        os.truncate(file, 100 * MB + (1 if count == 1 else 0))
    _begin(reporter, *files)
    problem = reporter.step("write").locator("[data-files-problem]")
    expect(problem).to_contain_text("100 MB" if count == 1 else "500 MB")
    expect(reporter.page.locator("[data-files] .name")).to_have_count(0 if count == 1 else 5)


def test_every_piece_goes_with_its_hash(reporter: Reporter, page: Page, tmp_path: Path) -> None:
    """Of the bytes that are sent: what a line changes on the way is noticed."""
    checked = []

    def check(request: object) -> None:
        if getattr(request, "method", "") == "PATCH":
            body = getattr(request, "post_data_buffer", b"")
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            headers = getattr(request, "headers", {})
            checked.append(headers["upload-checksum"] == f"sha256 {digest}")

    page.on("request", check)
    file = tmp_path / "groot.bin"
    file.write_bytes(bytes(5 * 1024 * 1024))
    reporter.report(files=[file])
    assert checked == [True, True, True]


def test_a_phone_is_told_that_the_page_may_be_closed(reporter: Reporter, page: Page) -> None:
    """Once, before a file is sought with a text already there; then it is the reporter's choice."""
    page.context.new_cdp_session(page).send(
        "Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1}
    )
    reporter.begin()
    page.locator("#text").fill(STORY)
    page.locator("#files").click()
    problem = reporter.step("write").locator("[data-files-problem]")
    expect(problem).to_have_text(reporter.sentence("files-first"))
    with page.expect_file_chooser():
        page.locator("#files").click()


def _begin(reporter: Reporter, *files: Path) -> None:
    reporter.begin()
    reporter.page.locator("#text").fill(STORY)
    reporter.page.locator("#files").set_input_files(files)


def _go_on(reporter: Reporter) -> None:
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.step("review")).to_be_visible()


def _said(reporter: Reporter) -> Locator:
    return reporter.page.locator("[data-files] li > p")


def _received(world: World, folder: Path) -> tuple[dict[str, object], bytes]:
    """Return what the report says of its one file, and the file as a confidant saves it."""
    anna: Desk = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    (attached,) = anna.workstation.show(case, day=world.day)["messages"][0]["attachments"]
    out = folder / "ontvangen"
    out.mkdir()
    saved = anna.workstation.save_attachment(case, number=1, folder=out, day=world.day)
    return attached, saved.read_bytes()
