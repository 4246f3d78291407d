"""The desk on a machine whose only interface is loopback: it starts without `--rehearsal`, and a day is done there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desk.files import post
from sandbox.hostile import pdf
from world import World

from deploy.programs import BUBBLEWRAP, CHROMIUM, ready

TESTS = Path(__file__).parents[1]
NOT_PERMITTED = (
    "this test needs a network namespace of its own, and may not make one here. Run the tests as root, or let"
    " users make namespaces (on Debian: sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also"
    " kernel.apparmor_restrict_unprivileged_userns=0). What was said: "
)


def in_a_namespace() -> list[str]:
    """Return the beginning of a command that runs the rest of it without a network; fails loudly where none may."""
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare; install it (on Debian: apt-get install util-linux)"
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = [unshare, "--net", *as_root, "--"]
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, NOT_PERMITTED + tried.stderr
    return command


@pytest.fixture
def papers(world: World) -> Path:
    """Give a bundle with a report and a document, for Anna's vault; nobody has a vault open."""
    post(world, "Ik zag de facturen.", ("stuk.pdf", pdf(pages=2), "application/pdf"))
    for confidant in world.confidants:
        confidant.workstation.close()
    (bundle := world.folder / "in.bundle").write_bytes(
        world.server.inbound(slot=0, since=world.day)
    )
    (world.folder / "BLAUW").mkdir()
    return bundle


def test_a_day_on_a_machine_without_a_network(world: World, papers: Path) -> None:
    """The real command, the real browser, the real sandbox; the portal takes what comes of it."""
    ready(BUBBLEWRAP)
    ready(CHROMIUM)
    stick = world.folder / "BLAUW"
    program = [sys.executable, str(TESTS / "desk" / "alone.py")]
    command = [
        *in_a_namespace(),
        *program,
        str(world.folder / "anna.vault"),
        str(papers),
        str(stick),
    ]
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    (asked,) = found.pop("asked")
    assert asked.startswith("127.0.0.1:")
    assert found == {"interfaces": ["lo"], "reaches": False, "rehearsal": 0, "width": 1190}
    assert (stick / "01-stuk.pdf").read_bytes() == pdf(pages=2)
    world.server.bring((world.folder / "out.bundle").read_bytes())


def test_where_no_namespace_may_be_made_the_test_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails with what to do, and does not pass for want of a namespace."""
    (fake := tmp_path / "unshare").write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match=r"Run the tests as root(.|\n)*said: no"):
        in_a_namespace()
