"""`make demo`: a whole service on this machine with its workstations, and a guide through one case.

Everything stays in `.demo/`, readable by its owner only. A second run starts what
is there again, and lets the workstations give their word anew if a day has passed;
`--story` has the four commands play the case instead of the reader; `--clean` ends a
running demo and removes the folder; two at once there are not. Passphrases and
passwords lie beside the vaults, and in the guide: this is for looking, not for use.
"""

import os
import shutil
import signal
import sys
import time
import webbrowser
from contextlib import ExitStack
from pathlib import Path

from deploy.desks import RunningDesk, start_desk, stop_desks
from deploy.guiding import LANGUAGES, Guide, Language, in_terminal, make_guide
from deploy.guiding_page import FILES, write_pages
from deploy.guiding_values import RECIPIENT, choose_author, collect_values, texts_to_copy
from deploy.one_demo import LOCK, end_holder, end_server, hold
from deploy.rehearsal import CONFIDANTS, Rehearsal, StepFailed
from deploy.setting_up import (
    bring_first_bundles,
    build_site,
    enrol_everybody,
    give_word,
    hold_ceremony,
    make_vaults,
    open_server,
    sign_site,
)
from deploy.story import AUTHOR, play
from deploy.what_next import ROOT, next_steps, shorten, write_endpoints

FOLDER = ROOT / ".demo"
PORTS = {"reporters": "127.0.0.1:8780", "portal": "127.0.0.1:8781"}
WORKSTATIONS = (("anna", "bram"), ("chris",), (RECIPIENT,))
"""Whose vaults lie on which machine: two confidants share one, so that they can approve side by side."""
LAYOUT = "2"
"""How the folder is laid out; one of another layout is made anew."""
OWNER_ONLY = 0o077
USAGE = "usage: python -m deploy.demo [--story | --clean] [--folder FOLDER]"


