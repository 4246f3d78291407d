"""Bringing an outbound bundle: judged here, sent until answered, applied once (docs/protocol.md section 10.3)."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from crypto.bundle import Outbound
from crypto.errors import ProtocolError
from journalist_ui.courier.bundles import check_outbound
from journalist_ui.courier.errors import CourierError, Nonsense, Unreachable
from journalist_ui.courier.portal_api import Brought, PortalApi

TRIES = 3


def open_outbound(path: Path) -> tuple[BinaryIO, Outbound]:
    """Return an open outbound bundle and its manifest, or raise `CourierError`; the caller closes it."""
    unreadable = f"{path.name} cannot be read; check the name of the file."
    if not path.is_file():
        # A pipe would be waited for.
        raise CourierError(unreadable)
    try:
        file = path.open("rb")
    except OSError as error:
        raise CourierError(unreadable) from error
    try:
        return file, check_outbound(file)
    except (ProtocolError, OSError) as error:
        file.close()
        raise CourierError(
            f"{path.name} is not a whole outbound bundle: export it anew on the workstation."
        ) from error


def bring_outbound(
    portal: PortalApi,
    token: str,
    *,
    file: BinaryIO,
    manifest: Outbound,
    wait: Callable[[float], None],
) -> Brought:
    """Return what the portal says of a bundle; after a cut line it is sent again, which changes nothing twice."""
    size = file.seek(0, 2)
    for tries in range(1, TRIES + 1):
        file.seek(0)
        try:
            brought = portal.bring(token, file, size=size)
        except Unreachable as error:
            if not error.sent:
                raise
            if tries == TRIES:
                raise CourierError(
                    f"{error.what}, and it is not known whether the bundle was applied;"
                    " bring it again: it is never applied twice."
                ) from error
            wait(float(2 ** (tries - 1)))
            continue
        if (brought.slot, brought.sequence) != (manifest.slot, manifest.sequence):
            raise Nonsense
        return Brought(brought.slot, brought.sequence, brought.already and tries == 1)
    raise AssertionError("the last try returned or raised")
