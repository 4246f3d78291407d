"""Debian's Firefox as Tor Browser is at level Safer: no WebAssembly, no compiler for JavaScript."""

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.service import running_service
from memory_disk import folder_in_memory
from PIL import Image
from prepared import copy_prepared

from deploy.node import ready_node
from deploy.programs import FIREFOX, ready
from deploy.rehearsal import Person, Rehearsal
from deploy.setting_up import bring, fetch
from submitter_ui.site.settings import SiteSettings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).parent / "firefox.mjs"
TEXT = "Geschreven in Firefox, op het niveau Safer."
ANSWER = "Ook dit antwoord komt aan."
ARTIST = 0x013B
MARKER = "SECRET-MARKER"
UNKNOWN = b"Beste mensen, SECRET-MARKER"


@pytest.fixture(scope="module")
def service(prepared_service: Path) -> Iterator[Rehearsal]:
    """A running service with its people."""
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as rehearsal,
    ):
        yield rehearsal


def visit(service: Rehearsal, **order: str | list[str]) -> dict[str, Any]:
    """Return what Firefox saw on one visit."""
    order |= {"program": str(ready(FIREFOX)), "site": service.reporters}
    done = subprocess.run(
        [ready_node(), SCRIPT],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def cases(service: Rehearsal, confidant: Person) -> set[str]:
    """Return the cases on a confidant's workstation."""
    return {each["case"] for each in json.loads(service.workstation("cases", confidant, "--json"))}


def test_a_report_goes_and_its_answer_comes_back(service: Rehearsal) -> None:
    """The whole way without WebAssembly and without a compiler."""
    anna = service.person("anna")
    before = cases(service, anna)
    sent = visit(service, text=TEXT)
    assert not sent["hasWasm"]
    fetch(service, anna)
    (case,) = cases(service, anna) - before
    assert TEXT in service.workstation("show", anna, case)
    answer = service.folder / "answer"
    answer.write_text(ANSWER)
    service.workstation("reply", anna, case, "--text", answer)
    bring(service, anna)
    assert visit(service, codename=sent["codename"])["answers"] == [ANSWER]


def test_a_photo_goes_without_its_notes_and_a_letter_as_it_is(
    service: Rehearsal, tmp_path: Path
) -> None:
    """Cleaned, sealed and uploaded without a compiler, while the page goes on drawing."""
    photo, letter, out = (tmp_path / name for name in ("Jansen thuis.jpeg", "brief.odt", "out"))
    exif = Image.Exif()
    exif[ARTIST] = MARKER
    pixels = Image.effect_noise((1_200, 900), 80).convert("RGB")
    pixels.save(photo, "JPEG", exif=exif, comment=MARKER)
    letter.write_bytes(UNKNOWN)
    anna = service.person("anna")
    before = cases(service, anna)
    sent = visit(service, text=TEXT, files=[str(photo), str(letter)])
    assert "foto-1.jpg" in sent["said"][0]
    assert "uw naam of plaats" in sent["said"][1]
    assert sent["longestPause"] < 1
    fetch(service, anna)
    (case,) = cases(service, anna) - before
    out.mkdir()
    for number in ("1", "2"):
        service.workstation("show", anna, case, "--attachment", number, "--save", out)
    cleaned, letter_there = (next(out.glob(f"*{end}")).read_bytes() for end in (".jpg", ".odt"))
    assert MARKER.encode() not in cleaned
    assert Image.open(io.BytesIO(cleaned)).tobytes() == Image.open(photo).tobytes()
    assert letter_there == UNKNOWN


def test_shift_three_times_leaves_and_going_back_shows_no_text(service: Rehearsal) -> None:
    """To the neutral site, which does not learn where one comes from; behind it stands the start."""
    leave_to = SiteSettings().leave_to
    seen = visit(service, text=TEXT, leaveTo=leave_to)
    assert (seen["elsewhere"], seen["back"]) == (leave_to, f"{service.reporters}/nl/")
    assert seen["referers"] == [""]
    assert TEXT not in seen["shown"]
