"""Typage, the other implementation of age, at the other end of a pipe (age.mjs)."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crypto.age_text import encode_recipient, encode_seed
from crypto.header import Stanza
from crypto.hybrid import Recipient
from crypto.opening.identity import Identity
from deploy.node import ready_node

SCRIPT = Path(__file__).with_name("age.mjs")


class Refused(Exception):
    """Typage refused; the text is its own."""


class Typage:
    """One process of Node that answers until `close`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [ready_node(), SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End the process; a script that failed on the way fails the tests."""
        self._process.communicate()
        assert self._process.returncode == 0

    def vectors(self) -> dict[str, bytes]:
        """Return the files of the published vectors by their names."""
        return {name: b64decode(raw) for name, raw in self._ask("vectors").items()}

    def take_armor_off(self, armored: bytes) -> bytes:
        """Return the file inside ASCII armor."""
        return b64decode(self._ask("takeArmorOff", text=armored.decode("latin-1")))

    def recipient_of(self, identity: Identity) -> str:
        """Return the recipient of an identity, as typage works it out and writes it."""
        return str(self._ask("recipientOf", identity=encode_seed(identity.seed)))

    def read_stanzas(self, sealed: bytes) -> tuple[Stanza, ...]:
        """Return the stanzas of a header as typage reads them."""
        stanzas = self._ask("readStanzas", file=_text(sealed))
        return tuple(Stanza(tuple(s["arguments"]), b64decode(s["body"])) for s in stanzas)

    def seal(
        self,
        plaintext: bytes,
        recipients: Sequence[Recipient],
        decoys: dict[int, bytes] | None = None,
    ) -> bytes:
        """Return a sealed file; `decoys` says which stanzas wrap another key than the file's."""
        wrapped = [
            {
                "recipient": encode_recipient(recipient),
                "key": _text(decoys[index]) if decoys and index in decoys else None,
            }
            for index, recipient in enumerate(recipients)
        ]
        return b64decode(self._ask("seal", plaintext=_text(plaintext), recipients=wrapped))

    def open(self, sealed: bytes, identity: Identity) -> bytes:
        """Return the plaintext of a sealed file."""
        return b64decode(self._ask("open", file=_text(sealed), identity=encode_seed(identity.seed)))

    def _ask(self, command: str, **given: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["answer"]


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
