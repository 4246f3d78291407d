"""What a passphrase costs: about a second on the machine that made the vault, kept in the vault."""

import hashlib
from pathlib import Path

import pytest

from journalist_ui.workstation import open_vault, passphrase_lock
from journalist_ui.workstation.errors import VaultDamaged
from journalist_ui.workstation.passphrase_lock import (
    LEAST,
    MAX_MEMORY_KIB,
    MAX_PASSES,
    ONLY_FOR_TESTS,
    Cost,
    calibrate,
    make_lock,
    open_lock,
)
from journalist_ui.workstation.workstation import Workstation

PASSPHRASE = "only for tests, not a secret"
KEY = b"k" * 32


def take(monkeypatch: pytest.MonkeyPatch, *seconds: float) -> None:
    """Let the derivations take so long, one after the other, on a clock of the test's own."""
    clock, left = [0.0], list(seconds)

    def derive(_passphrase: str, _salt: bytes, cost: Cost) -> bytes:
        assert cost == LEAST
        clock[0] += left.pop(0)
        return KEY

    monkeypatch.setattr(passphrase_lock, "_derive", derive)
    monkeypatch.setattr(passphrase_lock.time, "perf_counter", lambda: clock[0])


def test_the_cost_is_about_a_second_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second for the least: ten times the passes, over the same memory."""
    take(monkeypatch, 0.1, 0.1, 0.1)
    assert calibrate() == Cost(64 * 1024, 30)


def test_a_moment_in_which_the_machine_was_busy_makes_no_vault_cheaper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The quickest of three counts."""
    take(monkeypatch, 0.9, 0.1, 0.4)
    assert calibrate() == Cost(64 * 1024, 30)


def test_a_slow_machine_gets_no_less_than_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MiB and three passes, however long they take."""
    take(monkeypatch, 5.0, 5.0, 5.0)
    assert calibrate() == LEAST == Cost(64 * 1024, 3)


def test_the_least_takes_its_memory_in_earnest() -> None:
    """Once with the real derivation: it opens, and the lock says what it cost."""
    lock = make_lock(KEY, passphrase=PASSPHRASE, cost=LEAST)
    assert lock[1:10] == (64 * 1024).to_bytes(4, "big") + (3).to_bytes(4, "big") + b"\1"
    assert open_lock(lock, passphrase=PASSPHRASE) == KEY


def test_a_lock_opens_by_what_it_says_whatever_a_later_version_would_choose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The parameters are stored with it."""
    lock = make_lock(KEY, passphrase=PASSPHRASE, cost=Cost(memory_kib=32, passes=2, lanes=2))
    monkeypatch.setattr(passphrase_lock, "LEAST", Cost(128 * 1024, 9))
    assert open_lock(lock, passphrase=PASSPHRASE) == KEY


@pytest.mark.parametrize("cost", [(MAX_MEMORY_KIB + 1, 1), (8, MAX_PASSES + 1)])
def test_a_lock_that_asks_for_the_whole_machine_is_refused(
    cost: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is derived."""
    lock = make_lock(KEY, passphrase=PASSPHRASE, cost=ONLY_FOR_TESTS)
    memory, passes = (number.to_bytes(4, "big") for number in cost)
    raw = lock[:1] + memory + passes + lock[9:-16]
    take(monkeypatch)
    with pytest.raises(VaultDamaged, match="of a kind that this version does not know"):
        open_lock(raw + hashlib.sha256(raw).digest()[:16], passphrase=PASSPHRASE)


def test_a_new_vault_is_calibrated_unless_its_maker_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command line says nothing."""
    measured = Cost(memory_kib=16, passes=2)
    monkeypatch.setattr(open_vault, "calibrate", lambda: measured)
    costs = []
    monkeypatch.setattr(
        passphrase_lock,
        "make_lock",
        lambda key, *, passphrase, cost: (
            costs.append(cost) or make_lock(key, passphrase=passphrase, cost=cost)
        ),
    )
    place = tmp_path / "vault"
    Workstation.create(place, passphrase=PASSPHRASE, role="confidant", name="anna").close()
    assert costs == [measured]
