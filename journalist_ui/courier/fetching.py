"""Getting an inbound bundle: beside its place first, judged whole, then moved there (docs/protocol.md section 10.2).

Whatever goes wrong, the file asked for is either the whole new bundle or what
it was before.
"""

import errno
import os
from pathlib import Path

from crypto.bundle import Inbound
from crypto.errors import ProtocolError
from journalist_ui.courier.bundles import check_inbound
from journalist_ui.courier.errors import CourierError, Unreachable
from journalist_ui.courier.portal_api import PortalApi, Wish

AGAIN = "run the command again, with --again 8 if a week's messages seem to be missing"


def require_free(out: Path, *, force: bool) -> None:
    """Raise `CourierError` if a bundle at `out` would overwrite something, or its folder is not there."""
    if out.is_dir() or not out.parent.is_dir():
        raise CourierError("The bundle needs the name of a file in a folder that exists.")
    if out.exists() and not force:
        raise CourierError(f"{out.name} is there already; choose another name, or use --force.")


def fetch_inbound(portal: PortalApi, token: str, *, out: Path, wish: Wish, force: bool) -> Inbound:
    """Return the manifest of the inbound bundle that now stands, whole and durable, at `out`."""
    part = out.with_name(out.name + ".part")
    try:
        _download(portal, token, part, wish)
        manifest = _judge(part)
        require_free(out, force=force)
        part.replace(out)
        _sync_folder(out.parent)
    except Unreachable as error:
        raise CourierError(
            f"The line to the portal was cut, and nothing was kept; {AGAIN}."
        ) from error
    except OSError as error:
        raise CourierError(_sentence(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _download(portal: PortalApi, token: str, part: Path, wish: Wish) -> None:
    with portal.inbound(token, wish) as pieces:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def _judge(part: Path) -> Inbound:
    try:
        with part.open("rb") as file:
            return check_inbound(file)
    except ProtocolError as error:
        raise CourierError(
            f"What the portal sent is not a whole bundle, and nothing was kept; {AGAIN}."
        ) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, and nothing was kept; make room, and {AGAIN}."
    return "The bundle cannot be written there, and nothing was kept; check --out."
