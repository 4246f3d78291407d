"""The vault: sealed records on shelves, and sealed chunks of large objects.

What it guarantees: a record can be read only with the passphrase; a record of a
case only with the case's key, so that destroying that one key destroys the case;
no record can be altered, moved, left out or put back to an earlier state one by
one, because each is bound to its place and an inventory covers all of them.
What it does not: that the whole file is the newest copy of itself.

Names of records are stored as keyed hashes, so that a file without its
passphrase does not tell which reports it holds. Every change happens in a
transaction: all of it or nothing.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crypto.randomness import random_bytes
from journalist_ui.workstation import passphrase_lock, vault_file
from journalist_ui.workstation.errors import VaultDamaged
from journalist_ui.workstation.sealed_rows import (
    DAMAGED,
    KEY_SIZE,
    NONCE_SIZE,
    derive_key,
    open_row,
    place_of,
    seal_row,
)

CASE_KEYS = "case-keys"
_NO_CASE = b""


class Vault:
    """An open vault; use `create` or `open`, and change it within `transaction`."""

    def __init__(self, connection: sqlite3.Connection, vault_key: bytes) -> None:
        self._connection = connection
        self._record_key = derive_key(vault_key, b"sluis records")
        self._name_key = derive_key(vault_key, b"sluis names")
        self._inventory_key = derive_key(vault_key, b"sluis inventory")
        self._inventory = 0
        self._case_keys: dict[bytes, bytes] = {}

    @classmethod
    def create(cls, path: Path, *, passphrase: str, cost: passphrase_lock.Cost) -> "Vault":
        """Make a new vault at `path`, where nothing may be."""
        vault_key = random_bytes(KEY_SIZE)
        lock = passphrase_lock.make_lock(vault_key, passphrase=passphrase, cost=cost)
        vault = cls(vault_file.create_file(path), vault_key)
        with vault_file.refusing_in_words():
            vault._connection.execute("INSERT INTO vault VALUES (1, ?, ?)", (lock, b""))
            vault._write_inventory()
        return vault

    @classmethod
    def open(cls, path: Path, *, passphrase: str) -> "Vault":
        """Open the vault at `path`; `WrongPassphrase`, `VaultDamaged`, `VaultInUse` or `VaultTooNew` if not."""
        connection = vault_file.open_file(path)
        try:
            with vault_file.refusing_in_words():
                row = connection.execute("SELECT lock, inventory FROM vault").fetchone()
            if row is None:
                raise VaultDamaged(DAMAGED)
            vault = cls(connection, passphrase_lock.open_lock(row[0], passphrase=passphrase))
            with vault_file.refusing_in_words():
                vault._check_inventory(row[1])
        except BaseException:
            connection.close()
            raise
        return vault

    def close(self) -> None:
        """Close the file and let go of its lock."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything done within, or nothing of it."""
        inventory = self._inventory
        with vault_file.refusing_in_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                if self._inventory != inventory:
                    self._write_inventory()
                self._connection.execute("COMMIT")
            except BaseException:
                self._inventory = inventory
                self._case_keys.clear()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def put(self, shelf: str, name: bytes, content: bytes, *, case: bytes = _NO_CASE) -> None:
        """Store a record, in place of one of the same name; with `case` under that case's key."""
        self.discard(shelf, name)
        row, key = self._hide(shelf, name), self._key_row(case)
        plain = len(name).to_bytes(2, "big") + name + content
        place = place_of(shelf, row, key)
        nonce, sealed = seal_row(plain, place=place, key=self._key_of(key))
        self._connection.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?)", (shelf, row, key, nonce, sealed)
        )
        self._inventory ^= self._mark(place, nonce)

    def has(self, shelf: str, name: bytes) -> bool:
        """Tell whether there is a record of this name."""
        query = "SELECT 1 FROM records WHERE shelf = ? AND id = ?"
        return (
            self._connection.execute(query, (shelf, self._hide(shelf, name))).fetchone() is not None
        )

    def get(self, shelf: str, name: bytes) -> bytes:
        """Return the content of a record; `KeyError` if there is none."""
        query = "SELECT key, nonce, sealed FROM records WHERE shelf = ? AND id = ?"
        row = self._hide(shelf, name)
        found = self._connection.execute(query, (shelf, row)).fetchone()
        if found is None:
            raise KeyError(f"no record on the shelf {shelf}")
        return self._open(shelf, row, *found)[1]

    def items(self, shelf: str, *, case: bytes | None = None) -> Iterator[tuple[bytes, bytes]]:
        """Yield (name, content) of the records on a shelf, of one case if it is named."""
        query = "SELECT id, key, nonce, sealed FROM records WHERE shelf = ?"
        values: tuple[object, ...] = (shelf,)
        if case is not None:
            query, values = query + " AND key = ?", (shelf, self._key_row(case))
        # Read at once, so that the caller may change the shelf while going through it.
        for row, key, nonce, sealed in self._connection.execute(query, values).fetchall():
            yield self._open(shelf, row, key, nonce, sealed)

    def count(self, shelf: str) -> int:
        """Return how many records a shelf holds."""
        query = "SELECT count(*) FROM records WHERE shelf = ?"
        (number,) = self._connection.execute(query, (shelf,)).fetchone()
        return int(number)

    def discard(self, shelf: str, name: bytes) -> None:
        """Delete a record if it is there, and overwrite where it was."""
        self._delete("shelf = ? AND id = ?", (shelf, self._hide(shelf, name)))

    def add_case_key(self, case: bytes) -> None:
        """Make the key of a new case."""
        self.put(CASE_KEYS, case, random_bytes(KEY_SIZE))

    def has_case_key(self, case: bytes) -> bool:
        """Tell whether the vault can read this case."""
        return self.has(CASE_KEYS, case)

    def destroy_case_key(self, case: bytes) -> None:
        """Delete a case's key and every record under it; large objects are the caller's to delete."""
        self._delete("key = ?", (self._hide(CASE_KEYS, case),))
        self.discard(CASE_KEYS, case)
        self._case_keys.clear()

    def put_chunks(
        self, name: bytes, pieces: Iterable[bytes], *, case: bytes = _NO_CASE
    ) -> tuple[int, int]:
        """Store a large object in chunks as they come; return how many they are, and their bytes."""
        self.delete_chunks(name)
        row, key = self._hide("chunks", name), self._key_of(self._key_row(case))
        count = size = 0
        for piece in pieces:
            place = place_of("chunks", row, count.to_bytes(8, "big"))
            nonce, sealed = seal_row(piece, place=place, key=key)
            self._connection.execute(
                "INSERT INTO chunks VALUES (?, ?, ?)", (row, count, nonce + sealed)
            )
            count, size = count + 1, size + len(piece)
        return count, size

    def chunks(
        self, name: bytes, *, count: int, start: int = 0, case: bytes = _NO_CASE
    ) -> Iterator[bytes]:
        """Yield the chunks of a large object up to number `count`, from `start`, or raise `VaultDamaged`."""
        row, key = self._hide("chunks", name), self._key_of(self._key_row(case))
        for number in range(start, count):
            query = "SELECT sealed FROM chunks WHERE object = ? AND place = ?"
            found = self._connection.execute(query, (row, number)).fetchone()
            if found is None:
                raise VaultDamaged(DAMAGED)
            place = place_of("chunks", row, number.to_bytes(8, "big"))
            yield open_row(found[0][NONCE_SIZE:], nonce=found[0][:NONCE_SIZE], place=place, key=key)

    def delete_chunks(self, name: bytes) -> None:
        """Delete a large object if it is there."""
        self._connection.execute(
            "DELETE FROM chunks WHERE object = ?", (self._hide("chunks", name),)
        )

    def _open(
        self, shelf: str, row: bytes, key: bytes, nonce: bytes, sealed: bytes
    ) -> tuple[bytes, bytes]:
        place = place_of(shelf, row, key)
        plain = open_row(sealed, nonce=nonce, place=place, key=self._key_of(key))
        size = int.from_bytes(plain[:2], "big")
        return plain[2 : 2 + size], plain[2 + size :]

    def _hide(self, shelf: str, name: bytes) -> bytes:
        message = shelf.encode() + b"\0" + name
        return hashlib.blake2b(message, key=self._name_key, digest_size=16).digest()

    def _key_row(self, case: bytes) -> bytes:
        return self._hide(CASE_KEYS, case) if case else _NO_CASE

    def _key_of(self, key_row: bytes) -> bytes:
        if key_row == _NO_CASE:
            return self._record_key
        if key_row not in self._case_keys:
            query = "SELECT key, nonce, sealed FROM records WHERE shelf = ? AND id = ?"
            found = self._connection.execute(query, (CASE_KEYS, key_row)).fetchone()
            if found is None:
                raise VaultDamaged(DAMAGED)
            self._case_keys[key_row] = self._open(CASE_KEYS, key_row, *found)[1]
        return self._case_keys[key_row]

    def _delete(self, where: str, values: tuple[object, ...]) -> None:
        query = f"SELECT shelf, id, key, nonce FROM records WHERE {where}"  # noqa: S608
        for shelf, row, key, nonce in self._connection.execute(query, values).fetchall():
            self._inventory ^= self._mark(place_of(shelf, row, key), nonce)
            self._connection.execute("DELETE FROM records WHERE shelf = ? AND id = ?", (shelf, row))

    def _mark(self, place: bytes, nonce: bytes) -> int:
        digest = hashlib.blake2b(place + nonce, key=self._inventory_key, digest_size=32).digest()
        return int.from_bytes(digest, "big")

    def _write_inventory(self) -> None:
        inventory = self._inventory.to_bytes(32, "big")
        nonce, sealed = seal_row(inventory, place=b"inventory", key=self._record_key)
        self._connection.execute("UPDATE vault SET inventory = ?", (nonce + sealed,))

    def _check_inventory(self, sealed: bytes) -> None:
        written = open_row(
            sealed[NONCE_SIZE:],
            nonce=sealed[:NONCE_SIZE],
            place=b"inventory",
            key=self._record_key,
        )
        query = "SELECT shelf, id, key, nonce FROM records"
        for shelf, row, key, nonce in self._connection.execute(query):
            self._inventory ^= self._mark(place_of(shelf, row, key), nonce)
        if self._inventory.to_bytes(32, "big") != written:
            raise VaultDamaged(DAMAGED)
