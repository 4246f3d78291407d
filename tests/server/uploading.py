"""An upload in the making, for tests: begun, and how much of it the server has."""

from tests.server.service import TUS, Server


def begin(server: Server, content: bytes) -> tuple[str, str]:
    """Begin an upload and return its address and ticket."""
    ticket = server.ticket()
    return server.begin_upload(len(content), ticket).headers["Location"], ticket


def offset(server: Server, location: str, ticket: str) -> str:
    """Return what the server says it has."""
    response = server.reporters.head(location, headers=TUS | {"Sluis-Ticket": ticket})
    assert response.status_code == 200
    return response.headers["Upload-Offset"]
