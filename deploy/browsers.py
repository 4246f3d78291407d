"""Finds a browser for the tests, and installs Debian's where there is none; run by make before the tests.

The tests drive a real browser that the machine has: Chromium always, Firefox in
`make test-all`. Nothing is downloaded but a package of the system's own, by its
own package manager; where that is not possible, the refusal says what to install.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.bootstrap import Refusal, one_at_a_time


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser by the names of its program, and the Debian package that has it."""

    name: str
    programs: tuple[str, ...]
    package: str


CHROMIUM = Browser("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
FIREFOX = Browser("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
BROWSERS = {"chromium": CHROMIUM, "firefox": FIREFOX}
WAIT_FOR_LOCK = ("-o", "DPkg::Lock::Timeout=300")
"""Somebody else may be installing something at the same moment."""


def main(arguments: Sequence[str]) -> int:
    """Have every browser named in the arguments here and return an exit status."""
    try:
        with one_at_a_time():
            for name in arguments:
                have(BROWSERS[name])
    except Refusal as refusal:
        print(f"browsers: {refusal}", file=sys.stderr)
        return 1
    return 0


def have(browser: Browser) -> None:
    """Install a browser unless the machine has it, or raise `Refusal`."""
    if find(browser) is None:
        install(browser)
        if find(browser) is None:
            raise Refusal(how_to_get(browser))


def find(browser: Browser) -> Path | None:
    """Return the program of a browser on this machine's PATH."""
    paths = (shutil.which(program) for program in browser.programs)
    return next((Path(path) for path in paths if path), None)


def ready(browser: Browser) -> Path:
    """Return the program of a browser, or raise `Refusal`: the tests install nothing."""
    program = find(browser)
    if program is None:
        raise Refusal(how_to_get(browser))
    return program


def install(browser: Browser) -> None:
    """Install the package of a browser, or raise `Refusal`."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise Refusal(how_to_get(browser))
    print(f"browsers: installing {browser.package} for the tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, *WAIT_FOR_LOCK, "update", "-qq"],
        [apt, *WAIT_FOR_LOCK, "install", "-qq", "--no-install-recommends", browser.package],
    ):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        )
        if done.returncode:
            raise Refusal(how_to_get(browser))


def how_to_get(browser: Browser) -> str:
    """Return the sentence that says what is missing."""
    return (
        f"the tests need {browser.name}, and this machine has none that they could install;"
        f" install it (on Debian: apt-get install {browser.package}) and run this again."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
