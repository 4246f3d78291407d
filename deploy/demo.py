"""`make demo`: a whole service on this machine, its story played once, and left running until Ctrl-C.

Everything stays in `.demo/`, readable by its owner only. A second run starts what
is there again, and lets the workstations give their word anew if a day has passed;
`--clean` ends a running demo and removes the folder; two at once there are not.
The passphrases and passwords lie beside the vaults: this is for looking, not for use.
"""

import json
import os
import shutil
import signal
import sys
import time
import webbrowser
from pathlib import Path

from deploy.one_demo import LOCK, end_holder, end_server, hold
from deploy.rehearsal import CONFIDANTS, Rehearsal, StepFailed
from deploy.setting_up import (
    bring,
    bring_first_bundles,
    build_site,
    enrol_everybody,
    fetch,
    hold_ceremony,
    make_vaults,
    open_server,
)
from deploy.story import AUTHOR, play
from deploy.what_next import ROOT, next_steps, shorten, write_endpoints

FOLDER = ROOT / ".demo"
PORTS = {"reporters": "127.0.0.1:8780", "portal": "127.0.0.1:8781"}
SECONDS_A_DAY = 86_400
"""A UTC day, the finest time of the protocol."""
OWNER_ONLY = 0o077
USAGE = "usage: python -m deploy.demo [--clean] [--folder FOLDER]"


def main(arguments: list[str]) -> int:
    """Play or clean, and return an exit status."""
    folder = FOLDER
    if arguments[-2:-1] == ["--folder"]:
        folder, arguments = Path(arguments[-1]).absolute(), arguments[:-2]
    if arguments not in ([], ["--clean"]):
        say(USAGE)
        return 2
    os.umask(OWNER_ONLY)
    # Also where it was started with SIGINT ignored, as shells do for what runs in the background.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if arguments:
            clean(folder)
        else:
            run(folder)
    except KeyboardInterrupt:
        say("\nEnded.")
    except (StepFailed, OSError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    return 0


def run(folder: Path) -> None:
    """Hold the folder, run the demo in it until Ctrl-C, and leave nothing running."""
    with hold(folder):
        rehearsal = Rehearsal(folder)
        try:
            end_server(rehearsal.home)
            rehearse(rehearsal)
        finally:
            # A second Ctrl-C, or make passing it on, must not leave anything running.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            rehearsal.stop()
            (folder / "endpoints.json").unlink(missing_ok=True)


def rehearse(rehearsal: Rehearsal) -> None:
    """Set up what is missing, serve, play the story once, and wait for Ctrl-C."""
    folder = rehearsal.folder
    if not (folder / "ready").exists():
        set_up(rehearsal)
    serve(rehearsal)
    if not (folder / "first-bundles").exists():
        say("The three confidants' workstations publish their keys and their first signed word.")
        bring_first_bundles(rehearsal)
        mark(folder / "first-bundles")
    write_endpoints(rehearsal, folder / "endpoints.json")
    if not (folder / "story.json").exists():
        tell_story(rehearsal)
    else:
        say("The story was played before; what it left is still there.")
        refresh(rehearsal)
    case = str(json.loads((folder / "story.json").read_text())["case"])
    say(next_steps(rehearsal, case=case, sent_today=sent_today(folder) or []))
    open_page(rehearsal.reporters)
    while rehearsal.process is not None and rehearsal.process.poll() is None:
        time.sleep(0.5)
    raise StepFailed(f"the server ended by itself; see {folder / 'server.log'}")


def set_up(rehearsal: Rehearsal) -> None:
    """Make everything that comes before serving; what a broken first run left is made anew."""
    empty(rehearsal.folder)
    say("Five vaults are made: three confidants, the Rijksrecherche, a municipality.")
    make_vaults(rehearsal)
    say("Three root holders meet; two of them sign the keyring.")
    hold_ceremony(rehearsal)
    enrol_everybody(rehearsal)
    say("The reporters' pages are built, with the root of this service compiled in.")
    build_site(rehearsal)
    say("The server gets its folder, its database, the keyring and five accounts.")
    open_server(rehearsal)
    mark(rehearsal.folder / "ready")


def serve(rehearsal: Rehearsal) -> None:
    """Start both applications, at their usual ports if those are free."""
    try:
        rehearsal.serve(**PORTS)
    except StepFailed:
        rehearsal.serve()
    say(f"Serving: reporters at {rehearsal.reporters}, the portal at {rehearsal.portal}.")


def tell_story(rehearsal: Rehearsal) -> None:
    """Play the story, and remember what it left and whose batch of today it used."""
    say("\nThe story of one report\n")
    played = play(rehearsal, say)
    left = {"codename": played.codename, "case": played.case}
    (rehearsal.folder / "story.json").write_text(json.dumps(left) + "\n")
    note_word(rehearsal.folder, [AUTHOR])


def refresh(rehearsal: Rehearsal) -> None:
    """Bring every workstation's word again if the last one is of an earlier day.

    A batch goes along only from where an answer waits, so that the others can still answer today.
    """
    if sent_today(rehearsal.folder) is not None:
        return
    say("A day has passed: the workstations import what came and give their word again.")
    sent = []
    for name in CONFIDANTS:
        person = rehearsal.person(name)
        fetch(rehearsal, person)
        state = json.loads(rehearsal.workstation("state", person, "--json"))
        if state["messages_waiting"]:
            bring(rehearsal, person)
            sent.append(name)
        else:
            bring(rehearsal, person, "--no-batch")
    note_word(rehearsal.folder, sent)


def open_page(url: str) -> None:
    """Show the reporters' page in a browser, where there is a screen to show it on."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def clean(folder: Path) -> None:
    """End what a demo on this folder still runs, and remove the folder."""
    if not folder.exists():
        say(f"There is no {shorten(folder)}.")
        return
    end_holder(folder)
    with hold(folder):
        end_server(Rehearsal(folder).home)
        shutil.rmtree(folder)
    say(f"Removed {shorten(folder)}.")


def empty(folder: Path) -> None:
    """Remove everything in a folder but the lock that we hold there."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def note_word(folder: Path, sent: list[str]) -> None:
    """Remember that every workstation gave its word today, and whose batch went with it."""
    (folder / "word.json").write_text(json.dumps({"day": today(), "batches": sent}) + "\n")


def sent_today(folder: Path) -> list[str] | None:
    """Return the confidants whose batch the demo brought today, None if no word was given today."""
    file = folder / "word.json"
    if not file.exists():
        return None
    word = json.loads(file.read_text())
    return [str(name) for name in word["batches"]] if word["day"] == today() else None


def mark(file: Path) -> None:
    """Remember that something was done, and on which day."""
    file.write_text(today())


def today() -> str:
    """Return the UTC day as a number."""
    return str(int(time.time()) // SECONDS_A_DAY)


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
