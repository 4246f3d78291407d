"""A session at the portal: made for one command, or kept in a file so that the next one needs no new code."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from journalist_ui.courier.errors import CourierError, SessionEnded
from journalist_ui.courier.places import is_ordinary, require_ordinary
from journalist_ui.courier.portal_api import Credentials, PortalApi

_MAX_FILE = 4096
_TOKEN = re.compile(r"[!-~]{16,520}")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Account:
    """Whose session it is: an account's name at a portal, and the file that keeps the session, if any."""

    url: str
    name: str
    session_file: Path | None


def work_signed_in(
    work: Callable[[str], _Result],
    *,
    portal: PortalApi,
    account: Account,
    ask: Callable[[], Credentials],
) -> _Result:
    """Return what `work(token)` returns, in the kept session if it still lives, else in a new one.

    A session that no file keeps is ended when the work is done.
    """
    if account.session_file is not None:
        require_ordinary(account.session_file)
    kept = read_session(account)
    if kept is not None:
        try:
            return work(kept)
        except SessionEnded:
            forget_session(account)
    token = portal.sign_in(ask())
    if account.session_file is not None:
        _keep_session(account.session_file, account, token, portal)
        return work(token)
    try:
        return work(token)
    finally:
        _end_quietly(portal, token)


def read_session(account: Account) -> str | None:
    """Return the token that the session file keeps for this account, None if it keeps none."""
    if account.session_file is None or not is_ordinary(account.session_file):
        return None
    try:
        with account.session_file.open("rb") as file:
            kept = json.loads(file.read(_MAX_FILE))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or (kept.get("portal"), kept.get("name")) != (
        account.url,
        account.name,
    ):
        return None
    token = kept.get("token")
    return token if isinstance(token, str) and _TOKEN.fullmatch(token) else None


def forget_session(account: Account) -> None:
    """Remove the session file."""
    if account.session_file is not None and is_ordinary(account.session_file):
        account.session_file.unlink(missing_ok=True)


def _keep_session(file: Path, account: Account, token: str, portal: PortalApi) -> None:
    content = json.dumps({"name": account.name, "portal": account.url, "token": token})
    try:
        # Made anew, so that the mode holds even if a file of this name was there.
        file.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(file, flags, 0o600), "w") as opened:
            opened.write(content)
    except OSError as error:
        _end_quietly(portal, token)
        raise CourierError("The session file cannot be written; check --session-file.") from error


def _end_quietly(portal: PortalApi, token: str) -> None:
    try:
        portal.sign_out(token)
    except CourierError:
        # The work is done; the session ends by itself when it is idle.
        return
