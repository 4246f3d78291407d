"""A server on a temporary home with a tiny service behind it."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyotp
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask.testing import FlaskClient
from sqlalchemy import Column, update
from werkzeug.test import TestResponse

from crypto.bundle import Inbound
from crypto.period import period_of
from server import portal, reporters
from server.accounts import Credentials, add_account
from server.clock import DAY_SECONDS
from server.database import Database
from server.keyring_install import install_keyring, install_revocation
from server.new_home import create_home
from server.publication import Publisher
from server.schema import migrate
from server.settings import Home, open_home, render_settings
from server.stores import Stores, open_stores
from tests.server.grown import Backing
from tests.server.sent import open_bundle, report, seal_attachment
from tests.tiny_service import DAY, TinyService

FAST_HASHER = PasswordHasher.from_parameters(CHEAPEST)
"""Only for testing: a sign-in takes a millisecond."""
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    day: int = DAY
    second: int = 0

    def today(self) -> int:
        return self.day

    def now(self) -> int:
        return self.day * DAY_SECONDS + self.second


class Template(NamedTuple):
    """A home to copy, everybody's credentials, and what it stores on."""

    home: Home
    staff: dict[str, Credentials]
    backing: Backing = Backing()


@dataclass
class Server:
    """Both applications on one home, with a clock that the test moves."""

    home: Home
    database: Database
    clock: SetClock
    tiny: TinyService
    reporters: FlaskClient
    portal: FlaskClient
    staff: dict[str, Credentials] = field(default_factory=dict)
    backing: Backing = field(default_factory=Backing)

    @property
    def stores(self) -> Stores:
        """Return where attachments and uploads lie."""
        return open_stores(self.home, self.database)

    def objects(self) -> list[str]:
        """Return the ids of all attachments that are stored."""
        return self.backing.objects(self.home)

    def incoming(self) -> list[str]:
        """Return the names of all that waits for a submission."""
        return self.backing.incoming(self.home)

    def ticket(self) -> str:
        return str(self.reporters.post("/api/tickets").get_json()["ticket"])

    def submit(self, body: bytes, ticket: str | None = None) -> TestResponse:
        return self.reporters.post(
            "/api/submissions",
            data=body,
            headers={"Sluis-Ticket": ticket or self.ticket()},
            content_type="application/octet-stream",
        )

    def begin_upload(self, length: int, ticket: str) -> TestResponse:
        headers = TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(length)}
        return self.reporters.post("/api/uploads", headers=headers)

    def patch(self, location: str, piece: bytes, offset: int, ticket: str) -> TestResponse:
        return self.reporters.patch(
            location,
            data=piece,
            headers=TUS | {"Sluis-Ticket": ticket, "Upload-Offset": str(offset)},
            content_type="application/offset+octet-stream",
        )

    def upload(self, content: bytes, ticket: str) -> bytes:
        """Upload a whole stored attachment and return its id."""
        location = self.begin_upload(len(content), ticket).headers["Location"]
        assert self.patch(location, content, 0, ticket).status_code == 204
        return bytes.fromhex(location.rsplit("/", 1)[1])

    def add_staff(self, name: str, role: str, slot: int | None = None) -> None:
        self.staff[name] = add_staff(self.home, self.database, name=name, role=role, slot=slot)

    def sign_in(self, name: str, /, **wrong: str) -> TestResponse:
        made = self.staff[name]
        code = pyotp.TOTP(made.totp_secret).at(self.clock.now())
        asked = {"name": name, "password": made.password, "code": code}
        return self.portal.post("/api/sessions", json=asked | wrong)

    def token(self, name: str) -> dict[str, str]:
        """Sign in, half a minute later than the last time, and return the header."""
        self.clock.second += 30
        return {"Authorization": f"Bearer {self.sign_in(name).get_json()['token']}"}

    def get(self, name: str, query: str = "") -> tuple[Inbound, dict[str, bytes]]:
        """Fetch an inbound bundle and return its manifest and its files, verified."""
        response = self.portal.get(f"/api/inbound{query}", headers=self.token(name))
        assert response.status_code == 200
        assert len(response.data) == response.content_length
        return open_bundle(response.data)

    def revoke(self, slot: int) -> None:
        """Install the revocation of a slot and publish it."""
        with self.database.writing() as connection:
            install_revocation(connection, self.tiny.sign_revocation(slot))
        Publisher(self.home, self.database, self.clock).publish()

    def bring(self, name: str, bundle: bytes) -> TestResponse:
        return self.portal.post("/api/outbound", data=bundle, headers=self.token(name))


