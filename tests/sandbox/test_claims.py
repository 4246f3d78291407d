"""Whether a file is what it was said to be."""

import pytest

from journalist_ui.workstation.sandbox.claims import is_as_claimed
from journalist_ui.workstation.sandbox.outcomes import Kind

TRUE = [
    (Kind.JPEG, "image/jpeg"),
    (Kind.TEXT, "text/html; charset=utf-8"),
    (Kind.TEXT, "Image/SVG+xml"),
    (Kind.ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (Kind.PROGRAM, "application/octet-stream"),
    (Kind.PDF, ""),
]
FALSE = [
    (Kind.PROGRAM, "image/jpeg"),
    (Kind.ZIP, "application/pdf"),
    (Kind.UNKNOWN, "text/plain"),
    (Kind.PDF, "application/msword"),
]


@pytest.mark.parametrize(("kind", "claimed"), TRUE)
def test_what_is_as_claimed_is_no_surprise(kind: Kind, claimed: str) -> None:
    """A type that says what the bytes say, or says nothing."""
    assert is_as_claimed(kind, claimed)


@pytest.mark.parametrize(("kind", "claimed"), FALSE)
def test_what_claims_otherwise_is_told(kind: Kind, claimed: str) -> None:
    """A program that calls itself a picture."""
    assert not is_as_claimed(kind, claimed)
