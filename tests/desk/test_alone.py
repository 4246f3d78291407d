"""The desk as it is meant to run: no rehearsal, on a machine whose only interface is the loopback one."""

import subprocess
import sys
from pathlib import Path

from world import PASSPHRASE, World

A_DAY = """
import http.client, socket, sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from journalist_ui.workstation.pages.serving import Run, served

with served(Run([Path(sys.argv[1])], rehearsal=False)) as (door, _keeper):
    link = urlsplit(door.link())
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
    headers = {"Host": link.netloc, "Origin": door.origin, "Sec-Fetch-Site": "same-origin"}

    def ask(method, path, form=None):
        body = urlencode(form) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request(method, path, body, headers | kind)
        answer = connection.getresponse()
        page = answer.read().decode()
        return answer, page

    entered, _ = ask("GET", link.path)
    headers["Cookie"] = entered.getheader("Set-Cookie").split(";")[0]
    unlocked, _ = ask("POST", "/unlock", {"vault": "0", "passphrase": sys.argv[2]})
    for path in ("/", "/cases", "/queue"):
        answer, page = ask("GET", path)
        print(path, answer.status, "rehearsal" in page)
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as error:
    print("unreachable", error.errno)
"""


def test_a_day_in_a_network_namespace_with_nothing_but_loopback(
    world: World, places: list[Path]
) -> None:
    """It starts without being told that this is a rehearsal, and every page comes."""
    world.confidants[0].workstation.close()
    alone = ["bwrap", "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
    done = subprocess.run(
        [*alone, sys.executable, "-c", A_DAY, str(places[0]), PASSPHRASE],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "/ 200 False",
        "/cases 200 False",
        "/queue 200 False",
        "unreachable 101",
    ], done.stderr
