"""Debian's Firefox as Tor Browser is at level Safer: no WebAssembly, no compiler for JavaScript."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.service import running_service
from memory_disk import folder_in_memory
from prepared import copy_prepared

from deploy.node import ready_node
from deploy.programs import FIREFOX, ready
from deploy.rehearsal import Rehearsal
from deploy.setting_up import bring, fetch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).parent / "firefox.mjs"
TEXT = "Geschreven in Firefox, op het niveau Safer."
ANSWER = "Ook dit antwoord komt aan."


@pytest.fixture(scope="module")
def service(prepared_service: Path) -> Iterator[Rehearsal]:
    """A running service with its people."""
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as rehearsal,
    ):
        yield rehearsal


def visit(service: Rehearsal, **order: str) -> dict[str, Any]:
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


def test_a_report_goes_and_its_answer_comes_back(service: Rehearsal) -> None:
    """The whole way without WebAssembly and without a compiler."""
    sent = visit(service, text=TEXT)
    assert not sent["hasWasm"]
    anna = service.person("anna")
    fetch(service, anna)
    case = json.loads(service.workstation("cases", anna, "--json"))[-1]["case"]
    assert TEXT in service.workstation("show", anna, case)
    answer = service.folder / "answer"
    answer.write_text(ANSWER)
    service.workstation("reply", anna, case, "--text", answer)
    bring(service, anna)
    assert visit(service, codename=sent["codename"])["answers"] == [ANSWER]
