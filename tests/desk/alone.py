"""A day at the desk on a machine without a network; run by `test_alone.py` inside a network namespace of its own.

    python alone.py VAULT BUNDLE STICK

Brings the loopback interface up, starts the real command without `--rehearsal`, and
works in a real browser; writes what it found as JSON. It fails before all else if
the namespace has any other interface than loopback.
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

from desk.at_desk import AtDesk
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from deploy.programs import CHROMIUM, ready
from journalist_ui.workstation.pages.door import Door

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
"""SIOCGIFFLAGS, SIOCSIFFLAGS and IFF_UP (linux/sockios.h, linux/if.h)."""
_COMMAND = [sys.executable, "-c", "from journalist_ui.workstation.cli import main; main()", "desk"]
_WAIT_MS = 60_000


def main(vault: Path, bundle: Path, stick: Path) -> None:
    """Work through the day."""
    found: dict[str, object] = {"interfaces": [name for _number, name in socket.if_nameindex()]}
    assert found["interfaces"] == ["lo"], found
    bring_up("lo")
    found["reaches"] = reaches_somebody()
    command = [*_COMMAND, "--vault", str(vault), "--stick", str(stick), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        link = next((line.strip() for line in program.stdout if line.startswith("http")), "")
        try:
            assert link, "the desk did not start"
            with sync_playwright() as playwright:
                found |= work(start_browser(playwright), link, bundle)
        finally:
            program.terminate()
    print(json.dumps(found))


def bring_up(interface: str) -> None:
    """Switch an interface on: in a new namespace the loopback is off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh14x", interface.encode(), 0)
        (flags,) = struct.unpack("16xh14x", fcntl.ioctl(any_socket, _GET_FLAGS, asked))
        wanted = struct.pack("16sh14x", interface.encode(), flags | _UP)
        fcntl.ioctl(any_socket, _SET_FLAGS, wanted)


def reaches_somebody() -> bool:
    """Tell whether anything outside can be reached at all; the address is one kept for examples (RFC 5737)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as any_socket:
        any_socket.settimeout(5)
        return any_socket.connect_ex(("192.0.2.1", 80)) == 0


def start_browser(playwright: Playwright) -> Browser:
    """Start the machine's own Chromium."""
    expect.set_options(timeout=_WAIT_MS)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    program = str(ready(CHROMIUM))
    return playwright.chromium.launch(executable_path=program, args=arguments)


def work(browser: Browser, link: str, bundle: Path) -> dict[str, object]:
    """Bring in, read, look at a file, answer, and take a bundle along."""
    context = browser.new_context(locale="nl-NL")
    desk = AtDesk(context, context.new_page(), OpenedDoor(link), bundle.parent)
    desk.unlock()
    rehearsal = desk.page.get_by_text("Oefening").count()
    desk.bring_in(bundle.read_bytes())
    desk.sees("Het pakket is ingelezen")
    desk.follow("Naar de zaken")
    desk.page.locator("tbody a").click()
    desk.sees("Ik zag de facturen.")
    desk.page.locator(".files a").click()
    desk.sees("Pagina 1 van 2", "een document (PDF)")
    width = desk.width_of_picture()
    desk.stays_here()
    desk.follow("Zet op een stick")
    desk.press("Zet het op de stick")
    desk.sees("Het bestand staat op de stick")
    desk.follow("Terug naar de zaak")
    desk.follow("Schrijf een antwoord")
    desk.write("Dank u wel.")
    desk.press("Bekijk wat de melder ziet")
    desk.press("Zet in de wachtrij")
    desk.follow("Terug naar vandaag")
    desk.press("Maak het pakket")
    made = desk.download("Bewaar het pakket")
    bundle.with_name("out.bundle").write_bytes(made)
    desk.stays_here()
    context.close()
    return {"rehearsal": rehearsal, "width": width, "asked": sorted(desk.asked)}


class OpenedDoor(Door):
    """The door of a desk in another process: all that is known of it is its link."""

    def __init__(self, link: str) -> None:
        super().__init__(int(link.split(":")[2].partition("/")[0]))
        self._printed = link

    def link(self) -> str:
        """Return the link as it was printed."""
        return self._printed


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
