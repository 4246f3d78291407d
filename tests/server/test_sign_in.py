"""Signing in to the portal: the same words for everything wrong, a growing delay, no lock-out."""

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from server import portal
from server.attempts import MAX_DELAY, delay
from server.models import accounts
from tests.server.service import Server


def refusal(server: Server, name: str = "anna", /, **wrong: str) -> dict[str, object]:
    """Return the body of a sign-in that must fail."""
    response = server.sign_in(name, **wrong)
    assert response.status_code == 401
    body: dict[str, object] = response.get_json()
    return body


def test_right_sign_in(server: Server) -> None:
    """Name, password and code give a session that works."""
    body = server.sign_in("anna").get_json()
    assert (body["idle_seconds"], body["absolute_seconds"]) == (900, 28_800)
    headers = {"Authorization": f"Bearer {body['token']}"}
    assert server.portal.get("/api/inbound", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "nobody"},
        {"name": "an\0na"},
        {"password": "x"},
        {"password": "x" * 3_000},
        {"code": "000000"},
        {"code": "é"},
        {"code": "\0"},
    ],
)
def test_everything_wrong_gets_the_same_words(server: Server, wrong: dict[str, str]) -> None:
    """Nothing in the answer tells which of the three was wrong."""
    body = refusal(server, **wrong)
    server.clock.second += 60
    assert body == refusal(server, "bram", password="y")
    assert body["wait"] == 30


def test_delay_grows_and_ends() -> None:
    """Delays double from one second to half a minute and stay there."""
    assert [delay(n) for n in range(1, 9)] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert delay(10**6) == MAX_DELAY


def test_early_attempts_do_not_count(server: Server) -> None:
    """Whoever hammers is refused and not counted, so the delay gets no longer than it was."""
    for _ in range(4):
        refusal(server, password="x")
        server.clock.second += 30
    refusal(server, password="x")
    for _ in range(15):
        server.clock.second += 1
        refusal(server)
    server.clock.second += 1
    assert server.sign_in("anna").status_code == 201


@pytest.mark.parametrize(("second", "wait"), [(0, 30), (1, 29), (29, 1), (30, 30)])
def test_wait_is_for_the_next_code(server: Server, second: int, wait: int) -> None:
    """A code that was used needs the next one, and the wait says when that comes."""
    server.clock.second = second
    assert server.sign_in("anna").status_code == 201
    assert refusal(server)["wait"] == wait
    server.clock.second += wait
    assert server.sign_in("anna").status_code == 201


def test_used_code_and_wrong_password_get_the_same_answer(server: Server) -> None:
    """A guesser learns nothing from the answer that somebody gets whose code was used."""
    server.clock.second = 7
    assert server.sign_in("anna").status_code == 201
    server.sign_in("bram")
    assert refusal(server) == refusal(server, "bram", password="x")


def test_wait_is_as_long_as_the_delay(server: Server) -> None:
    """A delay that outlasts the code is said."""
    for _ in range(6):
        refusal(server, password="x")
        server.clock.second += 30
    server.clock.second += 29
    assert refusal(server, password="x")["wait"] == MAX_DELAY


def test_nobody_is_locked_out(server: Server) -> None:
    """After a dozen failures the right sign-in works as soon as the delay is over."""
    for _ in range(12):
        refusal(server, password="x")
        server.clock.second += MAX_DELAY
    assert server.sign_in("anna").status_code == 201


def test_right_sign_in_too_early_is_refused_and_not_used_up(server: Server) -> None:
    """During the delay even the right one must wait, and its code still works afterwards."""
    refusal(server, password="x")
    refusal(server)
    server.clock.second += 1
    assert server.sign_in("anna").status_code == 201


def test_success_ends_the_delay(server: Server) -> None:
    """A right sign-in forgets the failures before it."""
    for _ in range(3):
        refusal(server, password="x")
        server.clock.second += 30
    assert server.sign_in("anna").status_code == 201
    server.clock.second += 59
    assert refusal(server, password="x")["wait"] == 1


def test_code_works_once(server: Server) -> None:
    """A code that was used is refused, also within its half minute."""
    assert server.sign_in("anna").status_code == 201
    refusal(server)


def test_older_code_than_the_last_is_refused(server: Server) -> None:
    """Somebody who saw the code before the last one cannot use it."""
    server.clock.second = 60
    old = pyotp.TOTP(server.staff["anna"].totp_secret).at(server.clock.now() - 30)
    assert server.sign_in("anna").status_code == 201
    refusal(server, code=old)


def test_code_of_the_neighbouring_step_works(server: Server) -> None:
    """A phone may be half a minute off."""
    early = pyotp.TOTP(server.staff["anna"].totp_secret).at(server.clock.now() + 30)
    assert server.sign_in("anna", code=early).status_code == 201


def test_session_ends_when_idle(server: Server) -> None:
    """After a quarter of an hour without a request the session is over."""
    headers = server.token("anna")
    server.clock.second += 899
    assert server.portal.get("/api/inbound", headers=headers).status_code == 200
    server.clock.second += 900
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401


def test_session_ends_in_any_case(server: Server) -> None:
    """After eight hours the session is over, however busy it was."""
    headers = server.token("anna")
    for _ in range(28_800 // 600 - 1):
        server.clock.second += 600
        assert server.portal.get("/api/inbound", headers=headers).status_code == 200
    server.clock.second += 600
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401


def test_signing_out_ends_the_session(server: Server) -> None:
    """A token is worth nothing after signing out."""
    headers = server.token("anna")
    assert server.portal.delete("/api/sessions", headers=headers).status_code == 204
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp4"])
def test_without_a_session_nothing_is_given(server: Server, header: str) -> None:
    """Neither inbound nor outbound works without a session."""
    headers = {"Authorization": header}
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401
    assert server.portal.post("/api/outbound", data=b"", headers=headers).status_code == 401


def test_administrator_gets_no_bundle(server: Server) -> None:
    """An administrator's account moves nothing."""
    server.add_staff("dirk", "administrator")
    refused = server.portal.get("/api/inbound", headers=server.token("dirk"))
    assert (refused.status_code, refused.get_json()["error"]) == (403, "role")


@pytest.mark.parametrize("body", [b"", b"{}", b'{"name":1,"password":"","code":""}', b"\xff"])
def test_malformed_sign_in(server: Server, body: bytes) -> None:
    """A body that is no sign-in is malformed and counts for nobody."""
    refused = server.portal.post("/api/sessions", data=body)
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")


def test_hash_of_older_strength_is_renewed_at_sign_in(server: Server) -> None:
    """An account keeps its password and gets today's hash when it next signs in."""
    client = portal.create_app(server.home.path, clock=server.clock).test_client()
    made = server.staff["anna"]
    code = pyotp.TOTP(made.totp_secret).at(server.clock.now())
    asked = {"name": "anna", "password": made.password, "code": code}
    assert client.post("/api/sessions", json=asked).status_code == 201
    with server.database.reading() as connection:
        kept = connection.scalar(select(accounts.c.password_hash).where(accounts.c.name == "anna"))
    assert not PasswordHasher().check_needs_rehash(str(kept))
