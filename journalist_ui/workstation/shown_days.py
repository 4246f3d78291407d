"""What the portal showed of each day, compared among colleagues (docs/protocol.md section 11.2).

A server that shows two confidants different things, or one confidant different
things at two times, is noticed: every event part carries a digest of the
submissions shown of each day that is over.
"""

from collections.abc import Mapping

from crypto.event_pack import MAX_SEEN_DAYS, seen_digest
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk, raise_alarm
from journalist_ui.workstation.records import ShownDay, ToldDay
from journalist_ui.workstation.shelves import SHOWN_DAYS, TOLD_DAYS

COMPARED_DAYS = 30
"""Within so many days the server has let go of nothing that came on a day (it keeps a period for 35)."""


def note_shown(desk: Desk, shown: Mapping[int, set[bytes]], *, since: int, through: int) -> None:
    """Remember which submissions a bundle of the portal's showed of each of its days."""
    for day in range(max(since, through - COMPARED_DAYS), through + 1):
        submissions = sorted(shown.get(day, set()))
        name = _name(day)
        if SHOWN_DAYS.has(desk.vault, name):
            known = SHOWN_DAYS.get(desk.vault, name)
            if known.over and day < through and known.submissions != submissions:
                _alarm(
                    desk, f"the server shows other reports of {write_day(day)} than it did before"
                )
            submissions = sorted({*known.submissions, *submissions})
        SHOWN_DAYS.put(desk.vault, name, ShownDay(submissions, over=day < through))
    _forget(desk)


def shown_digests(desk: Desk) -> dict[int, bytes]:
    """Return the digests of the days that are over, for the colleagues."""
    return {
        int.from_bytes(name, "big"): seen_digest(shown.submissions)
        for name, shown in SHOWN_DAYS.items(desk.vault)
        if shown.over
    }


def keep_told(desk: Desk, chain: bytes, digests: Mapping[int, bytes]) -> None:
    """Keep what a colleague was shown, by the name of the colleague's chain."""
    for day, digest in digests.items():
        TOLD_DAYS.put(desk.vault, chain + _name(day), ToldDay(digest))


def compare_days(desk: Desk) -> None:
    """Raise an alarm for each day of which a colleague was shown something else."""
    ours = shown_digests(desk)
    for name, told in TOLD_DAYS.items(desk.vault):
        slot, day = name[0], int.from_bytes(name[-4:], "big")
        if day in ours and ours[day] != told.digest:
            _alarm(
                desk,
                f"the server showed slot {slot} other reports of {write_day(day)} than it showed"
                " here; call that confidant, and the administrator",
            )


def _forget(desk: Desk) -> None:
    for shelf in (SHOWN_DAYS, TOLD_DAYS):
        for name, _record in shelf.items(desk.vault):
            if int.from_bytes(name[-4:], "big") <= desk.day - MAX_SEEN_DAYS:
                desk.vault.discard(shelf.name, name)


def _name(day: int) -> bytes:
    return day.to_bytes(4, "big")


def _alarm(desk: Desk, text: str) -> None:
    raise_alarm(desk.vault, text, day=desk.day)
