"""`make demo`: a whole service on this machine, its story played once, and left running until Ctrl-C.

Everything stays in `.demo/`. A second run starts what is there again, and lets
the workstations give their word anew if a day has passed; `--clean` removes it.
The passphrases and passwords lie beside the vaults: this is for looking, not for use.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from deploy.rehearsal import CONFIDANTS, Rehearsal, StepFailed
from deploy.setting_up import (
    bring,
    bring_first_bundles,
    enrol_everybody,
    fetch,
    hold_ceremony,
    make_vaults,
    open_server,
)
from deploy.story import play

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".demo"
ENDPOINTS = FOLDER / "endpoints.json"
STORY = FOLDER / "story.json"
READY = FOLDER / "ready"
PORTS = {"reporters": "127.0.0.1:8780", "portal": "127.0.0.1:8781"}
SECONDS_A_DAY = 86_400
"""A UTC day, the finest time of the protocol."""


def main(arguments: list[str]) -> int:
    """Play or clean, and return an exit status."""
    if arguments == ["--clean"]:
        clean()
        return 0
    if arguments:
        say("usage: python -m deploy.demo [--clean]")
        return 2
    # Also where it was started with SIGINT ignored, as shells do for what runs in the background.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    rehearsal = Rehearsal(FOLDER)
    try:
        run(rehearsal)
    except KeyboardInterrupt:
        say("\nEnded.")
    except (StepFailed, OSError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    finally:
        # A second Ctrl-C, or make passing it on, must not leave anything running.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        rehearsal.stop()
        ENDPOINTS.unlink(missing_ok=True)
    return 0


def run(rehearsal: Rehearsal) -> None:
    """Set up what is missing, serve, play the story once, and wait for Ctrl-C."""
    if not READY.exists():
        set_up(rehearsal)
    serve(rehearsal)
    if not (FOLDER / "first-bundles").exists():
        say("The three confidants' workstations publish their keys and their first signed word.")
        bring_first_bundles(rehearsal)
        mark("first-bundles")
    write_endpoints(rehearsal)
    if not STORY.exists():
        say("\nThe story of one report\n")
        played = play(rehearsal, say)
        STORY.write_text(json.dumps({"codename": played.codename, "case": played.case}) + "\n")
        mark("word-given")
    else:
        say("The story was played before; what it left is still there.")
        refresh(rehearsal)
    say_what_next(rehearsal)
    while rehearsal.process is not None and rehearsal.process.poll() is None:
        time.sleep(0.5)
    raise StepFailed(f"the server ended by itself; see {rehearsal.folder / 'server.log'}")


def set_up(rehearsal: Rehearsal) -> None:
    """Make everything that comes before serving; what a broken first run left is made anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(mode=0o700)
    say("Five vaults are made: three confidants, the Rijksrecherche, a municipality.")
    make_vaults(rehearsal)
    say("Three root holders meet; two of them sign the keyring.")
    hold_ceremony(rehearsal)
    enrol_everybody(rehearsal)
    say("The server gets its folder, its database, the keyring and five accounts.")
    open_server(rehearsal)
    mark("ready")


def serve(rehearsal: Rehearsal) -> None:
    """Start both applications, at their usual ports if those are free."""
    try:
        rehearsal.serve(**PORTS)
    except StepFailed:
        rehearsal.serve()
    say(f"Serving: reporters at {rehearsal.reporters}, the portal at {rehearsal.portal}.")


def refresh(rehearsal: Rehearsal) -> None:
    """Bring every workstation's word again if the last one is of an earlier day."""
    if (FOLDER / "word-given").read_text() == today():
        return
    say("A day has passed: the workstations import what came and give their word again.")
    for name in CONFIDANTS:
        fetch(rehearsal, rehearsal.person(name))
        bring(rehearsal, rehearsal.person(name))
    mark("word-given")


def write_endpoints(rehearsal: Rehearsal) -> None:
    """Write where everything is, for people and for other programs."""
    staff = [
        {
            "name": person.name,
            "password": (person.desk / "password").read_text().strip(),
            "totp_secret": (person.desk / "totp-secret").read_text().strip(),
        }
        for person in rehearsal.people
    ]
    workstations = [
        {
            "name": person.name,
            "role": person.role,
            "vault": str(person.vault),
            "passphrase_file": str(person.passphrase_file),
            "url": None,
        }
        for person in rehearsal.people
    ]
    endpoints = {
        "reporter": rehearsal.reporters,
        "portal": rehearsal.portal,
        "server_home": str(rehearsal.home),
        "root": rehearsal.root,
        "staff": staff,
        "workstations": workstations,
    }
    partial = ENDPOINTS.with_suffix(".new")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(endpoints, indent=2) + "\n")
    partial.replace(ENDPOINTS)


def say_what_next(rehearsal: Rehearsal) -> None:
    """Print commands that can be copied, with everything filled in."""
    anna = rehearsal.person("anna")
    service = f"--server {rehearsal.reporters} --root {rehearsal.root}"
    unlock = f"--vault {shorten(anna.vault)} --passphrase-file {shorten(anna.passphrase_file)}"
    desk = (
        f"--portal {rehearsal.portal} --name anna --password-file {shorten(anna.desk)}/password"
        f" --totp-secret-file {shorten(anna.desk)}/totp-secret"
    )
    say(
        f"""
What to try next, in another terminal in this folder:

  report something     .venv/bin/sluis-report send {service} \\
                         --line bedreiging --text README.md
  look for answers     .venv/bin/sluis-report check {service}
                         (the codename of the story is in .demo/story.json)
  get what came in     .venv/bin/sluis-courier get {desk} \\
                         --out in.bundle
  open it, offline     .venv/bin/sluis-workstation import {unlock} in.bundle
                       .venv/bin/sluis-workstation cases {unlock}
  the server's state   .venv/bin/sluis-server state --home {shorten(rehearsal.home)}

Addresses, accounts and vaults of everybody are in .demo/endpoints.json.
Ctrl-C ends everything; `make demo` starts it again; `make demo-clean` removes it."""
    )


def clean() -> None:
    """End what a demo on this folder still runs, and remove its folder."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        pid = json.loads((FOLDER / "server" / "run" / "endpoints.json").read_text())["pid"]
        os.kill(pid, signal.SIGTERM)
        time.sleep(2)
    shutil.rmtree(FOLDER, ignore_errors=True)
    say("Removed .demo.")


def mark(name: str) -> None:
    """Remember the day on which something was done."""
    (FOLDER / name).write_text(today())


def today() -> str:
    """Return the UTC day as a number."""
    return str(int(time.time()) // SECONDS_A_DAY)


def shorten(path: Path) -> str:
    """Return a path as seen from this folder."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
