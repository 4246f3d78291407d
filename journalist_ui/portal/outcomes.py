"""What came of something, as a closed list of names; the template `outcome.html` has the words for each."""

from crypto.errors import (
    Gap,
    Malformed,
    NotYetValid,
    OtherService,
    ProtocolError,
    Replayed,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from journalist_ui.portal.desk import DeskRefusal

_OF_A_BUNDLE: tuple[tuple[type[ProtocolError], str], ...] = (
    (Gap, "gap"),
    (Replayed, "replayed"),
    (RolledBack, "older"),
    (NotYetValid, "clock"),
    (OtherService, "other-service"),
    (UnknownSigner, "unknown-signer"),
    (Tampered, "damaged"),
    (Malformed, "no-bundle"),
)
_STATUS = {"gap": 409, "replayed": 409, "older": 409, "damaged": 400, "no-bundle": 400}
OUTCOMES = frozenset(
    {name for _kind, name in _OF_A_BUNDLE}
    | {"busy", "code", "days", "full", "internal", "malformed", "missing", "no-file"}
    | {"old-page", "origin", "period", "role", "too-large", "untrusted"}
)


def outcome_of_bundle(error: ProtocolError) -> tuple[str, int]:
    """Return the name and the HTTP status of a bundle that cannot be applied."""
    name = next((name for kind, name in _OF_A_BUNDLE if isinstance(error, kind)), "untrusted")
    return name, _STATUS.get(name, 403)


def outcome_of_refusal(refusal: DeskRefusal) -> str:
    """Return the name of what the desk refused; in a visit, a sign-in that is refused is a code."""
    code = "code" if refusal.code == "sign-in" else refusal.code
    return code if code in OUTCOMES else "internal"
