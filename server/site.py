"""The built site: read once, whole, and served from memory (made by `submitter_ui/site`).

What its manifest (docs/protocol.md section 5.6) does not name has no address; what does not match its hash is
not served. So no request ever becomes a path: there is nothing to climb out of.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from flask import Response, request

from crypto.errors import Malformed
from crypto.page_headers import ANEW, TYPES, file_headers
from crypto.site_manifest import SiteManifest, holds, parse_site_frame, parse_site_manifest
from server.settings import WrongHome

MANIFEST = "manifest.json"
SIGNED = "manifest.signed"
"""The frame that the root holders signed, where they have; its body is the manifest."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What is tried in this order: the smaller one first."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site in every form in which it can be sent."""

    tag: str
    content: bytes
    packed: dict[str, bytes]
    headers: dict[str, str]

    def respond(self, *, status: int = 200) -> Response:
        """Return the response to the request at hand, packed as its browser likes best."""
        encoding = next(
            (name for name in self.packed if request.accept_encodings.quality(name) > 0), None
        )
        content = self.packed[encoding] if encoding else self.content
        response = Response(content, status, self.headers)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        if self.headers["Cache-Control"] == ANEW:
            response.set_etag(f"{self.tag}-{encoding}" if encoding else self.tag)
        if status == 200:
            response.make_conditional(request.environ)
        return response


class Site:
    """Every file of the site by its address."""

    def __init__(self, files: dict[str, SiteFile]) -> None:
        self._files = files

    @property
    def addresses(self) -> list[str]:
        """All addresses, sorted."""
        return sorted(self._files)

    def file(self, address: str) -> SiteFile:
        """Return the file at an address that the site has."""
        return self._files[address]


def load_site(folder: Path) -> Site:
    """Return the site in a folder, or raise `WrongHome` that says what is wrong with it."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = parse_site_manifest(raw)
        contents = {name[1:]: _read(folder.resolve(), name, manifest) for name in manifest.files}
        signed = read_signed(folder)
    except PermissionError as error:
        raise WrongHome(
            f"this user may not read {error.filename}; let everybody read the site: chmod -R a+rX {folder}"
        ) from error
    except OSError as error:
        raise WrongHome(f"no site can be read in {folder}; build it with make site") from error
    except Malformed as error:
        raise WrongHome(f"the manifest in {folder} is damaged; build the site again") from error
    contents[MANIFEST] = raw
    if signed is not None:
        contents[SIGNED] = signed
    packed = tuple(ENCODINGS.values())
    files = {name: _make(name, contents) for name in contents if not name.endswith(packed)}
    return Site({_address(name): file for name, file in files.items()})


def read_signed(folder: Path) -> bytes | None:
    """Return the signed manifest of the site in a folder, None where nobody signed; refuse that of another build."""
    path = folder / SIGNED
    if not path.is_file():
        return None
    raw = path.read_bytes()
    if parse_site_frame(raw)[1].body != (folder / MANIFEST).read_bytes():
        raise WrongHome(
            f"{SIGNED} in {folder} is of another build of the site; have the root holders sign this one"
        )
    return raw


def _read(folder: Path, name: str, manifest: SiteManifest) -> bytes:
    path = folder / name[1:]
    if path.resolve() != path:
        raise WrongHome(f"the site's manifest in {folder} names a file that is none of the site's")
    content = path.read_bytes()
    if not holds(manifest, name, content):
        raise WrongHome(
            f"{name[1:]} of the site is not what its manifest says; build the site again"
        )
    return content


def _make(name: str, contents: dict[str, bytes]) -> SiteFile:
    suffix = PurePosixPath(name).suffix
    if suffix not in TYPES:
        raise WrongHome(f"{name} of the site is of a kind that is not served")
    forms: dict[str, Any] = {each: contents.get(name + end) for each, end in ENCODINGS.items()}
    packed = {each: content for each, content in forms.items() if content is not None}
    return SiteFile(
        tag=hashlib.sha256(contents[name]).hexdigest()[:32],
        content=contents[name],
        packed=packed,
        headers=file_headers(name, packed=bool(packed)),
    )


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html")
