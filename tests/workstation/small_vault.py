"""A vault with a little of everything in it, for tests."""

from pathlib import Path

from journalist_ui.workstation.passphrase_lock import ONLY_FOR_TESTS
from journalist_ui.workstation.vault import Vault

PASSPHRASE = "twelve characters"


def make_small_vault(place: Path) -> Path:
    """Make a vault with two cases and something large, and return its place."""
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
