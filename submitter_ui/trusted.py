"""Fetching `today` and judging it by the root, the build day and the device's own day (docs/protocol.md section 7)."""

from dataclasses import dataclass

from crypto.errors import Expired, WrongClock
from crypto.hybrid import Recipient
from crypto.period import client_window
from crypto.today import parse_today
from crypto.trust import Trusted, open_today
from submitter_ui.build import BUILD_DAY
from submitter_ui.device import Device
from submitter_ui.patience import fetch
from submitter_ui.published import Published
from submitter_ui.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is to read a message: a line, and the slots that the reporter leaves out."""

    line: str
    excluded: frozenset[int] = frozenset()


def fetch_trusted(server: Published, *, root: bytes, device: Device) -> Trusted:
    """Return what may be believed of a `today`, or raise `Refusal` or what `open_today` raises."""
    if device.day < BUILD_DAY:
        # Before asking: with such a clock no certificate of a server is valid either.
        raise WrongClock("the clock of this device is behind")
    raw = fetch(server.fetch_today, device)
    try:
        return open_today(raw, root=root, day=device.day, build_day=BUILD_DAY)
    except Expired as error:
        if client_window(parse_today(raw).period).holds(device.day):
            raise
        # Expired, and the keys beside it are of another week too: the clock differs, not the keyring.
        raise WrongClock("the clock of this device is ahead of all that is served") from error


def choose_members(
    trusted: Trusted, choice: Choice, *, despite_overdue: bool = False
) -> frozenset[int]:
    """Return the slots to seal to, or raise `Refusal`, `TooFewMembers` or `Overdue`."""
    if choice.line not in trusted.keyring.lines:
        raise Refusal("unknown_line", lines=", ".join(sorted(trusted.keyring.lines)))
    strangers = choice.excluded - trusted.keyring.slots_of(choice.line)
    if strangers:
        # A slip here would seal a complaint to the very person it is about.
        raise Refusal("unknown_slot", slots=", ".join(map(str, sorted(strangers))))
    members = trusted.members(choice.line, excluded=choice.excluded)
    if not despite_overdue:
        trusted.require_fresh(choice.line)
    return members


def slot_recipients(trusted: Trusted) -> list[Recipient | None]:
    """Return the period key of every slot, None for a slot without one."""
    return [
        Recipient(trusted.recipients[slot]) if slot in trusted.recipients else None
        for slot in range(len(trusted.keyring.slots))
    ]
