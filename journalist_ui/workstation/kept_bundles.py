"""Outbound bundles that were made, kept until the portal has shown their heads: a lost stick loses nothing."""

from collections.abc import Iterable, Iterator

from crypto.bundle import PIECE
from crypto.pieces import rechunk
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.records import KeptBundle
from journalist_ui.workstation.shelves import KEPT_BUNDLES
from journalist_ui.workstation.vault import Vault


def keep_bundle(desk: Desk, sequence: int, pieces: Iterable[bytes]) -> None:
    """Put the bundle of this number in the vault."""
    chunks, size = desk.vault.put_chunks(_chunks_name(sequence), rechunk(pieces, PIECE))
    KEPT_BUNDLES.put(desk.vault, _name(sequence), KeptBundle(desk.day, chunks, size))


def kept_numbers(vault: Vault) -> list[int]:
    """Return the numbers of the bundles that are kept, in order."""
    return sorted(int.from_bytes(name, "big") for name, _kept in KEPT_BUNDLES.items(vault))


def kept_bundle(vault: Vault, sequence: int | None = None) -> tuple[int, Iterator[bytes]]:
    """Return the number and the bytes of a bundle made before: the last one, or the one of this number."""
    kept = kept_numbers(vault)
    if not kept:
        raise Refused("no bundle was exported from this vault yet; run export without --again")
    wanted = kept[-1] if sequence is None else sequence
    if wanted not in kept:
        numbers = ", ".join(str(number) for number in kept)
        raise Refused(f"that bundle has arrived and is not kept any more; kept are: {numbers}")
    chunks = KEPT_BUNDLES.get(vault, _name(wanted)).chunks
    return wanted, vault.chunks(_chunks_name(wanted), count=chunks)


def let_bundle_go(vault: Vault, sequence: int) -> None:
    """Delete a kept bundle, which has arrived."""
    KEPT_BUNDLES.discard(vault, _name(sequence))
    vault.delete_chunks(_chunks_name(sequence))


def _name(sequence: int) -> bytes:
    return sequence.to_bytes(4, "big")


def _chunks_name(sequence: int) -> bytes:
    return b"bundle " + _name(sequence)
