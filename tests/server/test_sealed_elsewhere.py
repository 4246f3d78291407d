"""Attachments that were sealed elsewhere keep the id that their message names, and go on after any interruption."""

import hashlib
import os

import pytest
from werkzeug.test import TestResponse

from tests.server.sent import report, seal_attachment
from tests.server.service import TUS, Server
from tests.tiny_service import DAY

UPLOAD_ID = os.urandom(16)


def ticket_of(server: Server, body: bytes) -> str:
    """Return the ticket that belongs to a sealed file."""
    headers = {"Sluis-Sealed": hashlib.sha256(body).hexdigest()}
    return str(server.reporters.post("/api/tickets", headers=headers).get_json()["ticket"])


def begin(server: Server, length: int, ticket: str, upload_id: bytes = UPLOAD_ID) -> TestResponse:
    """Begin an upload under an id that was drawn elsewhere."""
    headers = {"Sluis-Ticket": ticket, "Upload-Length": str(length)}
    return server.reporters.post(
        "/api/uploads", headers=TUS | headers | {"Sluis-Upload": upload_id.hex()}
    )


def send(server: Server, body: bytes, content: bytes) -> str:
    """Upload the attachment of a sealed message, submit, and return the ticket."""
    ticket = ticket_of(server, body)
    location = begin(server, len(content), ticket).headers["Location"]
    assert location == f"/api/uploads/{UPLOAD_ID.hex()}"
    assert server.patch(location, content, 0, ticket).status_code == 204
    assert server.submit(body, ticket).status_code == 201
    return ticket


def test_an_attachment_arrives_under_the_id_that_its_message_names(server: Server) -> None:
    """Both are in the next inbound bundle, as they were sent."""
    body = report(server.tiny, uploads=(UPLOAD_ID,))
    content = seal_attachment(server.tiny, b"x")
    send(server, body, content)
    files = server.get("anna")[1]
    assert [name for name in files if UPLOAD_ID.hex() in name] != []
    assert content in files.values()


def test_the_same_file_has_the_same_ticket_on_every_day_of_it(server: Server) -> None:
    """So what was begun goes on, in another visit and tomorrow; another file has another ticket."""
    body = report(server.tiny, uploads=(UPLOAD_ID,))
    content = seal_attachment(server.tiny, b"x")
    first = ticket_of(server, body)
    location = begin(server, len(content), first).headers["Location"]
    server.patch(location, content[:1000], 0, first)
    server.clock.day = DAY + 1
    again = ticket_of(server, body)
    assert begin(server, len(content), again).status_code == 201
    headers = TUS | {"Sluis-Ticket": again}
    assert server.reporters.head(location, headers=headers).headers["Upload-Offset"] == "1000"
    other = ticket_of(server, report(server.tiny))
    assert server.reporters.head(location, headers=TUS | {"Sluis-Ticket": other}).status_code == 404


def test_what_was_stored_is_acknowledged_again_without_being_sent_again(server: Server) -> None:
    """Its attachments are here: that is a conflict, and the message itself is acknowledged."""
    body = report(server.tiny, uploads=(UPLOAD_ID,))
    content = seal_attachment(server.tiny, b"x")
    ticket = send(server, body, content)
    refused = begin(server, len(content), ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (409, "conflict")
    assert server.submit(body, ticket).status_code == 200


@pytest.mark.parametrize("same_ticket", [True, False])
def test_an_id_that_is_in_use_is_a_conflict(server: Server, same_ticket: bool) -> None:
    """Of another message, or with another length; what was begun stays what it is."""
    content = seal_attachment(server.tiny, b"x")
    longer = seal_attachment(server.tiny, bytes(200_000))
    ticket = server.ticket()
    location = begin(server, len(content), ticket).headers["Location"]
    server.patch(location, content[:10], 0, ticket)
    other = ticket if same_ticket else server.ticket()
    length = len(longer) if same_ticket else len(content)
    assert begin(server, length, other).status_code == 409
    headers = TUS | {"Sluis-Ticket": ticket}
    assert server.reporters.head(location, headers=headers).headers["Upload-Offset"] == "10"


@pytest.mark.parametrize(
    "name", ["", "0" * 31, "0" * 33, "A" * 32, "../../../../../../etc/passwd12", "٣" * 32]
)
def test_an_id_that_is_none_is_refused(server: Server, name: str) -> None:
    """It would become a file's name."""
    headers = {
        "Sluis-Ticket": server.ticket(),
        "Upload-Length": "1",
        "Sluis-Upload": name.encode().decode("latin-1"),
    }
    refused = server.reporters.post("/api/uploads", headers=TUS | headers)
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")


@pytest.mark.parametrize("digest", ["", "0" * 63, "g" * 64, "A" * 64])
def test_a_digest_that_is_none_gets_no_ticket(server: Server, digest: str) -> None:
    """It is SHA-256 in lower case."""
    refused = server.reporters.post("/api/tickets", headers={"Sluis-Sealed": digest})
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")
