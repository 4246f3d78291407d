"""A handover with files at two confidants and at its recipient, for tests."""

from pathlib import Path

from world import Desk

TO = "rijksrecherche"
TEXT = "Een bestuurder zou geld hebben aangenomen."
ONE, TWO = b"the first file, made anew " * 5_000, b"the second one"


def draft(desk: Desk, case: str, *files: Path) -> bytes:
    """Draft a handover with files."""
    return desk.workstation.draft(
        case, recipient=TO, subject="Geld", text=TEXT, day=desk.world.day, files=files
    )


def approve(desk: Desk, case: str, shown: bytes, *files: Path) -> None:
    """Approve a draft with the files that were seen."""
    desk.workstation.approve(case, shown=shown, day=desk.world.day, files=files)


def handed(reader: Desk) -> str:
    """Return the number of the one handover on a recipient's workstation."""
    (number,) = reader.cases()
    return number


def states(reader: Desk) -> list[str]:
    """Return how the files of the one handover stand."""
    shown = reader.workstation.show(handed(reader), day=reader.world.day)
    return [file["state"] for file in shown["files"]]


def save_all(reader: Desk, folder: Path) -> list[bytes]:
    """Save all files of the one handover, and return what is in them."""
    paths = reader.workstation.save_files(handed(reader), folder=folder, day=reader.world.day)
    return [path.read_bytes() for path in paths]
