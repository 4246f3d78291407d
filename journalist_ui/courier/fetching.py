"""Getting an inbound bundle: beside its place first, judged whole, then moved there (docs/protocol.md section 10.2).

Whatever goes wrong, the file asked for is either the whole new bundle or what
it was before.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from crypto.bundle import Inbound
from crypto.errors import ProtocolError
from journalist_ui.courier.bundles import check_inbound
from journalist_ui.courier.errors import CourierError, Unreachable
from journalist_ui.courier.places import require_free, require_ordinary
from journalist_ui.courier.portal_api import PortalApi, Wish

AGAIN = "run the command again, with --again 8 if a week's messages seem to be missing"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The manifest of a bundle that is here, and how many larger attachments it leaves out."""

    manifest: Inbound
    left_out: int


def fetch_inbound(portal: PortalApi, token: str, *, out: Path, wish: Wish, force: bool) -> Fetched:
    """Return what is known of the inbound bundle that now stands, whole and durable, at `out`."""
    part = out.with_name(out.name + ".part")
    require_ordinary(part)
    # What a courier left behind that was stopped.
    part.unlink(missing_ok=True)
    try:
        left_out = _download(portal, token, part, wish)
        manifest = _judge(part)
        require_free(out, force=force)
        part.replace(out)
        _sync_folder(out.parent)
    except Unreachable as error:
        raise CourierError(f"{error.what}, and nothing was kept; {AGAIN}.") from error
    except OSError as error:
        raise CourierError(_sentence(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return Fetched(manifest, left_out)


def _download(portal: PortalApi, token: str, part: Path, wish: Wish) -> int:
    with portal.inbound(token, wish) as download:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            for piece in download.pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        return download.left_out


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
