"""What reporters send: stored whole and once, or refused with a reason and not at all."""

import pytest
from sqlalchemy import func, select

from crypto.period import accept_window, period_of
from server.models import submissions, text_parts
from tests.server.sent import body_of, report, seal_attachment, seal_texts
from tests.server.service import Server
from tests.tiny_service import DAY


def count(server: Server) -> tuple[int, int]:
    """Return how many submissions and text parts are stored."""
    with server.database.reading() as connection:
        return (
            connection.scalar(select(func.count(submissions.c.id))) or 0,
            connection.scalar(select(func.count(text_parts.c.part))) or 0,
        )


def test_report_is_stored(server: Server) -> None:
    """A report of one part is acknowledged and is in the next inbound bundle as it came."""
    texts = seal_texts(server.tiny)
    response = server.submit(body_of(texts))
    assert (response.status_code, response.get_json()) == (201, {"stored": True})
    _manifest, files = server.get("anna")
    assert texts[0] in files.values()


def test_same_submission_again_is_the_same(server: Server) -> None:
    """Sending the same with the same ticket gets the same answer and stores nothing more."""
    ticket, body = server.ticket(), report(server.tiny)
    assert server.submit(body, ticket).status_code == 201
    again = server.submit(body, ticket)
    assert (again.status_code, again.get_json()) == (200, {"stored": True})
    assert count(server) == (1, 1)


def test_used_ticket_takes_nothing_else(server: Server) -> None:
    """Another body under a used ticket is a conflict."""
    ticket = server.ticket()
    server.submit(report(server.tiny), ticket)
    refused = server.submit(report(server.tiny), ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (409, "conflict")
    assert count(server) == (1, 1)


def test_four_parts_are_one_submission(server: Server) -> None:
    """A long report is stored with all its parts."""
    texts = seal_texts(server.tiny, parts=4)
    assert server.submit(body_of(texts)).status_code == 201
    assert count(server) == (1, 4)


@pytest.mark.parametrize("ticket", ["", "x", "A" * 48, "AABRK" + "-" * 43])
def test_false_ticket_is_refused(server: Server, ticket: str) -> None:
    """A ticket that this server did not give is refused."""
    headers = {"Sluis-Ticket": ticket}
    refused = server.reporters.post(
        "/api/submissions",
        data=report(server.tiny),
        headers=headers,
        content_type="application/octet-stream",
    )
    assert (refused.status_code, refused.get_json()["error"]) == (403, "ticket")


@pytest.mark.parametrize(("days", "status"), [(0, 201), (2, 201), (3, 403), (-1, 403)])
def test_ticket_is_good_for_two_more_days(server: Server, days: int, status: int) -> None:
    """A ticket works on its day and the two after it, and on no other."""
    ticket = server.ticket()
    server.clock.day += days
    assert server.submit(report(server.tiny, day=server.clock.day), ticket).status_code == status


def test_period_is_accepted_within_its_window_only(server: Server) -> None:
    """A period is accepted from a day before it until two days after it."""
    window = accept_window(period_of(DAY))
    body = report(server.tiny)
    for day in range(window.first - 1, window.last + 2):
        server.clock.day = day
        response = server.submit(body)
        assert (response.status_code == 201) == window.holds(day)
        if not window.holds(day):
            assert (response.status_code, response.get_json()["error"]) == (422, "period")


def test_every_flipped_byte_of_the_frame_is_refused_or_kept(server: Server) -> None:
    """A changed byte in version, counts or header shape is refused; nothing is half stored."""
    texts = seal_texts(server.tiny)
    body = body_of(texts)
    for place in (0, 1, 2, 3, 8, 30, 31, 40, 60):
        altered = bytearray(body)
        altered[place] ^= 0x80
        assert server.submit(bytes(altered)).status_code in (400, 422)
    assert count(server) == (0, 0)


@pytest.mark.parametrize("change", [-1, 1, -20_000])
def test_wrong_size_is_refused(server: Server, change: int) -> None:
    """A body that is cut off or longer than it says is refused."""
    body = report(server.tiny)
    body = body[:change] if change < 0 else body + bytes(change)
    refused = server.submit(body)
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")
    assert count(server) == (0, 0)


def test_too_long_a_body_is_refused(server: Server) -> None:
    """A body that no submission can have is refused without being read."""
    refused = server.submit(bytes(1_000_000))
    assert (refused.status_code, refused.get_json()["error"]) == (413, "too-large")


def test_parts_of_two_periods_are_refused(server: Server) -> None:
    """All parts of a submission are of one period."""
    texts = seal_texts(server.tiny) + seal_texts(server.tiny, day=DAY + 7)
    assert server.submit(body_of(texts)).status_code == 400


def test_attachment_goes_with_its_report(server: Server) -> None:
    """An uploaded attachment is in the inbound bundle beside its report, byte for byte."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"picture")
    upload_id = server.upload(content, ticket)
    assert server.submit(report(server.tiny, uploads=(upload_id,)), ticket).status_code == 201
    _manifest, files = server.get("anna")
    assert content in files.values()
    assert not server.incoming()


def test_unknown_attachment_is_refused(server: Server) -> None:
    """A submission that names an upload which is not here is not stored."""
    refused = server.submit(report(server.tiny, uploads=(bytes(16),)))
    assert (refused.status_code, refused.get_json()["error"]) == (404, "unknown")
    assert count(server) == (0, 0)


def test_attachment_of_another_ticket_is_refused(server: Server) -> None:
    """Nobody can claim another one's upload."""
    upload_id = server.upload(seal_attachment(server.tiny, b"x"), server.ticket())
    refused = server.submit(report(server.tiny, uploads=(upload_id,)))
    assert refused.status_code == 404
    assert count(server) == (0, 0)


def test_unfinished_attachment_is_refused_and_can_be_finished(server: Server) -> None:
    """A submission waits for the whole of its attachments; then the same ticket works."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x")
    location = server.begin_upload(len(content), ticket).headers["Location"]
    server.patch(location, content[:50_000], 0, ticket)
    body = report(server.tiny, uploads=(bytes.fromhex(location[-32:]),))
    assert server.submit(body, ticket).status_code == 404
    server.patch(location, content[50_000:], 50_000, ticket)
    assert server.submit(body, ticket).status_code == 201


def test_attachment_of_another_period_is_refused(server: Server) -> None:
    """Message and attachments go on the same day, so they are of one period."""
    server.clock.day = DAY + 4
    ticket = server.ticket()
    content = seal_attachment(server.tiny, b"x", day=DAY + 4)
    upload_id = server.upload(content, ticket)
    refused = server.submit(report(server.tiny, day=DAY, uploads=(upload_id,)), ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (422, "period")
