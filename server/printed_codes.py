"""Printed codes of staff: for the day on which the phone is lost or empty; each works once.

The database keeps a keyed hash of each, so that neither the database nor a
backup of it lets anybody sign in. Making new ones ends those from before.
"""

import base64
import hashlib
import hmac
import re
import secrets

from sqlalchemy import Connection, delete, func, insert, select

from server.accounts import WrongAccount
from server.models import accounts, printed_codes
from server.settings import Secret

NUMBER = 10
"""As many as fit a card in a wallet."""
_CODE_SIZE = 10
"""80 bits, written as four groups of four letters and digits."""
_GROUP = 4
_CODE = re.compile(r"[a-z2-7]{16}")
_LABEL = b"printed code\0"


def make_codes(connection: Connection, name: str, *, key: Secret) -> list[str]:
    """Return fresh codes of an account in place of its older ones, or raise `WrongAccount`."""
    account_id = connection.scalar(select(accounts.c.id).where(accounts.c.name == name))
    if account_id is None:
        raise WrongAccount("there is no account of this name")
    connection.execute(delete(printed_codes).where(printed_codes.c.account_id == account_id))
    codes = [_random_code() for _ in range(NUMBER)]
    hashes = [hash_code(code, account_id=account_id, key=key) for code in codes]
    rows = [{"code_hash": code_hash, "account_id": account_id} for code_hash in hashes]
    connection.execute(insert(printed_codes), rows)
    return codes


def is_printed(code: str) -> bool:
    """Tell whether a code has the form of a printed one, however it was typed."""
    return _CODE.fullmatch(_without_groups(code)) is not None


def hash_code(code: str, *, account_id: bytes, key: Secret) -> bytes:
    """Return the 32 bytes under which a code of an account is kept."""
    typed = _without_groups(code).encode()
    return hmac.digest(key.value, _LABEL + account_id + typed, hashlib.sha256)


def count_codes(connection: Connection, account_id: bytes) -> int:
    """Return how many codes an account has left."""
    mine = printed_codes.c.account_id == account_id
    return connection.scalar(select(func.count()).select_from(printed_codes).where(mine)) or 0


def _random_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(_CODE_SIZE)).decode().lower()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _without_groups(code: str) -> str:
    return code.strip().lower().replace("-", "").replace(" ", "")
