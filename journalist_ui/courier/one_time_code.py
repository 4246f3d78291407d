"""The code of six digits that changes every half minute (RFC 6238), for rehearsals.

At work the secret is in an authenticator and not on this machine.
"""

import base64
import binascii
import hashlib
import hmac

from journalist_ui.courier.errors import CourierError

STEP_SECONDS = 30
DIGITS = 6


def one_time_code(secret: str, *, seconds: float) -> str:
    """Return the code of a secret in base32 at this many seconds since 1970."""
    letters = secret.strip().replace(" ", "").upper()
    try:
        key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError) as error:
        raise CourierError("The file at --totp-secret-file holds no secret in base32.") from error
    counter = int(seconds) // STEP_SECONDS
    digest = hmac.digest(key, counter.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)
