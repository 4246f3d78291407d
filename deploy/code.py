"""`make code WHO=anna`: the six digits that somebody's phone would show now, in a demo.

In a real service they come from an authenticator on a telephone, and nobody
keeps the secret beside the vault.
"""

import sys
import time
from pathlib import Path

import pyotp

from deploy.demo import FOLDER
from deploy.rehearsal import Rehearsal
from deploy.what_next import shorten

STEP_SECONDS = 30
"""As `server.second_factor`."""


def main(arguments: list[str]) -> int:
    """Print a code and how long it is good, and return an exit status."""
    folder = FOLDER
    if arguments[-2:-1] == ["--folder"]:
        folder, arguments = Path(arguments[-1]).absolute(), arguments[:-2]
    names = [person.name for person in Rehearsal(folder).people]
    if len(arguments) != 1 or arguments[0] not in names:
        print(f"say whose: make code WHO={names[0]} (or {', '.join(names[1:])})", file=sys.stderr)
        return 2
    secret = Rehearsal(folder).person(arguments[0]).desk / "totp-secret"
    if not secret.exists():
        print(f"there is no demo in {shorten(folder)} yet; make demo first", file=sys.stderr)
        return 1
    print(code_now(secret.read_text().strip(), now=int(time.time())))
    return 0


def code_now(secret: str, *, now: int) -> str:
    """Return the code of a moment, and for how many more seconds it is the newest."""
    left = STEP_SECONDS - now % STEP_SECONDS
    return f"{pyotp.TOTP(secret).at(now)}   (a new one comes in {left} s; each works once)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
