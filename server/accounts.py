"""Accounts of staff: made by the administrator, with a password and a second factor shown once.

The password is kept as an Argon2id hash. The second factor's secret is kept
sealed under a key that is not in the database.
"""

import base64
import os
import re
import secrets
from dataclasses import dataclass, field

import pyotp
from argon2 import PasswordHasher
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection, Row, delete, insert, select, update

from server.models import accounts, printed_codes, sessions
from server.settings import Secret

CONFIDANT, RECIPIENT, ADMINISTRATOR = "confidant", "recipient", "administrator"
ROLES = (CONFIDANT, RECIPIENT, ADMINISTRATOR)
MAX_SLOT = 15
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_ID_SIZE = 16
_PASSWORD_SIZE = 15
"""120 bits, written as six groups of four letters and digits."""
NEVER_USED = -1


class WrongAccount(Exception):
    """The account cannot be made or found as asked; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a new member of staff is given, once."""

    name: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)


def add_account(
    connection: Connection,
    *,
    name: str,
    role: str,
    slot: int | None,
    totp_key: Secret,
    hasher: PasswordHasher | None = None,
) -> Credentials:
    """Make an account and return its credentials, or raise `WrongAccount`.

    Without a `hasher` the password is hashed with argon2-cffi's defaults.
    """
    _check_place(connection, name, role, slot)
    credentials = _fresh_credentials(name)
    row = {"id": os.urandom(_ID_SIZE), "name": name, "role": role, "slot": slot}
    proof = _proof_of(credentials, totp_key, hasher)
    connection.execute(insert(accounts).values(row | proof | {"fetched_since": 0}))
    return credentials


def reset_account(
    connection: Connection, name: str, *, totp_key: Secret, hasher: PasswordHasher | None = None
) -> Credentials:
    """Return a fresh password and second factor of an account, or raise `WrongAccount`.

    The old ones, its printed codes and its sessions end; what it has fetched stays known.
    """
    account_id = _find(connection, name)
    credentials = _fresh_credentials(name)
    proof = _proof_of(credentials, totp_key, hasher)
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(proof))
    _end_sessions(connection, account_id)
    connection.execute(delete(printed_codes).where(printed_codes.c.account_id == account_id))
    return credentials


def disable_account(connection: Connection, name: str) -> None:
    """Close an account for as long as nobody enables it, and end its sessions, or raise `WrongAccount`."""
    account_id = _find(connection, name)
    _set_disabled(connection, account_id, disabled=True)
    _end_sessions(connection, account_id)


def enable_account(connection: Connection, name: str) -> None:
    """Open an account again, with the password and second factor it had, or raise `WrongAccount`."""
    _set_disabled(connection, _find(connection, name), disabled=False)


def remove_account(connection: Connection, name: str) -> None:
    """End an account and its sessions, or raise `WrongAccount`."""
    connection.execute(delete(accounts).where(accounts.c.id == _find(connection, name)))


def list_accounts(connection: Connection) -> list[Row[tuple[object, ...]]]:
    """Return name, role, slot, cursor of every account, and whether it is closed, by name."""
    place = (accounts.c.name, accounts.c.role, accounts.c.slot)
    query = select(*place, accounts.c.fetched_through, accounts.c.disabled)
    return list(connection.execute(query.order_by(accounts.c.name)))


def is_name(text: str) -> bool:
    """Tell whether an account could have this name."""
    return _NAME.fullmatch(text) is not None


def seal_totp(secret: str, key: Secret) -> bytes:
    """Return a second factor's secret as it is kept in the database."""
    return bytes(SecretBox(key.value).encrypt(secret.encode("ascii")))


def open_totp(sealed: bytes, key: Secret) -> str:
    """Return a second factor's secret, or raise `WrongAccount`."""
    try:
        return SecretBox(key.value).decrypt(sealed).decode("ascii")
    except CryptoError as error:
        raise WrongAccount("the account does not belong to this server's secrets") from error


def _check_place(connection: Connection, name: str, role: str, slot: int | None) -> None:
    if not is_name(name):
        raise WrongAccount("a name has 1 to 64 small letters, digits, dots, dashes or underscores")
    if role not in ROLES:
        raise WrongAccount(f"a role is one of {', '.join(ROLES)}")
    if (role == CONFIDANT) != (slot is not None):
        raise WrongAccount("a confidant has a slot, and nobody else has one")
    if slot is not None and not 0 <= slot <= MAX_SLOT:
        raise WrongAccount(f"a slot is a number from 0 to {MAX_SLOT}")
    if connection.scalar(select(accounts.c.id).where(accounts.c.name == name)) is not None:
        raise WrongAccount("there is an account of this name; nothing was changed")


def _find(connection: Connection, name: str) -> bytes:
    account_id = connection.scalar(select(accounts.c.id).where(accounts.c.name == name))
    if account_id is None:
        raise WrongAccount("there is no account of this name")
    return bytes(account_id)


def _set_disabled(connection: Connection, account_id: bytes, *, disabled: bool) -> None:
    mine = accounts.c.id == account_id
    connection.execute(update(accounts).where(mine).values(disabled=disabled))


def _end_sessions(connection: Connection, account_id: bytes) -> None:
    connection.execute(delete(sessions).where(sessions.c.account_id == account_id))


def _fresh_credentials(name: str) -> Credentials:
    return Credentials(name, _random_password(), pyotp.random_base32())


def _proof_of(
    credentials: Credentials, totp_key: Secret, hasher: PasswordHasher | None
) -> dict[str, object]:
    """Return what an account keeps of its credentials."""
    return {
        "password_hash": (hasher or PasswordHasher()).hash(credentials.password),
        "totp_sealed": seal_totp(credentials.totp_secret, totp_key),
        "last_step": NEVER_USED,
    }


def _random_password() -> str:
    letters = base64.b32encode(secrets.token_bytes(_PASSWORD_SIZE)).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
