"""Fetches what only the exhaustive tests need, into `.venv/thorough`; run by make before `test-all`.

A fuzzer and a coverage meter: pinned by hash like everything else, and kept out
of `.venv` itself, which keeps to its own lock. A second run does nothing.
"""

import sys

from deploy.bootstrap import ENVIRONMENT, ROOT, do_step
from deploy.node import fetch_pinned, is_fetched

REQUIREMENTS = ROOT / "deploy" / "requirements" / "thorough.txt"
FETCHED = ENVIRONMENT / "thorough"


def main() -> int:
    """Bring `.venv/thorough` up to date and return an exit status."""
    return do_step("thorough", bring_up_to_date)


def bring_up_to_date() -> None:
    """Fetch the pinned packages, unless they are there."""
    if not is_fetched(REQUIREMENTS, FETCHED):
        fetch_pinned(
            REQUIREMENTS,
            FETCHED,
            "the fuzzer and the coverage meter could not be fetched (the reason stands above);"
            " the exhaustive tests need them. See to that, then run this again.",
        )


if __name__ == "__main__":
    sys.exit(main())
