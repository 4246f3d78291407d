"""The portal in Debian's Firefox as Tor Browser is at level Safer: its forms are taken there as well."""

import json
import subprocess
from pathlib import Path

import pytest
from browser.service import running_service
from memory_disk import folder_in_memory
from prepared import copy_prepared

from deploy.node import ready_node
from deploy.programs import FIREFOX, ready
from deploy.setting_up import new_file

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).parent / "firefox_portal.mjs"


def test_a_bundle_is_brought(prepared_service: Path) -> None:
    """Sign in, bring, sign out: the browser says where its forms come from, and no script sees the cookie."""
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as service,
    ):
        anna = service.person("anna")
        bundle = new_file(anna.desk, "outbound")
        service.workstation("export", anna, "--out", bundle)
        home = ("--home", str(service.home))
        codes = json.loads(service.run("sluis-server", "staff", "codes", *home, "anna", "--json"))
        order = {
            "program": str(ready(FIREFOX)),
            "portal": service.portal,
            "name": "anna",
            "password": (anna.desk / "password").read_text().strip(),
            "code": codes["codes"][0],
            "fresh_code": codes["codes"][1],
            "bundle": str(bundle),
        }
        done = subprocess.run(
            [ready_node(), SCRIPT],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "headings": ["Aanmelden", "Het loket", "Het pakket is aangekomen", "U bent afgemeld"],
        "seen": "",
    }
