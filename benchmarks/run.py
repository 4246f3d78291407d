"""Measures everything, holds it against the budgets, and writes benchmarks/results.json.

    python -m benchmarks.run [GROUP ...]      all groups, or the named ones

Each figure is taken on this machine, on loopback only, in bounded loops. Compare
ratios and medians: absolute times differ from machine to machine.
"""

import json
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks import (
    attachment,
    backups,
    browser,
    drop,
    scaling,
    sealing,
    server,
    stores,
    workstation,
)
from benchmarks.measure import Result

GROUPS = {
    "sealing": sealing.measure,
    "drop": drop.measure,
    "scaling": scaling.measure,
    "browser": browser.measure,
    "server": server.measure,
    "stores": stores.measure,
    "backups": backups.measure,
    "workstation": workstation.measure,
    "attachment": attachment.measure,
}
RESULTS = Path(__file__).resolve().parent / "results.json"


def main(names: list[str]) -> int:
    """Run the named groups and return 1 if a budget does not hold."""
    unknown = set(names) - GROUPS.keys()
    if unknown:
        print(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
        return 2
    results: list[Result] = []
    for name in names or GROUPS:
        print(f"\n{name}", flush=True)
        for result in GROUPS[name]():
            results.append(result)
            print(_line(result), flush=True)
    RESULTS.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n")
    print(f"\nPython {platform.python_version()}; written to benchmarks/results.json")
    return int(any(result.holds is False for result in results))


def _line(result: Result) -> str:
    verdict = {None: "", True: "holds", False: "DOES NOT HOLD"}[result.holds]
    figure = f"{result.value:,.3g} {result.unit}"
    return f"  {result.name:<58} {figure:>14}   {result.budget:<10} {verdict}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
