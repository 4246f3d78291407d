"""Sessions of pages: apart from those of programs, and confirmed by a fresh code for five minutes."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import select

from server.models import accounts
from server.printed_codes import make_codes
from server.sessions import CONFIRMED_SECONDS, Sessions
from server.sign_in import SignInDesk, SignInRefused
from tests.server.service import FAST_HASHER, Server


@pytest.fixture
def sessions(server: Server) -> Sessions:
    """Return the sessions of a server."""
    return Sessions(server.database, server.clock, server.home.settings)


@pytest.fixture
def desk(server: Server) -> SignInDesk:
    """Return who judges codes."""
    return SignInDesk(server.database, server.clock, server.home.secret("totp"), FAST_HASHER)


@pytest.fixture
def anna(server: Server) -> bytes:
    """Return the id of an account."""
    with server.database.reading() as connection:
        found = connection.scalar(select(accounts.c.id).where(accounts.c.name == "anna"))
    assert found is not None
    return bytes(found)


def code_of(server: Server, name: str = "anna") -> str:
    """Return the digits that a phone shows now."""
    return pyotp.TOTP(server.staff[name].totp_secret).at(server.clock.now())


def is_confirmed(sessions: Sessions, token: str) -> bool:
    """Tell what a page would be told."""
    visit = sessions.find_visit(token)
    assert visit is not None
    return visit.confirmed


def test_cookie_is_no_token_of_the_interface(sessions: Sessions, anna: bytes) -> None:
    """What a page's cookie holds opens nothing at the interface, also with the page's own mark in front."""
    token = sessions.begin_visit(anna).token
    assert sessions.find_visit(token) is not None
    assert sessions.find(token) is None
    assert sessions.find(f"page:{token}") is None


def test_token_of_the_interface_is_no_cookie(sessions: Sessions, anna: bytes) -> None:
    """And the other way round."""
    token = sessions.begin(anna).token
    assert sessions.find(token) is not None
    assert sessions.find_visit(token) is None
    assert sessions.find_visit(f"program:{token}") is None


def test_fresh_code_counts_for_five_minutes(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """A visit begins unconfirmed, and a code confirms it for as long as somebody needs for two files."""
    token = sessions.begin_visit(anna).token
    assert not is_confirmed(sessions, token)
    desk.confirm(sessions, token, anna, code_of(server))
    server.clock.second += CONFIRMED_SECONDS - 1
    assert is_confirmed(sessions, token)
    server.clock.second += 1
    assert not is_confirmed(sessions, token)


def test_second_click_finds_what_the_first_one_did(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """The same code twice in one visit is no refusal, and in another visit it is."""
    mine, other = sessions.begin_visit(anna).token, sessions.begin_visit(anna).token
    code = code_of(server)
    desk.confirm(sessions, mine, anna, code)
    desk.confirm(sessions, mine, anna, code)
    with pytest.raises(SignInRefused):
        desk.confirm(sessions, other, anna, code)


def test_two_clicks_side_by_side_both_succeed(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """Whichever is second finds the code noted, and not used up by somebody else."""
    token, code = sessions.begin_visit(anna).token, code_of(server)
    with ThreadPoolExecutor(8) as clicks:
        confirmed = [clicks.submit(desk.confirm, sessions, token, anna, code) for _ in range(8)]
    assert [click.result() for click in confirmed] == [None] * 8


def test_wrong_code_confirms_nothing_and_slows_down(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """Guessing is counted; when the delay is over, the right code works."""
    token = sessions.begin_visit(anna).token
    for _ in range(8):
        with pytest.raises(SignInRefused):
            desk.confirm(sessions, token, anna, "000000")
        server.clock.second += 30
    with pytest.raises(SignInRefused) as refused:
        desk.confirm(sessions, token, anna, "000000")
    assert refused.value.wait == 30
    assert not is_confirmed(sessions, token)
    server.clock.second += 30
    desk.confirm(sessions, token, anna, code_of(server))
    assert is_confirmed(sessions, token)


def test_printed_code_confirms_as_well(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """Whoever signed in with a sheet of codes can also bring with it."""
    with server.database.writing() as connection:
        code = make_codes(connection, "anna", key=server.home.secret("totp"))[0]
    token = sessions.begin_visit(anna).token
    desk.confirm(sessions, token, anna, code)
    assert is_confirmed(sessions, token)


def test_code_of_somebody_else_confirms_nothing(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """The code must be the account's own."""
    token = sessions.begin_visit(anna).token
    with pytest.raises(SignInRefused):
        desk.confirm(sessions, token, anna, code_of(server, "bram"))


def test_guessing_in_a_visit_does_not_slow_the_door(
    server: Server, sessions: Sessions, desk: SignInDesk, anna: bytes
) -> None:
    """A stolen visit cannot make its owner wait at the sign-in."""
    token = sessions.begin_visit(anna).token
    for _ in range(5):
        with pytest.raises(SignInRefused):
            desk.confirm(sessions, token, anna, "000000")
        server.clock.second += 30
    assert server.sign_in("anna").status_code == 201
