"""A browser without scripts in front of the portal's pages: it keeps cookies, and fills in forms that it finds."""

import re
from dataclasses import dataclass
from io import BytesIO

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.server.service import Server

ORIGIN = {"Origin": "http://localhost"}
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')


@dataclass
class Visitor:
    """Somebody with a browser of their own."""

    server: Server
    client: FlaskClient
    name: str = "anna"

    def code(self) -> str:
        """Return what the phone shows now."""
        return pyotp.TOTP(self.server.staff[self.name].totp_secret).at(self.server.clock.now())

    def sign_in(self, language: str = "nl", /, **wrong: str) -> TestResponse:
        """Fill in the form, half a minute later than the last time."""
        self.server.clock.second += 30
        password = self.server.staff[self.name].password
        typed = {"name": self.name, "password": password, "code": self.code()} | wrong
        return self.client.post(f"/{language}/sign-in", data=typed, headers=ORIGIN)

    def signed_in(self) -> "Visitor":
        """Sign in, and be signed in."""
        assert self.sign_in().location == "/nl/"
        return self

    def see(self, path: str = "/nl/") -> str:
        """Return a page."""
        response = self.client.get(path)
        assert response.status_code == 200, response.location
        return response.text

    def token(self) -> str:
        """Return what the forms of the desk carry."""
        found = _TOKEN.search(self.see())
        assert found is not None
        return found[1]

    def get(self, **fields: str) -> TestResponse:
        """Ask for the inbound bundle."""
        typed = {"token": self.token()} | fields
        return self.client.post("/nl/inbound", data=typed, headers=ORIGIN)

    def bring(self, bundle: bytes, *, language: str = "nl", **fields: str) -> TestResponse:
        """Bring a file, with a fresh code."""
        self.server.clock.second += 30
        typed = {"token": self.token(), "code": self.code()} | fields
        return self.send(bundle, typed, language=language)

    def send(
        self, bundle: bytes, fields: dict[str, str], *, language: str = "nl", file: str = "b.tar"
    ) -> TestResponse:
        """Send the form with a file as it is."""
        data = fields | {"bundle": (BytesIO(bundle), file)}
        return self.client.post(f"/{language}/outbound", data=data, headers=ORIGIN)

    def sign_out(self) -> TestResponse:
        """Press the button."""
        return self.client.post("/nl/sign-out", data={"token": self.token()}, headers=ORIGIN)


def visitor(server: Server, name: str = "anna") -> Visitor:
    """Return somebody with a fresh browser."""
    return Visitor(server, server.portal.application.test_client(), name)
