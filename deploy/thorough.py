"""Fetches what only the exhaustive tests need, into `.venv/thorough`; run by make before `test-all`.

A fuzzer and a coverage meter: pinned by hash like everything else, and kept out
of `.venv` itself, which keeps to its own lock. A second run does nothing.
"""

import shutil
import sys

from deploy.bootstrap import ENVIRONMENT, PIP, ROOT, Refusal, digest, one_at_a_time, read
from deploy.node import run

REQUIREMENTS = ROOT / "deploy" / "requirements" / "thorough.txt"
FETCHED = ENVIRONMENT / "thorough"
STAMP = FETCHED / "requirements.stamp"


def main() -> int:
    """Bring `.venv/thorough` up to date and return an exit status."""
    try:
        with one_at_a_time():
            if read(STAMP) != digest(REQUIREMENTS):
                fetch()
    except Refusal as refusal:
        print(f"thorough: {refusal}", file=sys.stderr)
        return 1
    return 0


def fetch() -> None:
    """Fetch the pinned packages, in place of old or half-fetched ones."""
    shutil.rmtree(FETCHED, ignore_errors=True)
    command = [*PIP, "install", "--require-hashes", "--only-binary", ":all:"]
    command += ["--target", str(FETCHED), "-r", str(REQUIREMENTS)]
    run(
        command,
        "the fuzzer and the coverage meter could not be fetched (the reason stands above);"
        " the exhaustive tests need them. See to that, then run this again.",
    )
    STAMP.write_text(digest(REQUIREMENTS))


if __name__ == "__main__":
    sys.exit(main())
