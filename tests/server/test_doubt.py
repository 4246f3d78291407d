"""A clock in doubt: what speaks against a date, and who may say that it is right."""

import pytest

from crypto.period import last_kept_day, period_of
from server.doubt import SILENT_DAYS, TRUSTED_PAUSE_DAYS, ClockInDoubt, doubt_about
from server.retention import note_sweep, require_plausible_day
from tests.server.sent import pack, report, seal_attachment
from tests.server.service import Server
from tests.tiny_service import DAY


@pytest.fixture
def served(server: Server) -> Server:
    """Return a server on which a confidant brought a bundle, and which was swept."""
    assert server.bring("anna", pack(*server.tiny.bundle(0))).status_code == 200
    note_sweep(server.database, DAY)
    return server


def said(server: Server, day: int) -> str | None:
    """Return what speaks against a day."""
    with server.database.reading() as connection:
        return doubt_about(connection, day)


def test_days_around_the_last_sweep_are_believed(served: Server) -> None:
    """From a day before it, for hosts that do not agree at midnight, to two weeks after it."""
    days = range(DAY - 3, DAY + TRUSTED_PAUSE_DAYS + 3)
    believed = [day for day in days if said(served, day) is None]
    assert believed == list(range(DAY - 1, DAY + TRUSTED_PAUSE_DAYS + 1))


def test_clock_that_walks_is_stopped_by_the_signed_days(served: Server) -> None:
    """Sweeps that follow a clock from night to night end a month after the newest head."""
    day = DAY
    while said(served, day + 10) is None:
        day += 10
        note_sweep(served.database, day)
    assert DAY + SILENT_DAYS - 10 < day <= DAY + SILENT_DAYS
    assert day < last_kept_day(period_of(DAY))
    assert "signed" in (said(served, day + 10) or "")


def test_person_who_says_the_date_is_believed_for_a_month(served: Server) -> None:
    """Also where no workstation has signed for long: forgetting goes on."""
    late = DAY + 100
    with pytest.raises(ClockInDoubt, match="--day"):
        require_plausible_day(served.database, late, confirmed=None)
    require_plausible_day(served.database, late, confirmed=late)
    note_sweep(served.database, late, confirmed=True)
    for day in (late + 10, late + 20, late + SILENT_DAYS):
        require_plausible_day(served.database, day, confirmed=None)
        note_sweep(served.database, day)
    with pytest.raises(ClockInDoubt):
        require_plausible_day(served.database, late + SILENT_DAYS + 1, confirmed=None)


def test_sweep_before_what_was_signed_waits(served: Server) -> None:
    """A clock that went back sweeps nothing and does not move what the next sweep is held against."""
    with pytest.raises(ClockInDoubt, match="nothing was removed"):
        require_plausible_day(served.database, DAY - 400, confirmed=None)
    require_plausible_day(served.database, DAY + 1, confirmed=None)


def test_report_of_another_week_is_told_whose_clock_is_wrong(served: Server) -> None:
    """The sender's, as long as nothing speaks against the server's."""
    text, early = report(served.tiny, day=DAY), report(served.tiny, day=DAY + 30)
    assert served.submit(early).get_json()["error"] == "period"
    served.clock.day = DAY + 365
    refused = served.submit(text)
    assert (refused.status_code, refused.get_json()["error"]) == (503, "busy")
    assert "clock" in refused.get_json()["message"]


def test_upload_is_kept_while_the_clock_is_in_doubt(served: Server) -> None:
    """A file of another week is given up; one that the server's clock makes so is not."""
    content = seal_attachment(served.tiny, b"x", day=DAY)
    served.clock.day = DAY + 365
    ticket = served.ticket()
    location = served.begin_upload(len(content), ticket).headers["Location"]
    assert served.patch(location, content, 0, ticket).status_code == 503
    head = served.reporters.head(
        location, headers={"Tus-Resumable": "1.0.0", "Sluis-Ticket": ticket}
    )
    assert head.headers["Upload-Offset"] == "0"


def test_session_ends_when_the_clock_goes_back(served: Server) -> None:
    """It would live a year longer otherwise, and a fresh code would be fresh for a year."""
    token = served.token("anna")
    served.clock.day = DAY - 365
    assert served.portal.get("/api/inbound", headers=token).status_code == 401
