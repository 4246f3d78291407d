"""The doctor as a visitor: the site's files, and the headers of what this machine serves."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPMessage
from urllib.parse import urlsplit

from crypto.errors import ProtocolError
from crypto.keyring import root_of
from crypto.page_headers import API_HEADERS
from crypto.site_manifest import open_site
from server.findings import Finding, Patient, fine, see_to
from server.headers import PORTAL_HEADERS
from server.keyrings import NoKeyring, read_installed
from server.settings import WrongHome
from server.site import load_site, read_signed

_SECONDS = 10
_SIGN = "have the root holders sign manifest.json (sluis-workstation ceremony site)"
_DO = "start sluis-server serve (systemctl status sluis), and look at what it last said"


def check_site(patient: Patient) -> Iterator[Finding]:
    """Every file of the site is what its manifest says."""
    folder = patient.home.site
    if folder is None:
        yield fine("site", "this server shows none")
        return
    try:
        load_site(folder)
        signed = read_signed(folder)
    except (WrongHome, OSError) as error:
        yield see_to("site", str(error), "build it anew with make site, and compare the hashes")
        return
    yield fine("site", "every file is what its manifest says")
    yield _judge_signatures(patient, signed)


def _judge_signatures(patient: Patient, signed: bytes | None) -> Finding:
    if signed is None:
        return see_to("signed site", "no root holder has signed the site", _SIGN)
    try:
        with patient.database.reading() as connection:
            installed = read_installed(connection)
        open_site(signed, keyring=installed.keyring, root=root_of(installed.keyring.roots))
    except NoKeyring:
        do = "install the keyring; then look again"
        return see_to("signed site", "nobody can tell without a keyring", do)
    except ProtocolError as error:
        return see_to("signed site", str(error), _SIGN)
    return fine("signed site", "enough root holders have signed what is served")


def check_served(patient: Patient) -> Iterator[Finding]:
    """Both applications answer on this machine, with their headers and without a cookie for reporters."""
    try:
        urls = json.loads((patient.home.run / "endpoints.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        # A machine that lost its power may have left half a file.
        yield see_to("served", "nothing is served from this home", _DO)
        return
    for name, path, expected in (
        ("reporters", "/api/today", API_HEADERS),
        ("portal", "/nl/sign-in", PORTAL_HEADERS),
    ):
        yield _look_at(name, urls[name], path, expected)


def _look_at(name: str, url: str, path: str, expected: dict[str, str]) -> Finding:
    try:
        status, headers = _get(url, path)
    except (OSError, HTTPException):
        return see_to("served", f"{name}: does not answer at {url}", _DO)
    if status >= 500:
        return see_to("served", f"{name}: answers {status}", "install a keyring; look at the log")
    missing = [field for field, value in expected.items() if headers.get(field) != value]
    if missing:
        do = "let nothing between the server and its visitors change headers"
        return see_to("headers", f"{name}: {', '.join(missing)} is missing or another one", do)
    if name == "reporters" and "Set-Cookie" in headers:
        return see_to("headers", "reporters: a cookie is set", "find out who sets it, and stop it")
    return fine("served", f"{name}: answers, with every header")


def _get(url: str, path: str) -> tuple[int, HTTPMessage]:
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=_SECONDS)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.msg
