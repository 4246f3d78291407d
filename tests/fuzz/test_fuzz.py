"""Parsers under hostile bytes: only the named errors come out, in bounded time (docs/protocol.md section 13)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.seeds import seeds
from fuzz.targets import run, targets
from hypothesis import given, settings
from hypothesis import strategies as st

RUNS = 20_000
"""Inputs for each target in `make test-all`: some minutes in all."""
FEWER = {"codename": 1_000}
"""Looking for words that were meant takes 4 milliseconds a word."""
NAMES = sorted(targets())
SEEDS = list(seeds())


@pytest.mark.parametrize(("name", "seed"), SEEDS, ids=[name for name, _ in SEEDS])
def test_a_seed_is_accepted_by_its_parser(name: str, seed: bytes) -> None:
    """A fuzzer that starts from refused inputs finds little."""
    refused_on_purpose = {"report", "codename"}
    assert run(targets()[name], seed) or name in refused_on_purpose


def test_every_target_has_a_seed() -> None:
    """Without one a fuzzer hardly gets past the first bytes."""
    assert [name for name in NAMES if name not in dict(SEEDS)] == []


@settings(max_examples=40)
@given(st.data())
@pytest.mark.parametrize("name", NAMES)
def test_mutations_of_seeds_raise_nothing_but_named_errors(name: str, data: st.DataObject) -> None:
    """Bytes flipped, cut, repeated or invented."""
    starts = [seed for owner, seed in SEEDS if owner == name]
    raw = bytearray(data.draw(st.sampled_from(starts)) + data.draw(st.binary(max_size=20)))
    for _ in range(data.draw(st.integers(0, 4))):
        if raw:
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 200))
    raw[start : start + length] = raw[start : start + length] * data.draw(st.integers(0, 3))
    run(targets()[name], bytes(raw))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", NAMES)
def test_guided_fuzzing_finds_nothing_but_named_errors(name: str, tmp_path: Path) -> None:
    """Coverage-guided, from the seeds, a bounded number of inputs."""
    runner = Path(__file__).parent / "run.py"
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    runs = FEWER.get(name, RUNS)
    done = subprocess.run(
        [sys.executable, str(runner), name, str(corpus), str(runs)],
        capture_output=True,
        text=True,
        timeout=1100,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    executed = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    assert executed is not None
    assert int(executed[1]) >= runs
