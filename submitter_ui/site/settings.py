"""What a service says about itself on its site: numbers and hours. The defaults are an example, not a promise."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

PhoneNumber = Annotated[str, msgspec.Meta(pattern=r"^\+?[0-9][0-9 -]{1,19}\Z")]
Hour = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3])\.[0-5][0-9]\Z")]


class WrongSettings(Exception):
    """The settings of the site cannot be used; see to the line that is named and build again."""


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that differs between two services' pages, but for the root."""

    phone: PhoneNumber = "0800 2800 200"
    emergency: PhoneNumber = "112"
    opens: Hour = "10.00"
    closes: Hour = "17.00"


def read_settings(path: Path | None) -> SiteSettings:
    """Return the settings in a TOML file, the example's without one, or raise `WrongSettings`."""
    if path is None:
        return SiteSettings()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), SiteSettings)
    except OSError as error:
        raise WrongSettings(f"the settings {path.name} cannot be read") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise WrongSettings(f"the settings {path.name} cannot be used: {error}") from error
