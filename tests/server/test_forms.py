"""A sealed submission by form: stored once, or refused with a page that says what to do."""

import io
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from server.form_parts import MOST_HELD
from server.models import submissions
from server.submissions import MAX_BODY
from tests.server.running import running
from tests.server.running import send as send_over
from tests.server.sent import body_of, report, seal_texts
from tests.server.service import Server, Template, copy_server
from tests.server.small_site import write_small_site
from tests.tiny_service import DAY, TinyService

NAME = "verslag-van-jansen.docx"


@pytest.fixture
def shown(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server that shows a small site."""
    return copy_server(template, tmp_path, tiny, site=str(write_small_site(tmp_path / "site")))


def send(server: Server, body: bytes, *, language: str = "nl") -> TestResponse:
    """Send a file by form, as a browser does."""
    return server.reporters.post(
        f"/api/form/submissions?language={language}", data={"sealed": (io.BytesIO(body), NAME)}
    )


def count(server: Server) -> int:
    """Return how many submissions are stored."""
    with server.database.reading() as connection:
        return connection.scalar(select(func.count(submissions.c.id))) or 0


@pytest.mark.parametrize(("language", "page"), [("nl", "/nl/ontvangen/"), ("en", "/en/received/")])
def test_sealed_file_is_stored(shown: Server, language: str, page: str) -> None:
    """A sealed file is in the next inbound bundle as it was sent, and its sender is told so."""
    texts = seal_texts(shown.tiny)
    response = send(shown, body_of(texts), language=language)
    assert (response.status_code, response.headers["Location"]) == (303, page)
    assert shown.reporters.get(page).status_code == 200
    assert texts[0] in shown.get("anna")[1].values()


def test_second_click_stores_nothing_more(shown: Server) -> None:
    """The same file sent again, on another day too, is stored once and gets the same answer."""
    body = report(shown.tiny)
    for days in (0, 0, 1):
        shown.clock.day = DAY + days
        assert send(shown, body).status_code == 303
    assert count(shown) == 1


def test_two_files_are_two_submissions(shown: Server) -> None:
    """Another file is another submission."""
    for _ in range(2):
        send(shown, report(shown.tiny))
    assert count(shown) == 2


def test_longest_submission_fits(shown: Server) -> None:
    """A report of four parts comes in by form too."""
    assert send(shown, body_of(seal_texts(shown.tiny, parts=4))).status_code == 303


@pytest.mark.parametrize("body", [b"", b"Geachte heer", bytes(MAX_BODY)])
def test_what_is_not_sealed_is_refused(shown: Server, body: bytes) -> None:
    """Nothing, an ordinary document and zeros are refused with the page that says so."""
    response = send(shown, body, language="en")
    assert (response.status_code, response.data) == (400, b"malformed en")
    assert count(shown) == 0


def test_attachments_that_are_not_there_are_missed(shown: Server) -> None:
    """A message that names attachments without bringing them is refused."""
    response = send(shown, report(shown.tiny, uploads=(bytes(16),)))
    assert (response.status_code, response.data) == (404, b"malformed nl")


def test_too_large_a_file_is_answered(shown: Server) -> None:
    """A file that no submission can be is read away and refused, in the language of the page."""
    response = send(shown, bytes(3 * MAX_BODY), language="en")
    assert (response.status_code, response.data) == (413, b"malformed en")


@pytest.mark.parametrize("start", [b"", b"--x\r\nContent-Disposition: form-data; name="])
def test_form_without_an_end_is_not_held(shown: Server, start: bytes) -> None:
    """Bytes in which no part begins, and a part's header that never ends, are dropped after two pieces."""
    response = shown.reporters.post(
        "/api/form/submissions?language=nl",
        data=start + bytes(MOST_HELD + 1),
        content_type="multipart/form-data; boundary=x",
    )
    assert (response.status_code, response.data) == (413, b"malformed nl")


def test_other_week_has_its_own_page(shown: Server) -> None:
    """A file sealed for a week that is over gets the page about that."""
    body = report(shown.tiny)
    shown.clock.day += 30
    response = send(shown, body)
    assert (response.status_code, response.data) == (422, b"period nl")


def test_full_server_has_its_own_page(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """A server without room says so with a page, and stores nothing."""
    site = str(write_small_site(tmp_path / "site"))
    full = copy_server(template, tmp_path, tiny, site=site, texts_per_day=1)
    response = send(full, report(tiny))
    assert (response.status_code, response.data) == (507, b"full nl")
    assert count(full) == 0


@pytest.mark.parametrize("limit", ["texts_per_day", "texts_in_all"])
def test_flood_of_the_interface_leaves_a_share_to_forms(
    template: Template, tmp_path: Path, tiny: TinyService, limit: str
) -> None:
    """By script an eighth stays free, which the form may use to its last byte; then it is full for both."""
    site = str(write_small_site(tmp_path / "site"))
    room = 16 * len(seal_texts(tiny)[0])
    server = copy_server(template, tmp_path, tiny, site=site, **{limit: room})
    assert [server.submit(report(tiny)).status_code for _ in range(15)] == [201] * 14 + [507]
    assert [send(server, report(tiny)).status_code for _ in range(3)] == [303, 303, 507]
    assert server.submit(report(tiny)).status_code == 507
    assert count(server) == 16


def test_form_of_a_quiet_day_leaves_the_rest_to_the_interface(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """What came by form counts for both, so the room in all is never passed."""
    site = str(write_small_site(tmp_path / "site"))
    room = 8 * len(seal_texts(tiny)[0])
    server = copy_server(template, tmp_path, tiny, site=site, texts_per_day=room)
    assert [send(server, report(tiny)).status_code for _ in range(6)] == [303] * 6
    assert [server.submit(report(tiny)).status_code for _ in range(2)] == [201, 507]


def test_unexpected_error_has_its_own_page(
    shown: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of our own is a page for the reporter, and a place without a word of theirs in the log."""

    def fail(*_arguments: object) -> None:
        raise LookupError("marked text")

    monkeypatch.setattr("server.submissions.Submissions.store", fail)
    response = send(shown, report(shown.tiny))
    assert (response.status_code, response.data) == (500, b"internal nl")
    assert "marked text" not in caplog.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"sealed": "text, no file"},
        {"other": [b"x"]},
        {"sealed": [b"x", b"y"]},
    ],
)
def test_form_without_exactly_one_file_is_refused(
    shown: Server, form: dict[str, str | list[bytes]]
) -> None:
    """No file, another field, two files: the page about a wrong file."""
    filled_in = {
        name: value if isinstance(value, str) else [(io.BytesIO(file), NAME) for file in value]
        for name, value in form.items()
    }
    response = shown.reporters.post("/api/form/submissions", data=filled_in)
    assert (response.status_code, response.data) == (400, b"malformed nl")


def test_body_that_is_no_form_is_refused(shown: Server) -> None:
    """A submission as the interface takes it, or a broken form, is refused here."""
    for kind in (
        "application/octet-stream",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
    ):
        response = shown.reporters.post(
            "/api/form/submissions", data=report(shown.tiny), content_type=kind
        )
        assert (response.status_code, response.data) == (400, b"malformed nl")


def test_nothing_is_spooled(shown: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """No temporary file is made, and the file's name is in nothing that the server keeps."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr("werkzeug.formparser.default_stream_factory", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert send(shown, body_of(seal_texts(shown.tiny, parts=4))).status_code == 303
    kept = [path for path in shown.home.path.rglob("*") if path.is_file()]
    assert not any(b"jansen" in path.read_bytes() for path in kept)


def test_server_without_a_site_takes_no_form(server: Server) -> None:
    """Without pages to answer with there is no form."""
    assert send(server, report(server.tiny)).status_code == 404


def test_too_large_a_file_is_answered_over_a_line(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """A real server lets a browser finish sending 12 MB, so that it shows the page and not a broken line."""
    site = str(write_small_site(tmp_path / "site"))
    home = copy_server(template, tmp_path, tiny, site=site).home.path
    head = b'--x\r\nContent-Disposition: form-data; name="sealed"; filename="film.mp4"\r\n\r\n'
    body = head + bytes(12_000_000) + b"\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    with running(home) as server:
        answer = send_over(server.reporters, "POST", "/api/form/submissions", body, kind)
    assert (answer.status, answer.data) == (413, b"malformed nl")
