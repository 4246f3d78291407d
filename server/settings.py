"""A server's home folder: settings in clear, secrets in files of their own, data beside them.

    settings.toml   limits and time-outs, for a person to read and change
    secrets/        one file for each secret, readable by the server's user only; beside our own,
                    `database-password`, `objects-key-id` and `objects-key` where others need them
    sluis.db        the database, unless the settings name another one
    objects/        attachments by period and day, unless the settings name a bucket
    incoming/       uploads that are not submitted yet, likewise
    public/         `today` and `drop`, as they are served, made from the database
    run/            where a running server says how to reach it

No secret has a default, and none is ever shown by `repr`.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

import msgspec

MIB = 1024 * 1024
MB = 1000 * 1000
"""As the pages and `sluis-report` count what a file may have (submitter_ui/limits.py)."""
GIB = 1024 * MIB

Count = Annotated[int, msgspec.Meta(ge=1)]
Bytes = Annotated[int, msgspec.Meta(ge=0)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]
Mailbox = Annotated[str, msgspec.Meta(pattern=r"^[!-?A-~]+@[A-Za-z0-9.-]+\Z")]
Contact = Annotated[str, msgspec.Meta(pattern=r"^((https://|mailto:)[!-~]+)?\Z")]

Place = Annotated[str, msgspec.Meta(pattern=r"^(s3://[a-z0-9][a-z0-9.-]+(/[A-Za-z0-9._/-]*)?)?\Z")]
Endpoint = Annotated[str, msgspec.Meta(pattern=r"^(https?://[!-~]+)?\Z")]

FOLDERS = ("secrets", "objects", "incoming", "public", "run")
SECRET_SIZE = 32
SECRETS = ("ticket", "totp")
"""One purpose, one key: tickets of reporters, and the second factors of staff at rest."""

THE_DATABASE = "database-password"
"""The secret file of a database that asks for a password."""


class WrongHome(Exception):
    """The folder is not the home of a server, or something in it cannot be used."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an administrator may set; sizes in bytes, times in seconds."""

    database: str = ""
    objects: Place = ""
    objects_endpoint: Endpoint = ""
    objects_region: str = ""
    max_attachment: Bytes = 100 * MB
    inbound_attachment_limit: Bytes = 64 * MIB
    texts_per_day: Bytes = 1 * GIB
    texts_in_all: Bytes = 8 * GIB
    attachments_per_day: Bytes = 16 * GIB
    attachments_in_all: Bytes = 128 * GIB
    texts_disk_floor: Bytes = 256 * MIB
    attachments_disk_floor: Bytes = 2 * GIB
    session_idle: Count = 15 * 60
    session_absolute: Count = 8 * 60 * 60
    audit_days: Count = 731
    stats_least: Count = 5
    mail_server: str = ""
    mail_port: Port = 465
    mail_security: Literal["tls", "starttls"] = "tls"
    mail_ca: str = ""
    mail_user: str = ""
    mail_from: Mailbox = "sluis@localhost"
    mail_to: list[Mailbox] = []
    alarm_to: list[Mailbox] = []
    site: str = ""
    https: bool = False
    portal_https: bool = False
    security_contact: Contact = ""


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """Where attachments lie if not in the home."""

    name: str
    prefix: str
    endpoint: str
    region: str


class Secret:
    """A secret's bytes; `repr` shows nothing of them."""

    __slots__ = ("value",)

    def __init__(self, value: bytes) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Secret(hidden)"


@dataclass(frozen=True, slots=True)
class Home:
    """A server's home folder and its settings."""

    path: Path
    settings: Settings

    @property
    def database_url(self) -> str:
        """The URL of the database for SQLAlchemy, with the password if it has one."""
        if not self.settings.database:
            return f"sqlite:///{self.path / 'sluis.db'}"
        return with_password(self.settings.database, self.text_secret(THE_DATABASE))

    @property
    def bucket(self) -> BucketPlace:
        """The bucket of `objects = "s3://BUCKET/PREFIX"`."""
        name, _slash, prefix = self.settings.objects.removeprefix("s3://").partition("/")
        settings = self.settings
        return BucketPlace(
            name, prefix.strip("/"), settings.objects_endpoint, settings.objects_region
        )

    @property
    def objects(self) -> Path:
        """Where attachments lie."""
        return self.path / "objects"

    @property
    def incoming(self) -> Path:
        """Where uploads lie until they are submitted."""
        return self.path / "incoming"

    @property
    def public(self) -> Path:
        """Where the published files lie."""
        return self.path / "public"

    @property
    def run(self) -> Path:
        """Where a running server says how to reach it."""
        return self.path / "run"

    @property
    def site(self) -> Path | None:
        """Where the built site lies, if this server shows one."""
        return self.path / self.settings.site if self.settings.site else None

    def secret(self, name: str) -> Secret:
        """Return a secret of 32 bytes, or raise `WrongHome`."""
        value = self._read_secret(name)
        if len(value) != SECRET_SIZE:
            raise WrongHome(f"the secret file {name} is damaged; restore it from the backup")
        return Secret(value)

    def _read_secret(self, name: str) -> bytes:
        return read_secret_file(self.path / "secrets" / name)

    def text_secret(self, name: str) -> str:
        """Return a secret that somebody else made, nothing where there is none, or raise `WrongHome`."""
        if not (self.path / "secrets" / name).exists():
            return ""
        return self._read_secret(name).decode("utf-8", "replace").strip()


def read_secret_file(path: Path) -> bytes:
    """Return what is in a file that nobody else can read, or raise `WrongHome`."""
    try:
        if path.stat().st_mode & 0o077:
            raise WrongHome(f"others can read the secret file {path.name}; set its mode to 600")
        return path.read_bytes()
    except OSError as error:
        raise WrongHome(f"the secret file {path.name} cannot be read") from error


def open_home(path: Path) -> Home:
    """Return the home at `path`, or raise `WrongHome`."""
    file = path / "settings.toml"
    try:
        settings = parse_settings(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise WrongHome(f"{path} is not a server's home; make one with init") from error
    except OSError as error:
        raise WrongHome(f"{file} cannot be read") from error
    return Home(path.resolve(), settings)


def parse_settings(text: str) -> Settings:
    """Return the settings in a TOML text, or raise `WrongHome` that names what is wrong."""
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise WrongHome(f"the settings cannot be used: {error}") from error


def holds_password(url: str) -> bool:
    """Tell whether a database's URL has its password in it."""
    parts = urlsplit(url)
    return parts.password is not None or "password" in parse_qs(parts.query)


def with_password(url: str, password: str) -> str:
    """Return a URL with a password in it, or raise `WrongHome` where one stands in it, readable to too many."""
    parts = urlsplit(url)
    if holds_password(url):
        raise WrongHome(
            "the settings hold the password of the database; put it in secrets/database-password,"
            " with mode 600, and take it out of the settings"
        )
    if not password:
        return url
    user, at, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}{at}{place}"))


def render_settings(settings: Settings) -> str:
    """Return settings as TOML, one line for each; what JSON writes for them is TOML as well."""
    lines = [
        "# Sizes in bytes, times in seconds. An empty database means the file beside this one,",
        "# `objects` the folder: others are postgresql://USER@HOST/NAME and s3://BUCKET/PREFIX.",
        "# `site` is a folder that make site has made, and without one no page is served.",
    ]
    for name, value in msgspec.to_builtins(settings).items():
        lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
