"""Why a command stops: each refusal names the text that the reporter is shown.

A refusal is one of the texts of `submitter_ui.texts`, with the values that go
into it. None carries a codename, a text of a report, or the name of a file's folder.
"""

from collections.abc import Mapping

from crypto import errors


class Refusal(Exception):
    """The command stops here; `name` is the text to show, `values` what to fill in."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = values


class PerhapsStored(Refusal):
    """Nobody knows whether the message arrived: the codename must not be thrown away."""

    def __init__(self, name: str = "perhaps_stored") -> None:
        super().__init__(name)


_TEXT_OF: tuple[tuple[type[errors.ProtocolError], str], ...] = (
    (errors.TooFewMembers, "too_few_members"),
    (errors.Overdue, "overdue"),
    (errors.Incomplete, "incomplete"),
    (errors.RolledBack, "rolled_back"),
    (errors.Expired, "expired"),
    (errors.NotYetValid, "wrong_clock"),
    (errors.WrongClock, "wrong_clock"),
    (errors.OtherService, "other_service"),
    (errors.UnknownSigner, "not_genuine"),
    (errors.Tampered, "not_genuine"),
    (errors.Malformed, "nonsense"),
)


AS_IT_IS: Mapping[str, str] = {}
CARRIED: Mapping[str, str] = {
    "incomplete": "carried_incomplete",
    "nonsense": "carried_nonsense",
    "not_genuine": "carried_not_genuine",
    "other_service": "carried_other_service",
    "rolled_back": "carried_rolled_back",
    "wrong_clock": "carried_wrong_clock",
}
"""Where files were carried here there is no server to speak of, and what is wrong is a file."""


def refusal_of(error: errors.ProtocolError) -> Refusal:
    """Return the refusal that tells a reporter about something the protocol does not allow."""
    for kind, name in _TEXT_OF:
        if isinstance(error, kind):
            return Refusal(name)
    return Refusal("not_genuine")
