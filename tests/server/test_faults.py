"""When something is wrong on our side: said in general words, logged without anybody's words."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import event, text

from server import portal, reporters
from server.submissions import Submissions
from tests.server.sent import report
from tests.server.service import Server, make_home, open_server
from tests.tiny_service import TinyService

SECRET = "what somebody wrote"


def test_unexpected_error_is_logged_by_kind_and_place_only(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the answer nor the log repeats the message of an error."""

    def fail(*_arguments: object) -> bool:
        raise LookupError(SECRET)

    monkeypatch.setattr(Submissions, "store", fail)
    response = server.submit(report(server.tiny))
    assert (response.status_code, response.get_json()["error"]) == (500, "internal")
    assert SECRET not in response.text + caplog.text
    assert "LookupError at test_faults.py:" in caplog.text


@pytest.mark.local
def test_full_database_stores_nothing_and_loses_nothing(server: Server) -> None:
    """A database that cannot grow refuses with `full`, and takes the same again when it can."""
    services = server.reporters.application.extensions["sluis"]
    engine = services.submissions._database.engine

    def stop_growing(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    with server.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    body, ticket = report(server.tiny), server.ticket()
    event.listen(engine, "begin", stop_growing)
    refused = server.submit(body, ticket)
    event.remove(engine, "begin", stop_growing)
    engine.dispose()
    assert (refused.status_code, refused.get_json()["error"]) == (507, "full")
    assert server.submit(body, ticket).status_code == 201


def test_more_at_once_than_there_are_connections_is_busy(server: Server) -> None:
    """Whoever waits in vain for a connection to the database is told to come back, and so are programs."""
    engine = server.reporters.application.extensions["sluis"].submissions._database.engine
    body, ticket = report(server.tiny), server.ticket()
    with ExitStack() as held, pytest.MonkeyPatch.context() as patch:
        for _ in range(engine.pool.size() + engine.pool._max_overflow):
            held.enter_context(engine.connect())
        patch.setattr(engine.pool, "_timeout", 0.1)
        refused = server.submit(body, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (503, "busy")
    assert server.submit(body, ticket).status_code == 201


def test_before_the_first_keyring_the_service_is_not_open(
    tmp_path: Path, tiny: TinyService
) -> None:
    """Without a keyring everything that needs one says so."""
    server = open_server(make_home(tmp_path / "home"), tiny, {})
    for path in ("/api/today", "/api/drop"):
        response = server.reporters.get(path)
        assert (response.status_code, response.get_json()["error"]) == (503, "busy")
    assert server.submit(report(tiny)).status_code == 503
    assert server.begin_upload(100_000, server.ticket()).status_code == 503


@pytest.mark.parametrize("module", [reporters, portal])
def test_home_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch, module: object
) -> None:
    """A WSGI host can name the home in SLUIS_HOME."""
    monkeypatch.setenv("SLUIS_HOME", str(server.home.path))
    client = module.application().test_client()  # type: ignore[attr-defined]
    assert client.get("/api/nothing").status_code == 404


@pytest.mark.parametrize(("method", "path"), [("PUT", "/api/today"), ("GET", "/api/submissions")])
def test_other_methods_are_refused(server: Server, method: str, path: str) -> None:
    """An address takes what it is for."""
    refused = server.reporters.open(path, method=method)
    assert (refused.status_code, refused.get_json()["error"]) == (405, "malformed")
