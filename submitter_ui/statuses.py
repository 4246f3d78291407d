"""The exit statuses of `sluis-report`, which a script may rely on (docs/guides/command-line.md lists them).

Each text by which a command is refused has one; a text that is not named here
is about what the command was given. Status 1 is Python's own: a fault of this
program.
"""

from collections.abc import Mapping
from enum import IntEnum


class Status(IntEnum):
    """How a command ended; whatever is sent is stored with `DONE` and `NOT_PRINTED`, and maybe with `IN_DOUBT`."""

    DONE = 0
    WRONG_USE = 2
    TRY_AGAIN = 3
    REFUSED = 4
    NOT_TRUSTED = 5
    WRONG_CODENAME = 6
    IN_DOUBT = 7
    NOT_PRINTED = 8


_TRY_AGAIN = (
    *("unreachable", "too_slow", "name_unknown", "line_refused", "line_not_secure"),
    "line_damages",
    *("tor_not_there", "tor_not_tor", "tor_slow", "tor_no_line", "tor_not_found"),
    *("no_service", "nonsense", "server_fault", "ticket_expired", "file_changed", "stopped"),
)
_REFUSED = ("server_refused", "server_too_large", "server_busy", "server_full")
_NOT_TRUSTED = (
    *("certificate_date", "certificate_wrong", "wrong_clock", "wrong_period", "expired"),
    *("rolled_back", "not_genuine", "other_service", "incomplete", "overdue", "too_few_members"),
    *("site_unsigned", "site_wrongly_signed"),
)
_WRONG_CODENAME = ("codename_missing", "codename_count", "codename_words", "codename_doubtful")

STATUS_OF: Mapping[str, Status] = {
    **dict.fromkeys(_TRY_AGAIN, Status.TRY_AGAIN),
    **dict.fromkeys(_REFUSED, Status.REFUSED),
    **dict.fromkeys(_NOT_TRUSTED, Status.NOT_TRUSTED),
    **dict.fromkeys(_WRONG_CODENAME, Status.WRONG_CODENAME),
}


def status_of(name: str) -> Status:
    """Return the exit status of a command that ends with this text."""
    return STATUS_OF.get(name, Status.WRONG_USE)
