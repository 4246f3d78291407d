"""A reporters' server in memory: it stores what it is given and checks what a client could get wrong."""

import json
import re
from base64 import b64decode
from dataclasses import dataclass, field
from hashlib import sha256

from crypto.drop import encode_drop
from crypto.period import period_of
from crypto.sizes import is_stored_attachment_size
from crypto.stored import parse_stored_attachment
from crypto.submission import parse_submission
from tests.clients.misbehaving import Answer, CutError, MisbehavingServer, Request
from tests.tiny_service import SLOTS, TinyService


@dataclass
class Upload:
    """A tus upload: whose it is, how long it will be, what has come."""

    ticket: str
    length: int
    content: bytearray = field(default_factory=bytearray)


class FakeServer(MisbehavingServer):
    """The state behind the fake's endpoints."""

    def __init__(self, service: TinyService) -> None:
        super().__init__()
        self.service = service
        self.today = service.today()
        self.drop: bytes | None = None
        self.tickets: list[str] = []
        self.uploads: dict[str, Upload] = {}
        self.submissions: dict[str, bytes] = {}
        self.stored: set[str] = set()

    @property
    def only_submission(self) -> bytes:
        """The body of the one submission."""
        (body,) = self.submissions.values()
        return body

    def drop_now(self) -> bytes:
        """Return the drop as published."""
        if self.drop is not None:
            return self.drop
        return b"".join(encode_drop(self.service.entries(), period=period_of(self.service.day)))

    def act(self, request: Request) -> Answer:
        """Answer as the interface says."""
        upload = re.fullmatch(r"/api/uploads/([0-9a-f]{32})", request.path)
        if upload:
            return self._upload(upload[1], request)
        return {
            "GET /api/today": lambda _: Answer(200, self.today),
            "GET /api/drop": lambda _: Answer(200, self.drop_now()),
            "POST /api/tickets": self._ticket,
            "POST /api/uploads": self._create,
            "POST /api/submissions": self._submit,
        }[f"{request.method} {request.path}"](request)

    def _ticket(self, request: Request) -> Answer:
        sealed = request.headers["Sluis-Sealed"]
        ticket = f"ticket-{len(self.tickets):016}" if sealed is None else f"ticket-of-{sealed}"
        self.tickets.append(ticket)
        return Answer(201, json.dumps({"ticket": ticket}).encode())

    def _create(self, request: Request) -> Answer:
        assert request.headers["Tus-Resumable"] == "1.0.0"
        length = int(request.headers["Upload-Length"])
        assert is_stored_attachment_size(length, slots=SLOTS)
        upload_id = request.headers["Sluis-Upload"] or f"{len(self.uploads):032x}"
        upload = Upload(request.headers["Sluis-Ticket"], length)
        begun = self.uploads.setdefault(upload_id, upload)
        if (begun.ticket, begun.length) != (upload.ticket, length) or upload_id in self.stored:
            return Answer(409, b'{"error": "conflict", "message": "no"}')
        return Answer(201, headers=(("Location", f"/api/uploads/{upload_id}"),))

    def _upload(self, upload_id: str, request: Request) -> Answer:
        upload = self.uploads[upload_id]
        assert upload.ticket == request.headers["Sluis-Ticket"]
        if request.method == "PATCH":
            assert request.headers["Content-Type"] == "application/offset+octet-stream"
            if int(request.headers["Upload-Offset"]) != len(upload.content):
                return Answer(409, b'{"error": "conflict", "message": "no"}')
            algorithm, _, digest = request.headers["Upload-Checksum"].partition(" ")
            assert (algorithm, b64decode(digest)) == ("sha256", sha256(request.body).digest())
            if request.taken is not None:
                # Of a piece that is cut nothing is kept: its checksum is another.
                raise CutError
            upload.content += request.body
        status = 204 if request.method == "PATCH" else 200
        return Answer(status, headers=(("Upload-Offset", str(len(upload.content))),))

    def _submit(self, request: Request) -> Answer:
        ticket = request.headers["Sluis-Ticket"]
        assert ticket in self.tickets
        submission, _period = parse_submission(request.body, slots=SLOTS)
        for upload_id in submission.uploads:
            upload = self.uploads[upload_id.hex()]
            assert (upload.ticket, len(upload.content)) == (ticket, upload.length)
            parse_stored_attachment(bytes(upload.content), size=upload.length, slots=SLOTS)
            self.stored.add(upload_id.hex())
        status = 200 if self.submissions.get(ticket) == request.body else 201
        assert self.submissions.setdefault(ticket, request.body) == request.body
        return Answer(status, b'{"stored": true}')
