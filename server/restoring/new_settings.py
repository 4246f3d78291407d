"""The settings and secrets of a home on its way.

The new home stores where whoever restores says, never where the backup says that
the old one did: a drill must not write into the stores of the service.
"""

import os
import re
from dataclasses import asdict, dataclass

import msgspec

from crypto.errors import Malformed
from server.restoring.errors import NOT_WHOLE
from server.settings import THE_DATABASE, Home, parse_settings, render_settings

_SECRET_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the new home stores, as in its settings; None is what the backup says of its own."""

    database: str = ""
    objects: str = ""
    objects_endpoint: str | None = None
    objects_region: str | None = None


class NewSettings:
    """The settings and secrets of a home on its way."""

    def __init__(self, home: Home, places: Places, password: str) -> None:
        self._home, self._places = home, places
        if password:
            self._write_secret(THE_DATABASE, password.encode())

    def write(self, content: bytes) -> None:
        """Write the settings of the backup, with the new places in them."""
        found = parse_settings(content.decode("utf-8", "replace"))
        named = {name: value for name, value in asdict(self._places).items() if value is not None}
        text = render_settings(msgspec.structs.replace(found, **named))
        parse_settings(text)
        (self._home.path / "settings.toml").write_text(text, "utf-8")

    def take_secret(self, name: str, content: bytes) -> None:
        """Write a secret of the backup, or raise `Malformed` where its name is none."""
        if not _SECRET_NAME.fullmatch(name):
            raise Malformed(NOT_WHOLE)
        # That of the old database opens no other one, and would stand in the way of how that is opened.
        if not (name == THE_DATABASE and self._places.database):
            self._write_secret(name, content)

    def _write_secret(self, name: str, content: bytes) -> None:
        path = self._home.path / "secrets" / name
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
