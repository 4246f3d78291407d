"""Why a command was refused, for a person: what happened, what to do next, and what became of the vault.

The protocol says what is wrong with foreign bytes; what somebody at this desk can
do about it is said here, once for each outcome (docs/protocol.md section 13). A
refused command leaves the vault as it was, so that is said of each; the one that
did not is `HalfDone` and says itself what is left.
"""

from crypto.errors import (
    Expired,
    Gap,
    Incomplete,
    Malformed,
    NotForThisKey,
    NotYetValid,
    OtherService,
    Overdue,
    ProtocolError,
    Replayed,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    Untrusted,
    WrongClock,
)
from journalist_ui.workstation.errors import HalfDone, Refused

UNCHANGED = "nothing was changed"

AT_THE_VAULT: dict[type[ProtocolError], str] = {
    Malformed: "check that this is the right file and that it was copied whole, or fetch it again",
    NotForThisKey: "it is for another workstation: ask whoever made it for one for this one",
    Tampered: "fetch it again; if it stays so, call the administrator and tell a colleague",
    UnknownSigner: "do not use it; import the newest bundle, or call a root holder",
    Expired: "check the day; if it is right, ask the root holders for a new keyring",
    NotYetValid: "look up the date, and confirm it with --day",
    WrongClock: "look up the date and confirm it with --day, or fetch a new bundle",
    RolledBack: "fetch the newest one; if the portal gives no other, call the administrator",
    Replayed: "go on with the next one",
    Gap: "bring the one before it first",
    OtherService: "check which file and which vault these are; each service has a vault of its own",
    Overdue: "import the newest bundle first, or telephone the confidants",
    Incomplete: "fetch it again later; if it stays so, call the administrator",
    TooFewMembers: "import the newest bundle first, or telephone the confidants",
    Untrusted: "do not use it; call a colleague",
}
"""What a confidant or recipient does next, by outcome."""

AT_THE_CEREMONY: dict[type[ProtocolError], str] = {
    Malformed: "check which file was given for what, and that it was copied whole",
    Tampered: "do not go on with this file; begin again with a copy that all holders compare",
    UnknownSigner: "check which key and which files were given, or get the signatures that lack",
    OtherService: "check which keyring was given as the previous one",
    RolledBack: "give the newest keyring as the previous one",
}
"""What a root holder does next, by outcome."""
_OTHERWISE = "ask for help before you go on"


def in_words(error: Refused | ProtocolError, *, next_steps: dict[type[ProtocolError], str]) -> str:
    """Return the one sentence that a refused command ends with."""
    if isinstance(error, HalfDone):
        return str(error)
    if isinstance(error, ProtocolError):
        return f"{error}: {next_steps.get(type(error), _OTHERWISE)}; {UNCHANGED}"
    return f"{error}; {UNCHANGED}"
