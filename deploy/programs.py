"""Finds the programs that tests need, and installs Debian's where there are none; run by make before the tests.

The tests drive a real browser that the machine has (Chromium always, Firefox in
`make test-all`), the real sandbox, Bubblewrap, a PostgreSQL of their own, and in
`make test-all` a Tor network of their own. Nothing is downloaded but a package of the
system's own, by its own package manager; where that is not possible, the refusal
says what to install.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from deploy.bootstrap import Refusal, do_step


@dataclass(frozen=True, slots=True)
class Program:
    """What the tests need, by the names that its program may have, and the Debian package that has it.

    `folders` are patterns of where it may be beside the PATH; `instead` does the same, slower.
    """

    name: str
    commands: tuple[str, ...]
    package: str
    folders: tuple[str, ...] = ()
    instead: "Program | None" = None


CHROMIUM = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
# The same browser without the windows that nobody sees: half of the work of a test in a browser.
HEADLESS = Program(
    "Chromium's headless shell",
    ("chromium-headless-shell",),
    "chromium-headless-shell",
    instead=CHROMIUM,
)
FIREFOX = Program("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
BUBBLEWRAP = Program("Bubblewrap", ("bwrap",), "bubblewrap")
POSTGRESQL = Program(
    "PostgreSQL", ("initdb",), "postgresql", ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
)
TOR = Program("Tor", ("tor",), "tor")
NGINX = Program("nginx", ("nginx",), "nginx", ("/usr/sbin",))
CADDY = Program("Caddy", ("caddy",), "caddy")
PROGRAMS = {
    "bubblewrap": BUBBLEWRAP,
    "caddy": CADDY,
    "chromium": CHROMIUM,
    "firefox": FIREFOX,
    "headless": HEADLESS,
    "nginx": NGINX,
    "postgresql": POSTGRESQL,
    "tor": TOR,
}
PATIENCE = (
    *("-o", "DPkg::Lock::Timeout=300"),
    *("-o", "Acquire::http::Timeout=30"),
)
"""In seconds: somebody else may be installing something at the same moment; a network may be none."""


def main(arguments: Sequence[str]) -> int:
    """Have every program named in the arguments here and return an exit status."""
    return do_step("programs", lambda: have_all(arguments))


def have_all(names: Sequence[str]) -> None:
    """Have every program of these names here, or raise `Refusal`."""
    for name in names:
        have(PROGRAMS[name])


def have(program: Program) -> None:
    """Install a program unless the machine has it, or raise `Refusal`."""
    if find(program) is not None:
        return
    try:
        install(program)
    except Refusal:
        if program.instead is None:
            raise
        print(f"programs: no {program.name} here; the tests do with {program.instead.name}.")
        have(program.instead)
    else:
        if find(program) is None:
            raise Refusal(how_to_get(program))


def find(program: Program) -> Path | None:
    """Return where a program is: on this machine's PATH, or in the newest of its own folders."""
    paths = [shutil.which(command) for command in program.commands]
    for pattern in program.folders:
        for folder in sorted(glob(pattern), reverse=True):
            paths += [shutil.which(command, path=folder) for command in program.commands]
    return next((Path(path) for path in paths if path), None)


def ready(program: Program) -> Path:
    """Return where a program is, or raise `Refusal`: the tests install nothing."""
    path = find(program)
    if path is not None:
        return path
    if program.instead is not None:
        return ready(program.instead)
    raise Refusal(how_to_get(program))


def install(program: Program) -> None:
    """Install the package of a program, or raise `Refusal`."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise Refusal(how_to_get(program))
    print(f"programs: installing {program.package} for the tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, *PATIENCE, "update", "-qq"],
        [apt, *PATIENCE, "install", "-qq", "--no-install-recommends", program.package],
    ):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        )
        if done.returncode:
            raise Refusal(how_to_get(program))


def how_to_get(program: Program) -> str:
    """Return the sentence that says what is missing."""
    return (
        f"the tests need {program.name}, and this machine has none that they could install;"
        f" install it (on Debian: apt-get install {program.package}) and run this again."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
