"""Attachments by form, without a script: several, then the message that names them; all or nothing."""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from crypto.submission import MAX_ATTACHMENTS
from server.models import attachments, submissions, uploads
from server.refusals import FULL_MESSAGE, Refusal
from server.room import Room
from tests.server.sent import report, seal_attachment
from tests.server.service import Server, Template, copy_server
from tests.server.small_site import write_small_site
from tests.tiny_service import DAY, TinyService

MESSAGE = "bericht.bin"


@pytest.fixture
def shown(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server that shows a small site."""
    return copy_server(template, tmp_path, tiny, site=str(write_small_site(tmp_path / "site")))


@dataclass
class Form:
    """What a reporter chose: sealed attachments with their ids, and the message."""

    server: Server
    contents: list[bytes]
    ids: list[bytes] = field(init=False)
    stored: list[bytes] = field(init=False)
    message: bytes = field(init=False)

    def __post_init__(self) -> None:
        tiny = self.server.tiny
        self.ids = [os.urandom(16) for _ in self.contents]
        self.stored = [seal_attachment(tiny, content) for content in self.contents]
        self.message = report(tiny, uploads=tuple(self.ids))

    def files(self) -> list[bytes]:
        """Return the attachments as files for the form."""
        pairs = zip(self.ids, self.stored, strict=True)
        return [name + len(raw).to_bytes(8, "big") + raw for name, raw in pairs]

    def send(self, files: list[bytes] | None = None, message: bytes | None = None) -> TestResponse:
        """Send the form as a browser does: the message last."""
        chosen = self.files() if files is None else files
        body = self.message if message is None else message
        sent = [("attachments", (io.BytesIO(raw), "a.bin")) for raw in chosen]
        data = {"attachments": [value for _name, value in sent], "sealed": (io.BytesIO(body), "m")}
        return self.server.reporters.post("/api/form/submissions?language=nl", data=data)


def count(server: Server, table: object = submissions) -> int:
    """Return how many rows a table has."""
    with server.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def test_several_attachments_come_with_their_message(shown: Server) -> None:
    """They are in the next bundle as they were sealed, and nothing waits any more."""
    form = Form(shown, [b"one", b"two" * 50_000])
    assert form.send().status_code == 303
    bundle = list(shown.get("anna")[1].values())
    assert all(raw in bundle for raw in form.stored)
    assert (count(shown), count(shown, attachments), count(shown, uploads)) == (1, 2, 0)


def test_second_click_stores_nothing_more(shown: Server) -> None:
    """The same form again gets the same answer."""
    form = Form(shown, [b"one"])
    assert [form.send().status_code for _ in range(2)] == [303, 303]
    assert (count(shown), count(shown, attachments), count(shown, uploads)) == (1, 1, 0)


def test_field_without_a_file_is_passed_over(shown: Server) -> None:
    """A browser sends it all the same, empty and without a name."""
    form = Form(shown, [])
    empty = {"attachments": (io.BytesIO(b""), ""), "sealed": (io.BytesIO(form.message), "m")}
    assert shown.reporters.post("/api/form/submissions", data=empty).status_code == 303


@pytest.mark.parametrize("wrong", ["short", "cut", "other", "long", "text", "huge"])
def test_attachment_that_is_none_takes_everything_back(shown: Server, wrong: str) -> None:
    """Nothing of a form is kept of which a part cannot be."""
    form = Form(shown, [b"one", b"two"])
    first, second = form.files()
    twisted = {
        "short": second[:20],
        "cut": second[:-1],
        "other": second[:16] + bytes(8) + second[24:],
        "long": second + b"x",
        "text": b"Geachte heer, bijgaand stuur ik u mijn verhaal. Met groet.",
        "huge": second[:16] + b"\xff" * 8 + second[24:],
    }[wrong]
    response = form.send([first, twisted])
    assert response.status_code in {400, 404, 413}
    assert response.data == b"malformed nl"
    assert (count(shown), count(shown, attachments), count(shown, uploads)) == (0, 0, 0)
    assert form.send().status_code == 303


def test_message_that_misses_takes_everything_back(shown: Server) -> None:
    """An attachment without a message, or with an ordinary document, leaves nothing."""
    form = Form(shown, [b"one"])
    for message in (b"", b"Geachte heer"):
        assert form.send(message=message).status_code == 400
    assert (count(shown), count(shown, uploads)) == (0, 0)


def test_other_week_has_its_own_page(shown: Server) -> None:
    """A form that was sealed for a week that is over is refused at its first attachment."""
    form = Form(shown, [b"one"])
    shown.clock.day = DAY + 30
    response = form.send()
    assert (response.status_code, response.data) == (422, b"period nl")
    assert count(shown, uploads) == 0


def test_attachment_of_another_s_message_is_not_replaced(shown: Server) -> None:
    """Whoever names a stored attachment's id changes nothing, and sends nothing."""
    form = Form(shown, [b"one"])
    form.send()
    thief = Form(shown, [b"else"])
    thief.ids = form.ids
    thief.message = report(shown.tiny, uploads=tuple(form.ids))
    assert thief.send().status_code == 404
    assert form.stored[0] in shown.get("anna")[1].values()
    assert (count(shown), count(shown, attachments)) == (1, 1)


def test_form_that_failed_at_its_last_step_can_be_sent_again(
    shown: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was placed and not stored does not stand in the way of the same attachment."""
    form = Form(shown, [b"one"])
    with monkeypatch.context() as patch:
        patch.setattr(Room, "take", _refuse)
        assert form.send().status_code == 507
    assert count(shown) == 0
    assert form.send().status_code == 303
    assert form.stored[0] in shown.get("anna")[1].values()


def _refuse(*_arguments: object, **_named: object) -> None:
    raise Refusal("full", FULL_MESSAGE)


def test_too_many_parts_are_refused(shown: Server) -> None:
    """As many as a message can name, and no more."""
    form = Form(shown, [b"x"])
    assert form.send(form.files() * (MAX_ATTACHMENTS + 2)).status_code == 413
    assert count(shown, uploads) == 0


def test_body_that_is_no_form_is_refused(shown: Server) -> None:
    """Another type, and a form that ends in the middle."""
    form = Form(shown, [])
    address = "/api/form/submissions"
    assert shown.reporters.post(address, data=form.message).status_code == 400
    cut = b'--x\r\nContent-Disposition: form-data; name="sealed"; filename="m"\r\n\r\nabc'
    kind = "multipart/form-data; boundary=x"
    assert shown.reporters.post(address, data=cut, content_type=kind).status_code == 400
    assert count(shown) == 0