def make_home(path: Path, backing: Backing | None = None) -> Home:
    """Make an empty server."""
    backing = backing or Backing()
    home = create_home(path, backing.new())
    backing.let_in(home)
    database = Database(home.database_url)
    migrate(database)
    database.engine.dispose()
    return home


def furnish(home: Home, tiny: TinyService, *, day: int = DAY) -> dict[str, Credentials]:
    """Install the keyring and make a confidant for each of its three slots."""
    database = Database(home.database_url)
    with database.writing() as connection:
        install_keyring(connection, tiny.keyring_raw, root=tiny.root, day=day)
    Publisher(home, database, SetClock(day)).publish()
    staff = {
        name: add_staff(home, database, name=name, role="confidant", slot=slot)
        for slot, name in enumerate(("anna", "bram", "cato"))
    }
    database.engine.dispose()
    return staff


def add_staff(
    home: Home, database: Database, *, name: str, role: str, slot: int | None = None
) -> Credentials:
    """Make an account and return its credentials."""
    key = home.secret("totp")
    with database.writing() as connection:
        return add_account(
            connection, name=name, role=role, slot=slot, totp_key=key, hasher=FAST_HASHER
        )


def open_server(home: Home, tiny: TinyService, staff: dict[str, Credentials]) -> Server:
    """Return both applications on a home."""
    clock = SetClock()
    return Server(
        home=home,
        database=Database(home.database_url),
        clock=clock,
        tiny=tiny,
        reporters=reporters.create_app(home.path, clock=clock).test_client(),
        portal=portal.create_app(home.path, clock=clock, hasher=FAST_HASHER).test_client(),
        staff=dict(staff),
    )


def open_host(first: Server) -> Server:
    """Return another host of a server's service: its settings and secrets, and nothing else of its home."""
    path = first.home.path.with_name("other-host")
    settings = msgspec.structs.replace(first.home.settings, database=first.home.database_url)
    home = create_home(path, settings, like=first.home)
    first.backing.let_in(home)
    # A folder of objects is one host's; tests give it to two.
    for name in ("objects", "incoming"):
        (path / name).rmdir()
        (path / name).symlink_to(first.home.path / name)
    other = open_server(home, first.tiny, first.staff)
    other.backing = first.backing
    return other


def copy_server(
    template: Template, folder: Path, tiny: TinyService, **settings: int | str
) -> Server:
    """Return a server on a copy of a home, perhaps with other settings."""
    server = open_server(copy_home(template, folder / "home", **settings), tiny, template.staff)
    server.backing = template.backing
    return server


def copy_home(template: Template, path: Path, **settings: int | str) -> Home:
    """Return a copy of a home, perhaps with other settings."""
    shutil.copytree(template.home.path, path)
    copied = template.backing.copy(template.home.settings)
    changed = msgspec.structs.replace(copied, **settings)
    (path / "settings.toml").write_text(render_settings(changed))
    return open_home(path)


def flip(content: bytes) -> bytes:
    """Return a content with its last bit flipped."""
    return content[:-1] + bytes([content[-1] ^ 1])


def damage(server: Server, column: Column[bytes], content: bytes) -> bytes:
    """Flip a bit of what is stored in a column, and return what is there now."""
    with server.database.writing() as connection:
        changed = update(column.table).where(column == content).values({column: flip(content)})
        assert connection.execute(changed).rowcount == 1
    return flip(content)


def attach(server: Server) -> tuple[bytes, Path]:
    """Submit a report with an attachment; return what was sent, and the file that it is now if it is one."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x", day=server.clock.day)
    upload_id = server.upload(content, ticket)
    body = report(server.tiny, day=server.clock.day, uploads=(upload_id,))
    assert server.submit(body, ticket).status_code == 201
    day = server.clock.day
    return content, server.home.objects / str(period_of(day)) / str(day) / upload_id.hex()
