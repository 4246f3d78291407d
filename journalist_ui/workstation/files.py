"""Files that are carried: read with a limit, written whole or not at all."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from journalist_ui.workstation.errors import NameTaken, NotWritten, Refused
from journalist_ui.workstation.safe_names import safe_file_name

MAX_TEXT_FILE = 1 << 20
FETCH_AGAIN = (
    "Fetch it at the portal (sluis-courier get, with --large and --again DAYS), then import"
)
"""What to do about a file that is not here, or not whole."""


def read_file(path: Path, *, limit: int) -> bytes:
    """Return the content of a file of at most `limit` bytes, or raise `Refused`."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"{path.name} cannot be read; check the name and the stick") from error
    if len(content) > limit:
        raise Refused(f"{path.name} is too long to be what it should be; check the name")
    return content


def read_text_file(path: Path) -> str:
    """Return the text of a UTF-8 file without its last line break, or raise `Refused`."""
    try:
        return read_file(path, limit=MAX_TEXT_FILE).decode("utf-8", "strict").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not text in UTF-8; save it as that") from error


def save_in_folder(folder: Path, name: str, pieces: Iterable[bytes], *, number: int) -> Path:
    """Write a file that somebody else named into a folder, under a safe name that is free there; return where."""
    target = folder / safe_file_name(name, number=number)
    if target.exists():
        raise NameTaken(
            f"{target.name} is in that folder already and stays as it is; save in another folder"
        )
    write_new_file(target, pieces)
    return target


def write_new_file(path: Path, pieces: Iterable[bytes], *, replace: bool = False) -> None:
    """Write a file, readable by its owner only, whole and on the disk, or leave nothing of it.

    A file of that name that is there already is refused, or with `replace` kept
    until the new one is whole.
    """
    target = path.with_name(path.name + ".part") if replace else path
    flags = os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if replace else os.O_EXCL)
    try:
        descriptor = os.open(target, flags, 0o600)
    except FileExistsError as error:
        raise NameTaken(f"{path.name} is there already; choose another name") from error
    except OSError as error:
        raise NotWritten(f"{path.name} cannot be written there; choose another folder") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            target.replace(path)
    except OSError as error:
        _remove(target)
        raise NotWritten(f"{path.name} could not be written whole; make room, try again") from error
    except BaseException:
        _remove(target)
        raise


def _remove(target: Path) -> None:
    """Delete what was begun; a stick that was pulled out has taken it along."""
    with contextlib.suppress(OSError):
        target.unlink()
