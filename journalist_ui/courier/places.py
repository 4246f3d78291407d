"""Where the courier may write: over nothing unasked, and never over a device, a pipe or a link."""

import os
import stat
from pathlib import Path

from journalist_ui.courier.errors import CourierError


def is_ordinary(path: Path) -> bool:
    """Tell whether there is a file of this very name, and no device, pipe or link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def require_free(out: Path, *, force: bool) -> None:
    """Raise `CourierError` if a bundle at `out` would overwrite something, or its folder is not there."""
    if out.is_dir() or not out.parent.is_dir():
        raise CourierError("The bundle needs the name of a file in a folder that exists.")
    require_ordinary(out)
    if os.path.lexists(out) and not force:
        raise CourierError(f"{out.name} is there already; choose another name, or use --force.")


def require_ordinary(path: Path) -> None:
    """Raise `CourierError` if something of this name is no ordinary file."""
    if os.path.lexists(path) and not is_ordinary(path):
        raise CourierError(
            f"{path.name} is a folder, a device, a pipe or a link, which is never written over;"
            " choose another name."
        )
