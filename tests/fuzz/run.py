"""Fuzz one target with coverage guidance: `python tests/fuzz/run.py TARGET CORPUS RUNS`.

Exits with a status other than zero if anything but a named error comes out, and
leaves the input that did it in the current folder. Bounded by runs and by the
time for one input; memory is bounded by libFuzzer.
"""

import sys
from pathlib import Path

import atheris

SECONDS_FOR_ONE = 5
MEMORY_MIB = 2048
LONGEST = 70_000
"""Bytes of an input: a text part and an event part fit, a drop has a few batches less."""

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]
with atheris.instrument_imports(include=["crypto"]):
    from fuzz import seeds, targets


def main(name: str, corpus: str, runs: str) -> None:
    """Fuzz the target of this name."""
    target = targets.targets()[name]
    for number, (owner, seed) in enumerate(seeds.seeds()):
        if owner == name:
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
    options = [
        *(f"-runs={runs}", f"-timeout={SECONDS_FOR_ONE}", f"-rss_limit_mb={MEMORY_MIB}"),
        *(f"-max_len={LONGEST}", "-print_final_stats=1", corpus),
    ]
    atheris.Setup([sys.argv[0], *options], lambda raw: targets.run(target, raw))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
