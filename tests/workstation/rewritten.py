"""A case that is written anew, approved and handed over, for tests."""

from world import Desk

ORIGINAL = "Op dinsdag nam de wethouder in zijn kantoor een envelop met geld aan van de aannemer."
REDACTED = "Een bestuurder zou geld hebben aangenomen."
TO = "rijksrecherche"


def draft(desk: Desk, case: str, text: str = REDACTED, subject: str = "Geld") -> bytes:
    """Draft a handover."""
    return desk.workstation.draft(
        case, recipient=TO, subject=subject, text=text, day=desk.world.day
    )


def approve(desk: Desk, case: str, shown: bytes) -> None:
    """Approve a draft."""
    desk.workstation.approve(case, shown=shown, day=desk.world.day)


def hand_over(desk: Desk, case: str) -> None:
    """Hand over what was approved."""
    desk.workstation.hand_over(case, day=desk.world.day)
