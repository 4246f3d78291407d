"""A vault that somebody changed behind its back: noticed, and left as it was found."""

import sqlite3
from pathlib import Path

import pytest
from workstation.small_vault import PASSPHRASE, make_small_vault, read_all

from journalist_ui.workstation.errors import Refused, VaultDamaged, WrongPassphrase
from journalist_ui.workstation.vault import Vault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a vault with two cases and something large."""
    return make_small_vault(tmp_path / "vault")


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
