"""The vectors of version 1 are frozen: what opened once opens for ever (tests/vectors/freeze.py)."""

import pytest
from vectors.freeze import Digests, changed, digests_of, read_frozen


@pytest.fixture(scope="module")
def present() -> Digests:
    """What every vector says now."""
    return digests_of()


def test_no_frozen_vector_has_changed_or_gone(present: Digests) -> None:
    """A new rule comes under a new name, a new format under a new version."""
    assert changed(read_frozen(), present) == []


def test_every_vector_is_frozen(present: Digests) -> None:
    """`python tests/vectors/freeze.py` freezes what is new."""
    assert changed(present, read_frozen()) == []
