"""A portal in memory: one account, sessions, an inbound bundle to give, outbound bundles to take."""

import io
import json

from crypto.bundle import (
    Inbound,
    Member,
    bundle_chunks,
    encode_inbound,
    file_of,
    manifest_hash,
    read_manifest,
)
from crypto.bundle_contents import Arrived, text_name
from journalist_ui.courier.one_time_code import one_time_code
from tests.clients.misbehaving import Answer, MisbehavingServer, Request
from tests.tiny_service import DAY, SERVICE_ID

NAME, PASSWORD, SECRET = "noor", "correct paard batterij nietje", "JBSWY3DPEHPK3PXP"
NOW = DAY * 86_400.0


def inbound_bundle(files: dict[str, bytes], *, maker: str = "portal") -> bytes:
    """Return an inbound bundle of these files."""
    manifest = Inbound(
        files=[file_of(name, content) for name, content in files.items()],
        maker=maker,  # type: ignore[arg-type] # some tests name another one
        service=SERVICE_ID.hex(),
        since=DAY - 7,
        through=DAY,
    )
    members = [Member(name, len(content), [content]) for name, content in files.items()]
    return b"".join(bundle_chunks(encode_inbound(manifest), members))


def outbound_bundle(manifest: bytes, files: dict[str, bytes]) -> bytes:
    """Return an outbound bundle."""
    members = [Member(name, len(content), [content]) for name, content in files.items()]
    return b"".join(bundle_chunks(manifest, members))


class FakePortal(MisbehavingServer):
    """The state behind the fake's endpoints."""

    def __init__(self) -> None:
        super().__init__()
        files = {
            "today": b"t" * 700,
            text_name(Arrived(1, bytes(16))): bytes(28_947),
            "period-keys": b"",
        }
        self.inbound = inbound_bundle(files)
        self.tokens: set[str] = set()
        self.signed_in = 0
        self.brought: list[bytes] = []
        self.codes_used: set[str] = set()
        self.left_out: str | None = "0"

    def act(self, request: Request) -> Answer:
        """Answer as the interface says."""
        path = request.path.partition("?")[0]
        if (request.method, path) == ("POST", "/api/sessions"):
            return self._sign_in(request)
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if token not in self.tokens:
            return Answer(401, b'{"error": "sign-in", "message": "no"}')
        return {
            "DELETE /api/sessions": lambda: self._sign_out(token),
            "GET /api/inbound": self._give,
            "POST /api/outbound": lambda: self._bring(request.body),
        }[f"{request.method} {path}"]()

    def _sign_in(self, request: Request) -> Answer:
        given = json.loads(request.body)
        code = one_time_code(SECRET, seconds=NOW)
        if given != {"name": NAME, "password": PASSWORD, "code": code}:
            return Answer(401, b'{"error": "sign-in", "message": "no", "wait": 4}')
        self.signed_in += 1
        token = f"token-{self.signed_in:020}"
        self.tokens.add(token)
        answer = {"token": token, "idle_seconds": 900, "absolute_seconds": 28_800}
        return Answer(201, json.dumps(answer).encode())

    def _sign_out(self, token: str) -> Answer:
        self.tokens.discard(token)
        return Answer(204)

    def _give(self) -> Answer:
        said = () if self.left_out is None else (("Sluis-Left-Out", self.left_out),)
        return Answer(200, self.inbound, said)

    def _bring(self, bundle: bytes) -> Answer:
        manifest = read_manifest(io.BytesIO(bundle))
        digest = manifest_hash(manifest)
        already = digest in self.brought
        if not already:
            self.brought.append(digest)
        place: dict[str, object] = {"slot": 0, "sequence": 0, "day": DAY}
        return Answer(200, json.dumps(place | ({"already": True} if already else {})).encode())
