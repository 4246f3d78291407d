"""`make pictures`: the pictures of the README, taken while the guide is followed in Chromium on a fresh service.

Small on purpose, with few colours: they are looked at in a README, and kept in the
repository. Nothing but the dates in them differs from one run to the next.
"""

import io
import os
import signal
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from deploy.demo import set_up, start_workstations, write_guide
from deploy.desks import RunningDesk, stop_desks
from deploy.guiding import Language
from deploy.playing import Player
from deploy.programs import CHROMIUM, ready
from deploy.rehearsal import Rehearsal
from deploy.setting_up import bring_first_bundles
from deploy.what_next import ROOT, shorten

FOLDER = ROOT / "docs" / "pictures"
LANGUAGE: Language = "en"
"""As the README."""
PICTURES = ("writing", "codename", "portal", "today", "case", "handover", "approval", "received")
BEGINS = {"writing": "label[for=text]"}
"""Where a picture begins that does not at the top of its page."""
VIEW = {"width": 1120, "height": 780}
WIDTH = 900
COLOURS = 48
MAX_SIZE = 60_000
WAIT_MS = 60_000


def main() -> None:
    """Play the case on a fresh service and write the pictures."""
    # Also where it was started with SIGINT ignored: the desks would inherit that, and not end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Rehearsal(Path(folder) / "service")
        rehearsal.folder.mkdir()
        desks: list[RunningDesk] = []
        try:
            set_up(rehearsal)
            rehearsal.serve()
            bring_first_bundles(rehearsal)
            write_guide(rehearsal, desks, author=start_workstations(rehearsal, desks))
            with sync_playwright() as playwright:
                # Chromium has no sandbox to offer to root.
                arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
                browser = playwright.chromium.launch(
                    executable_path=str(ready(CHROMIUM)), args=arguments
                )
                take(browser, rehearsal.folder / "guide", stick=Path(folder))
        finally:
            stop_desks(desks)
            rehearsal.stop()


def take(browser: Browser, guide: Path, *, stick: Path) -> None:
    """Follow the guide, and write a picture wherever one is wanted."""
    expect.set_options(timeout=WAIT_MS)
    context = browser.new_context(locale="en-GB", viewport=VIEW)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT_MS)
    FOLDER.mkdir(exist_ok=True)

    def look(page: Page, name: str) -> None:
        if name in PICTURES:
            page.bring_to_front()
            page.evaluate("scrollTo(0, 0)")
            if name in BEGINS:
                page.locator(BEGINS[name]).first.evaluate("place => place.scrollIntoView()")
            file = FOLDER / f"{name}.png"
            file.write_bytes(shrink(page.screenshot()))
            print(f"{shorten(file)}: {file.stat().st_size} bytes", flush=True)

    Player(context, guide, LANGUAGE, stick, look).play()
    context.close()


def shrink(png: bytes) -> bytes:
    """Return a picture that is narrower, has few colours, and is below the size that is kept."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    sizes = (_written(small, colours) for colours in (COLOURS, COLOURS // 2, COLOURS // 3))
    return min(sizes, key=lambda written: (len(written) > MAX_SIZE, -len(written)))


def _written(picture: Image.Image, colours: int) -> bytes:
    written = io.BytesIO()
    picture.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
