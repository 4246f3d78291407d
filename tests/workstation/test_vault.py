"""The vault: sealed, owned by one program at a time, all or nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workstation.small_vault import PASSPHRASE, make_small_vault, read_all

from journalist_ui.workstation.errors import Refused, VaultInUse, VaultTooNew, WrongPassphrase
from journalist_ui.workstation.passphrase_lock import ONLY_FOR_TESTS
from journalist_ui.workstation.vault import Vault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a vault with two cases and something large."""
    return make_small_vault(tmp_path / "vault")


def test_what_was_put_is_there_after_opening_again(path: Path) -> None:
    """Records and chunks survive closing."""
    contents = read_all(path)
    assert contents[1:3] == [b"content of one", b"content of two"]
    assert contents[3:] == [b"a" * 5000, b"b" * 5000] * 2


def test_the_file_is_readable_by_its_owner_only(path: Path) -> None:
    """The mode is 0600, and nothing stays beside it."""
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["vault"]


def test_nothing_readable_is_in_the_file(path: Path) -> None:
    """Neither contents nor names of records stand in the file."""
    raw = path.read_bytes()
    assert b"content of" not in raw
    assert b"plain " not in raw


def test_a_wrong_passphrase_is_told_from_damage(path: Path) -> None:
    """A wrong passphrase says so."""
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase="another passphrase")


def test_a_second_program_is_refused(path: Path) -> None:
    """While a vault is open, another process is refused in one sentence."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    script = (
        "import sys; from pathlib import Path\n"
        "from journalist_ui.workstation.vault import Vault\n"
        "from journalist_ui.workstation.errors import VaultInUse\n"
        "try: Vault.open(Path(sys.argv[1]), passphrase=sys.argv[2])\n"
        "except VaultInUse: sys.exit(7)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, path, PASSPHRASE], check=False)
    vault.close()
    assert ended.returncode == 7


def test_the_same_program_is_refused_too(path: Path) -> None:
    """A vault is open once."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with pytest.raises(VaultInUse):
        Vault.open(path, passphrase=PASSPHRASE)
    vault.close()


def test_a_place_that_is_taken_is_refused(path: Path) -> None:
    """A new vault never replaces a file."""
    before = path.read_bytes()
    with pytest.raises(Refused):
        Vault.create(path, passphrase=PASSPHRASE, cost=ONLY_FOR_TESTS)
    assert path.read_bytes() == before


def test_a_vault_of_a_newer_version_is_refused(path: Path) -> None:
    """A newer schema is not touched."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=999")
    connection.close()
    with pytest.raises(VaultTooNew):
        Vault.open(path, passphrase=PASSPHRASE)


def test_an_error_within_a_transaction_undoes_all_of_it(path: Path) -> None:
    """All or nothing, also for the inventory."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with pytest.raises(KeyError):
        _change_and_fail(vault)
    vault.close()
    assert read_all(path)[:2] == [b"plain " * 100, b"content of one"]


def _change_and_fail(vault: Vault) -> None:
    with vault.transaction():
        vault.put("settings", b"", b"changed")
        vault.destroy_case_key(b"one")
        vault.get("settings", b"no such record")


def test_a_full_disk_changes_nothing(path: Path) -> None:
    """What does not fit is refused in words, and undone."""
    whole = read_all(path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    (pages,) = vault._connection.execute("PRAGMA page_count").fetchone()
    vault._connection.execute(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(Refused, match="the disk is full"), vault.transaction():
        vault.put("settings", b"", os.urandom(100_000))
    vault.close()
    assert read_all(path) == whole


def test_a_killed_program_leaves_the_last_whole_state(path: Path) -> None:
    """Kill -9 in the middle of a transaction: all of it is gone, and nothing else."""
    whole = read_all(path)
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from journalist_ui.workstation.vault import Vault\n"
        "vault = Vault.open(Path(sys.argv[1]), passphrase=sys.argv[2])\n"
        "vault._connection.execute('PRAGMA cache_size=1')\n"
        "with vault.transaction():\n"
        "    vault.destroy_case_key(b'one')\n"
        "    for n in range(200): vault.put('many', str(n).encode(), os.urandom(5000))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, path, PASSPHRASE], check=False)
    assert ended.returncode == -9
    assert read_all(path) == whole


def test_a_destroyed_case_cannot_be_read_from_an_older_row(path: Path) -> None:
    """With the key go the records: nothing of the case is left under any name."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with vault.transaction():
        vault.destroy_case_key(b"one")
    with vault.transaction():
        assert not vault.has_case_key(b"one")
        assert [name for name, _ in vault.items("notes")] == [b"two"]
    vault.close()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "discard", "abort"]),
            st.sampled_from([b"a", b"b", b"c"]),
            st.binary(max_size=20),
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_a_vault_behaves_as_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bytes, bytes]]
) -> None:
    """Whatever is put and discarded, the vault says what a dictionary would, also after reopening."""
    place = tmp_path_factory.mktemp("vault") / "v"
    vault, known = Vault.create(place, passphrase=PASSPHRASE, cost=ONLY_FOR_TESTS), {}
    for act, name, content in steps:
        try:
            with vault.transaction():
                vault.discard("s", name) if act == "discard" else vault.put("s", name, content)
                if act == "abort":
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            continue
        known = {k: v for k, v in known.items() if k != name}
        if act == "put":
            known[name] = content
    vault.close()
    vault = Vault.open(place, passphrase=PASSPHRASE)
    with vault.transaction():
        assert dict(vault.items("s")) == known
    vault.close()
