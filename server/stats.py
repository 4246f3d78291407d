"""Figures for a report to whoever pays: counts a day by kind, and nothing from which one visitor could be guessed.

A count below `least` is not told, and nought looks the same as one. Totals are
of what is told, so that no subtraction gives what is not. Only days that are
over are counted, and of those only the ones of which nothing has gone yet: what
is told of a day today is told of it tomorrow, so that two tables side by side
give no more than one.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from crypto.period import accept_window
from server.models import attachments, audit_entries, handover_attachments, submissions
from server.retention import oldest_kept_period

KINDS = ("submissions", "attachments", "handover_files", "bundles")


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The counts of a day; None is fewer than the least that is told."""

    day: int
    submissions: int | None
    attachments: int | None
    handover_files: int | None
    bundles: int | None


@dataclass(frozen=True, slots=True)
class Stats:
    """The counts of each day, the newest last, and for each kind the sum of those that are told."""

    least: int
    days: list[DayCounts]
    told: dict[str, int]


def read_stats(connection: Connection, *, today: int, least: int) -> Stats:
    """Return the figures as of a day."""
    days = _whole_days(today)
    counts = {
        "submissions": _count(connection, submissions),
        "attachments": _count(connection, attachments),
        "handover_files": _count(connection, handover_attachments),
        "bundles": _count_bundles(connection),
    }
    rows = [
        DayCounts(day, **{kind: _told(counts[kind].get(day, 0), least) for kind in KINDS})
        for day in days
    ]
    told = {kind: sum(getattr(row, kind) or 0 for row in rows) for kind in KINDS}
    return Stats(least, rows, told)


def _whole_days(today: int) -> range:
    """Return the days that are over, and that took nothing of a period that is gone."""
    gone = oldest_kept_period(today) - 1
    return range(accept_window(gone).last + 1, today)


def _count(connection: Connection, table: Table) -> dict[int, int]:
    rows = connection.execute(select(table.c.day, func.count()).group_by(table.c.day))
    return {int(day): int(number) for day, number in rows}


def _count_bundles(connection: Connection) -> dict[int, int]:
    # Heads go one by one; the register keeps the days on which bundles were brought.
    day, brought = audit_entries.c.day, audit_entries.c.act == "bundle-brought"
    rows = connection.execute(select(day, func.count()).where(brought).group_by(day))
    return {int(day): int(number) for day, number in rows}


def _told(number: int, least: int) -> int | None:
    return number if number >= least else None
