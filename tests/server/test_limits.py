"""Limits: what does not fit is refused with `full`, and what was there is untouched."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from server.models import submissions
from server.objects import FolderStore
from server.refusals import refusal_of
from tests.server.sent import report, seal_attachment
from tests.server.service import Server, Template, copy_server
from tests.tiny_service import TinyService


def stored(server: Server) -> int:
    """Return how many submissions are stored."""
    with server.database.reading() as connection:
        return connection.scalar(select(func.count(submissions.c.id))) or 0


@pytest.mark.parametrize("limit", ["texts_per_day", "texts_in_all"])
def test_texts_stop_at_their_limit(
    template: Template, tmp_path: Path, tiny: TinyService, limit: str
) -> None:
    """The report that does not fit is refused; the next day only the daily limit is open again."""
    server = copy_server(template, tmp_path, tiny, **{limit: 60_000})
    codes = [server.submit(report(tiny)).status_code for _ in range(3)]
    assert codes == [201, 201, 507]
    server.clock.day += 1
    assert server.submit(report(tiny)).status_code == (201 if limit == "texts_per_day" else 507)


def test_attachments_stop_at_their_limit_and_texts_go_on(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """A flood of files does not keep a written report out."""
    server = copy_server(template, tmp_path, tiny, attachments_per_day=150_000)
    ticket, content = server.ticket(), seal_attachment(tiny, b"x")
    server.upload(content, ticket)
    refused = server.begin_upload(len(content), ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (507, "full")
    assert server.submit(report(tiny)).status_code == 201


def test_announcing_uploads_takes_no_room(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """Only bytes that came count, so that nobody fills the service by announcing."""
    server = copy_server(template, tmp_path, tiny, attachments_per_day=150_000)
    content = seal_attachment(tiny, b"x")
    for _ in range(5):
        assert server.begin_upload(len(content), server.ticket()).status_code == 201
    server.upload(content, server.ticket())


def test_nearly_full_disk_refuses_files_before_texts(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """Files stop at a higher floor of free disk than texts."""
    server = copy_server(template, tmp_path, tiny, attachments_disk_floor=1 << 60)
    content = seal_attachment(tiny, b"x")
    assert server.begin_upload(len(content), server.ticket()).status_code == 507
    assert server.submit(report(tiny)).status_code == 201


def test_full_disk_refuses_texts(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """Below the floor nothing is acknowledged."""
    server = copy_server(template, tmp_path, tiny, texts_disk_floor=1 << 60)
    refused = server.submit(report(tiny))
    assert (refused.status_code, refused.get_json()["error"]) == (507, "full")
    assert stored(server) == 0


@pytest.mark.local
def test_disk_that_fills_while_an_object_is_placed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills between upload and commit stores nothing and loses nothing."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x")
    body = report(server.tiny, uploads=(server.upload(content, ticket),))

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "place", full)
        assert server.submit(body, ticket).status_code == 507
    assert stored(server) == 0
    assert server.submit(body, ticket).status_code == 201


@pytest.mark.local
def test_disk_that_fills_during_an_upload(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that does not fit leaves the upload as it was, to go on later."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x")
    location = server.begin_upload(len(content), ticket).headers["Location"]
    server.patch(location, content[:1_000], 0, ticket)
    write, calls = os.write, iter([100, None])

    def fill(descriptor: int, piece: bytes) -> int:
        size = next(calls)
        if size is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, piece[:size])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fill)
        assert server.patch(location, content[1_000:], 1_000, ticket).status_code == 507
    assert server.patch(location, content[1_000:], 1_000, ticket).status_code == 204
    assert (
        server.submit(
            report(server.tiny, uploads=(bytes.fromhex(location[-32:]),)), ticket
        ).status_code
        == 201
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [(sqlite3.SQLITE_FULL, "full"), (sqlite3.SQLITE_BUSY, "busy"), (sqlite3.SQLITE_CORRUPT, None)],
)
def test_database_errors_become_refusals(code: int, expected: str | None) -> None:
    """A full or busy database is said in words; anything else is a fault of ours."""
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    refusal = refusal_of(OperationalError("SELECT", {}, error))
    assert (refusal.code if refusal else None) == expected


@pytest.mark.local
def test_crash_between_placing_and_commit(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that was placed when the power went is placed again without complaint."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x")
    body = report(server.tiny, uploads=(server.upload(content, ticket),))
    place = FolderStore.place

    def place_and_crash(*arguments: object, **named: object) -> None:
        place(*arguments, **named)  # type: ignore[arg-type]
        raise SystemError

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "place", place_and_crash)
        assert server.submit(body, ticket).status_code == 500
    assert stored(server) == 0
    assert server.submit(body, ticket).status_code == 201
    _manifest, files = server.get("anna")
    assert content in files.values()
