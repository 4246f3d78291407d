"""The root of trust: 32 bytes that come with the client or from the reporter, never from the server.

A packaged client has them in the file `root.hex` beside this module; `--root`
is for a client that was not made for one service.
"""

import binascii
from importlib import resources

from submitter_ui.refusals import Refusal

ROOT_SIZE = 32
ROOT_FILE = "root.hex"


def read_root(given: str | None) -> bytes:
    """Return the 32-byte root, `given` in hex or compiled in, or raise `Refusal`."""
    text = given if given is not None else _compiled_in()
    try:
        root = binascii.unhexlify(text.strip())
    except (binascii.Error, ValueError) as error:
        raise Refusal("wrong_root") from error
    if len(root) != ROOT_SIZE:
        raise Refusal("wrong_root")
    return root


def _compiled_in() -> str:
    file = resources.files("submitter_ui") / ROOT_FILE
    if not file.is_file():
        raise Refusal("no_root")
    return file.read_text("utf-8")
