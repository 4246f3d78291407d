"""The vectors of version 1 are frozen: what opened once opens for ever (tests/vectors/freeze.py)."""

from vectors.freeze import changed, digests_of, read_frozen


def test_no_frozen_vector_has_changed_or_gone() -> None:
    """A new rule comes under a new name, a new format under a new version."""
    assert changed(read_frozen(), digests_of()) == []


def test_every_vector_is_frozen() -> None:
    """`python tests/vectors/freeze.py` freezes what is new."""
    assert changed(digests_of(), read_frozen()) == []
