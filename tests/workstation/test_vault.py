"""The vault: sealed, whole, owned by one program at a time, all or nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journalist_ui.workstation.errors import (
    Refused,
    VaultDamaged,
    VaultInUse,
    VaultTooNew,
    WrongPassphrase,
)
from journalist_ui.workstation.passphrase_lock import ONLY_FOR_TESTS
from journalist_ui.workstation.vault import Vault

PASSPHRASE = "twelve characters"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a vault with two cases and something large."""
    place = tmp_path / "vault"
    vault = Vault.create(place, passphrase=PASSPHRASE, cost=ONLY_FOR_TESTS)
    with vault.transaction():
        for case in (b"one", b"two"):
            vault.add_case_key(case)
            vault.put("notes", case, b"content of " + case, case=case)
            vault.put_chunks(case, [b"a" * 5000, b"b" * 5000], case=case)
        vault.put("settings", b"", b"plain " * 100)
    vault.close()
    return place


def read_all(path: Path) -> list[bytes]:
    """Return everything that a vault holds."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    try:
        with vault.transaction():
            contents = [vault.get("settings", b"")]
            contents += [content for _, content in sorted(vault.items("notes"))]
            for case in (b"one", b"two"):
                contents += vault.chunks(case, count=2, case=case)
    finally:
        vault.close()
    return contents


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


def test_another_sqlite_file_is_no_vault(tmp_path: Path) -> None:
    """A database of something else is refused."""
    with sqlite3.connect(tmp_path / "other") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(VaultDamaged):
        Vault.open(tmp_path / "other", passphrase=PASSPHRASE)


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (x)")
    connection.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"SQLite format 3\0", b"een brief", bytes(100), None],
    ids=["empty", "a byte", "a start", "text", "zeros", "another program's database"],
)
def test_a_file_that_is_no_vault_is_left_byte_for_byte(
    tmp_path: Path, content: bytes | None
) -> None:
    """A slip in the name changes nobody's file, and leaves nothing beside it."""
    path = tmp_path / "other"
    _other_database(path) if content is None else path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(VaultDamaged, match=r"not a vault.* was left as it is"):
        Vault.open(path, passphrase="only for tests")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_flipped_bit_is_noticed_or_harmless(path: Path) -> None:
    """At hundreds of places in the file: refused in words, or everything reads as it was."""
    raw, whole = path.read_bytes(), read_all(path)
    for place in range(0, len(raw), 251):
        flipped = bytearray(raw)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        try:
            contents = read_all(path)
        except WrongPassphrase:
            pytest.fail(f"byte {place} was called a wrong passphrase")
        except Refused:
            continue
        finally:
            path.with_name("vault-journal").unlink(missing_ok=True)
        assert contents == whole, f"byte {place} changed what the vault says"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_torn_file_is_refused(path: Path, share: float) -> None:
    """A file that was cut off is never half a vault."""
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(VaultDamaged):
        read_all(path)


def change(path: Path, sql: str) -> None:
    """Change the file behind the vault's back."""
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()


BEHIND_ITS_BACK = {
    "left out": "DELETE FROM records WHERE shelf = 'settings'",
    "moved": "UPDATE records SET shelf = 'other' WHERE shelf = 'settings'",
    "under another key": "UPDATE records SET key = id WHERE shelf = 'settings'",
    "twice": "INSERT INTO records SELECT 'more', id, key, nonce, sealed FROM records LIMIT 1",
    "without inventory": "UPDATE vault SET inventory = zeroblob(72)",
}


@pytest.mark.parametrize("sql", BEHIND_ITS_BACK.values(), ids=BEHIND_ITS_BACK)
def test_a_record_left_out_moved_or_added_is_noticed(path: Path, sql: str) -> None:
    """The inventory covers every record."""
    change(path, sql)
    with pytest.raises(VaultDamaged):
        Vault.open(path, passphrase=PASSPHRASE)


def test_swapped_contents_are_noticed(path: Path) -> None:
    """A record's content opens only in its own place."""
    with sqlite3.connect(path) as connection:
        first, second = connection.execute(
            "SELECT id, sealed FROM records WHERE shelf = 'notes'"
        ).fetchall()
        for (row, _), (_, sealed) in ((first, second), (second, first)):
            connection.execute("UPDATE records SET sealed = ? WHERE id = ?", (sealed, row))
    connection.close()
    with pytest.raises(VaultDamaged):
        read_all(path)


def test_swapped_chunks_are_noticed(path: Path) -> None:
    """A chunk opens only in its own place."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE chunks SET place = 1 - place + 10")
        connection.execute("UPDATE chunks SET place = place - 10")
    connection.close()
    with pytest.raises(VaultDamaged):
        read_all(path)


def test_an_earlier_state_of_one_record_is_noticed(path: Path) -> None:
    """Putting back what a record was before does not go unseen."""
    with sqlite3.connect(path) as connection:
        old = connection.execute(
            "SELECT nonce, sealed FROM records WHERE shelf = 'settings'"
        ).fetchone()
    connection.close()
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with vault.transaction():
        vault.put("settings", b"", b"newer")
    vault.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE records SET nonce = ?, sealed = ? WHERE shelf='settings'", old)
    connection.close()
    with pytest.raises(VaultDamaged):
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