def main(arguments: list[str]) -> int:
    """Guide, tell or clean, and return an exit status."""
    folder = FOLDER
    if arguments[-2:-1] == ["--folder"]:
        folder, arguments = Path(arguments[-1]).absolute(), arguments[:-2]
    if arguments not in ([], ["--story"], ["--clean"]):
        say(USAGE)
        return 2
    os.umask(OWNER_ONLY)
    # Also where it was started with SIGINT ignored, as shells do for what runs in the background.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if arguments == ["--clean"]:
            clean(folder)
        else:
            run(folder, tells=arguments == ["--story"])
    except KeyboardInterrupt:
        say("\nEnded.")
    except (StepFailed, OSError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    return 0


def run(folder: Path, *, tells: bool) -> None:
    """Hold the folder, run the demo in it until Ctrl-C, and leave nothing running."""
    with hold(folder):
        rehearsal = Rehearsal(folder)
        desks: list[RunningDesk] = []
        try:
            end_server(rehearsal.home)
            rehearse(rehearsal)
            if tells:
                tell_story(rehearsal)
            else:
                guide(rehearsal, desks)
            wait_for_the_end(rehearsal, desks)
        finally:
            # A second Ctrl-C, or make passing it on, must not leave anything running.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            with ExitStack() as ending:
                ending.callback((folder / "endpoints.json").unlink, missing_ok=True)
                ending.callback(rehearsal.stop)
                ending.callback(stop_desks, desks)


def rehearse(rehearsal: Rehearsal) -> None:
    """Set up what is missing, serve, and see that every workstation has given its word today."""
    folder, ready = rehearsal.folder, rehearsal.folder / "ready"
    if ready.exists() and ready.read_text() == LAYOUT:
        rehearsal.run("sluis-server", "migrate", "--home", rehearsal.home)
    else:
        set_up(rehearsal)
    serve(rehearsal)
    if not (folder / "first-bundles").exists():
        say("The three confidants' workstations publish their keys and their first signed word.")
        bring_first_bundles(rehearsal)
        (folder / "first-bundles").touch()
    else:
        for name in CONFIDANTS:
            give_word(rehearsal, rehearsal.person(name))
    write_endpoints(rehearsal, folder / "endpoints.json")


def set_up(rehearsal: Rehearsal) -> None:
    """Make everything that comes before serving; what a broken or an older run left is made anew."""
    empty(rehearsal.folder)
    say("Five vaults are made: three confidants, the Rijksrecherche, a municipality.")
    make_vaults(rehearsal)
    say("Three root holders meet; two of them sign the keyring.")
    hold_ceremony(rehearsal)
    enrol_everybody(rehearsal)
    say("The reporters' pages are built, with the root of this service compiled in.")
    build_site(rehearsal)
    say("Two root holders sign the list of its files.")
    sign_site(rehearsal)
    say("The server gets its folder, its database, the keyring and five accounts.")
    open_server(rehearsal)
    (rehearsal.folder / "ready").write_text(LAYOUT)


def serve(rehearsal: Rehearsal) -> None:
    """Start both applications, at their usual ports if those are free."""
    try:
        rehearsal.serve(**PORTS)
    except StepFailed:
        rehearsal.serve()
    say(f"Serving: reporters at {rehearsal.reporters}, the portal at {rehearsal.portal}.")


def guide(rehearsal: Rehearsal, desks: list[RunningDesk]) -> None:
    """Start the workstations, and print and open the guide through one case."""
    say("The workstations start.")
    author = start_workstations(rehearsal, desks)
    write_endpoints(rehearsal, rehearsal.folder / "endpoints.json", desks)
    guides = write_guide(rehearsal, desks, author=author)
    page = (rehearsal.folder / "guide" / FILES[spoken()]).as_uri()
    say(f"\n{in_terminal(guides[spoken()])}\n\n{page}")
    portal = guides[spoken()].values["portal"]
    open_pages([rehearsal.reporters, portal, *(desk.link for desk in desks), page])


def start_workstations(rehearsal: Rehearsal, desks: list[RunningDesk]) -> str:
    """Start a desk on every machine, add them to the list, and return who can answer today."""
    author = choose_author(rehearsal)
    for names in WORKSTATIONS:
        people = [rehearsal.person(name) for name in names]
        desks.append(start_desk(people, log=rehearsal.folder / "desks.log"))
    return author


def write_guide(
    rehearsal: Rehearsal, desks: list[RunningDesk], *, author: str
) -> dict[Language, Guide]:
    """Write the guide's pages, with fresh codes in them, and return it in each language."""
    values = collect_values(rehearsal, desks, author=author)
    guides = {
        language: make_guide(language, values | texts_to_copy(language)) for language in LANGUAGES
    }
    write_pages(list(guides.values()), rehearsal.folder / "guide")
    return guides


def tell_story(rehearsal: Rehearsal) -> None:
    """Play the story by the commands, once a day, and say what can be typed next."""
    if choose_author(rehearsal) != AUTHOR:
        raise StepFailed(
            f"{AUTHOR.capitalize()} has sent a batch today, and there is one a day: tell the story"
            " tomorrow, or begin anew with `make demo-clean`"
        )
    say("\nThe story of one report\n")
    played = play(rehearsal, say)
    say(next_steps(rehearsal, case=played.case, sent_today=[AUTHOR]))


def wait_for_the_end(rehearsal: Rehearsal, desks: list[RunningDesk]) -> None:
    """Wait until Ctrl-C, or raise `StepFailed` when something ended by itself."""
    while rehearsal.process is not None and rehearsal.process.poll() is None:
        if any(desk.process.poll() is not None for desk in desks):
            log = rehearsal.folder / "desks.log"
            raise StepFailed(f"a workstation ended by itself; see {log}")
        time.sleep(0.5)
    raise StepFailed(f"the server ended by itself; see {rehearsal.folder / 'server.log'}")


def spoken() -> Language:
    """Return the language of this terminal, as far as the guide speaks it."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "nl" if next(filter(None, names), "").startswith("nl") else "en"


def open_pages(urls: list[str]) -> None:
    """Show pages in a browser, the last one in front, where there is a screen to show them on."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        for url in urls:
            webbrowser.open_new_tab(url)


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


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
