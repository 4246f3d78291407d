"""The register at the portal: for administrators only, in pages, verified, in two languages, and only to read."""

import re
from typing import get_args

import pytest
from sqlalchemy import update

from journalist_ui.portal.register_views import ACTS
from server.audit import Act, record
from server.models import audit_entries
from server.register_pages import ON_A_PAGE
from tests.server.service import Server
from tests.server.visiting import Visitor, visitor


@pytest.fixture
def dirk(server: Server) -> Visitor:
    """An administrator who is signed in."""
    server.add_staff("dirk", "administrator")
    return visitor(server, "dirk").signed_in()


def fill(server: Server, number: int) -> None:
    """Write entries down."""
    with server.database.writing() as connection:
        for _ in range(number):
            record(connection, "swept", day=server.clock.day, who="(console)")


def numbers(page: str) -> list[int]:
    """Return the numbers of the entries that a page shows."""
    return [int(found) for found in re.findall(r'<th scope="row">(\d+)</th>', page)]


def test_every_act_has_its_words() -> None:
    """A new one cannot come in without them."""
    assert ACTS.keys() == set(get_args(Act))


def test_acts_are_shown_in_words(dirk: Visitor) -> None:
    """Who, what, on which day, in both languages; the newest hash stands there too."""
    fill(dirk.server, 1)
    page = dirk.see("/nl/register")
    for words in ("Opgeruimd wat voorbij was", "op de server zelf", "Aangemeld", "dirk"):
        assert words in page
    assert "Het register klopt." in page
    page = dirk.see("/en/register")
    for words in ("Removed what was over", "on the server itself", "The register holds."):
        assert words in page


def test_pages_hold_every_entry_once(dirk: Visitor) -> None:
    """Newest first; the links lead from one to the next and end where it ends."""
    fill(dirk.server, 2 * ON_A_PAGE)
    seen, address = [], "/nl/register"
    while True:
        page = dirk.see(address)
        seen += numbers(page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        if older is None:
            break
        address = older[1]
    assert seen == sorted(seen, reverse=True)
    assert seen == list(range(seen[0], 0, -1))
    assert seen[0] > 2 * ON_A_PAGE
    assert 'rel="prev"' in page


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "-1", "x"])
def test_page_that_is_not_there_is_said(dirk: Visitor, number: str) -> None:
    """With a page of words."""
    missing = dirk.client.get(f"/nl/register/{number}")
    assert missing.status_code == 404
    assert missing.text.startswith("<!doctype html>")


def test_register_that_was_altered_is_said(dirk: Visitor) -> None:
    """On every page, also where the altered entry stands on another one."""
    fill(dirk.server, ON_A_PAGE)
    first = audit_entries.c.sequence == 1
    with dirk.server.database.writing() as connection:
        connection.execute(update(audit_entries).where(first).values(who="somebody else"))
    page = dirk.see("/nl/register")
    assert "Het register klopt niet." in page
    assert 'role="alert"' in page


@pytest.mark.parametrize("name", ["anna", "rijks"])
def test_only_an_administrator_sees_it(server: Server, name: str) -> None:
    """Confidants and recipients are told that it is not for them, and see no link to it."""
    server.add_staff("rijks", "recipient")
    other = visitor(server, name).signed_in()
    refused = other.client.get("/nl/register")
    assert refused.status_code == 403
    assert "hoort niet bij uw account" in refused.text
    assert "/nl/register" not in other.see()


def test_stranger_is_led_to_sign_in(server: Server) -> None:
    """Nobody reads it without a session."""
    assert visitor(server).client.get("/nl/register").location == "/nl/sign-in"


def test_it_can_be_read_only(dirk: Visitor) -> None:
    """No form but the one to sign out, and reading writes nothing."""
    page = dirk.see("/nl/register")
    assert re.findall(r'action="([^"]*)"', page) == ["/nl/sign-out"]
    assert numbers(dirk.see("/nl/register")) == numbers(page)
    assert 'href="/nl/register"' in dirk.see()
