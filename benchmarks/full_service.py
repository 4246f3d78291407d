"""A service whose every slot is manned, on the protocol's own code: the most that a visitor of eight slots fetches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from crypto.keyring import Line
from deploy.node import ready_node
from deploy.rehearsal import LINES
from server.clock import DAY_SECONDS
from server.settings import render_settings
from submitter_ui.site.build import Recipe, build_site, write_site
from submitter_ui.site.settings import SiteSettings
from tests.server.running import Running, running
from tests.server.sent import pack
from tests.server.service import Server, furnish, make_home, open_server
from tests.tiny_service import SLOTS, TinyService


@contextmanager
def full_service(folder: Path) -> Iterator[Running]:
    """Serve a site with eight confidants' keys and heads of today, and all six lines, until the block ends."""
    day = int(time.time()) // DAY_SECONDS
    tiny = TinyService(day, manned=SLOTS)
    lines = {name: _parse_line(said) for name, said in LINES.items()}
    tiny.keyring = msgspec.structs.replace(tiny.keyring, lines=lines)
    tiny.keyring_raw = tiny.sign_keyring(tiny.keyring)
    site = folder / "site"
    write_site(build_site(Recipe(tiny.root, 0, SiteSettings(), str(ready_node()))), site)
    home = make_home(folder / "home")
    settings = msgspec.structs.replace(home.settings, site=str(site))
    (home.path / "settings.toml").write_text(render_settings(settings))
    _let_everybody_speak(open_server(home, tiny, furnish(home, tiny, day=day)), day)
    with running(home.path) as served:
        yield served


def _let_everybody_speak(server: Server, day: int) -> None:
    server.clock.day = day
    for slot in range(len(server.staff), SLOTS):
        server.add_staff(f"confidant-{slot}", "confidant", slot)
    for slot, name in enumerate(server.staff):
        brought = server.bring(name, pack(*server.tiny.bundle(slot, with_batch=False)))
        if brought.status_code != 200:
            raise AssertionError(f"the bundle of slot {slot} was refused: {brought.text}")


def _parse_line(said: str) -> Line:
    """Return a line as the ceremony takes it: its slots, and of them the least that must be there."""
    slots, _, minimum = said.partition(":")
    return Line(int(minimum), [int(slot) for slot in slots.split(",")])
