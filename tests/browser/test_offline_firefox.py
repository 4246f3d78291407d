"""The offline page in Debian's Firefox as Tor Browser is at level Safer, from a disk and without a line."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.offline_page import OfflineParts
from memory_disk import folder_in_memory
from world import World

from deploy.node import ready_node
from deploy.programs import FIREFOX, ready

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).parent / "firefox_offline.mjs"
TEXT = "Geschreven zonder internet, op het niveau Safer."
ANSWER = "Ook dit antwoord komt aan."


@pytest.fixture
def world() -> Iterator[World]:
    """A service that lives on the machine's own day."""
    with folder_in_memory() as folder:
        world = World(folder, day=int(time.time()) // 86_400)
        yield world
        world.close()


def use(world: World, folder: Path, **order: str) -> dict[str, Any]:
    """Download what is published now, and return what Firefox saw when the page was used."""
    (folder / "today.bin").write_bytes(world.server.fetch_today())
    (folder / "drop.bin").write_bytes(world.server.fetch_drop())
    order |= {"program": str(ready(FIREFOX)), "folder": str(folder)}
    order |= {"page": str(folder / "page.html"), "today": str(folder / "today.bin")}
    order |= {"drop": str(folder / "drop.bin")}
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


def test_a_report_is_sealed_and_its_answer_read(world: World, tmp_path: Path) -> None:
    """The whole way without WebAssembly, without a compiler, without a line, and without a page that hangs."""
    (tmp_path / "page.html").write_bytes(OfflineParts.made().page(world))
    sealed = use(world, tmp_path, text=TEXT)
    assert not sealed["hasWasm"]
    # Firefox's own settings are asked for at `data:` (firefox_preferences.mjs).
    assert set(sealed["asked"]) <= {"file:", "blob:", "data:"}
    assert sealed["longestPause"] < 1
    message = (tmp_path / sealed["name"]).read_bytes()
    world.server.submit(world.server.take_ticket(), message)
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert TEXT in str(anna.workstation.show(case, day=world.day))
    anna.reply(case, ANSWER)
    anna.bring()
    assert use(world, tmp_path, codename=sealed["codename"])["answers"] == [ANSWER]
