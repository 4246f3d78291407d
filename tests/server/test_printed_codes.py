"""Printed codes: each signs in once, none can be read back, and guessing them is slow."""

import re

import pytest
from sqlalchemy import select

from server.accounts import WrongAccount, remove_account
from server.models import printed_codes
from server.printed_codes import NUMBER, count_codes, make_codes
from tests.server.service import Server


def print_codes(server: Server, name: str) -> list[str]:
    """Return fresh codes of an account."""
    with server.database.writing() as connection:
        return make_codes(connection, name, key=server.home.secret("totp"))


def status(server: Server, name: str, /, **typed: str) -> int:
    """Return how a sign-in ended, half a minute after whatever was before."""
    server.clock.second += 60
    return server.sign_in(name, **typed).status_code


def test_codes_are_many_and_easy_to_type(server: Server) -> None:
    """Ten different ones, of small letters and digits in groups of four."""
    codes = print_codes(server, "anna")
    assert len(set(codes)) == NUMBER
    assert all(re.fullmatch(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", code) for code in codes)


def test_each_code_signs_in_once(server: Server) -> None:
    """A code works in place of the phone's digits, and then never again; the others stay."""
    codes = print_codes(server, "anna")
    assert [status(server, "anna", code=code) for code in codes[:2] * 2] == [201, 201, 401, 401]
    assert status(server, "anna", code=codes[2]) == 201


@pytest.mark.parametrize("change", [str.upper, lambda code: f" {code.replace('-', ' ')} "])
def test_code_is_taken_as_people_type_it(server: Server, change: object) -> None:
    """Capitals, and spaces in place of dashes, are forgiven."""
    assert callable(change)
    assert status(server, "anna", code=change(print_codes(server, "anna")[0])) == 201


def test_code_needs_its_password_and_its_owner(server: Server) -> None:
    """A sheet that was found opens nothing, and trying does not use it up."""
    code = print_codes(server, "anna")[0]
    assert status(server, "anna", code=code, password="x") == 401
    assert status(server, "bram", code=code) == 401
    assert status(server, "anna", code=code, name="nobody") == 401
    assert status(server, "anna", code=code) == 201


def test_paper_opens_while_a_stranger_keeps_the_name_waiting(server: Server) -> None:
    """Whoever knows a name and hammers it keeps nobody out who has a printed code."""
    code = print_codes(server, "anna")[0]
    for _ in range(8):
        server.sign_in("anna", password="x")
        server.clock.second += 30
    server.sign_in("anna", password="x")
    assert server.sign_in("anna").status_code == 401
    assert server.sign_in("anna", code=code).status_code == 201


def test_guessing_the_password_with_a_found_sheet_is_delayed(server: Server) -> None:
    """The delay of paper grows as the other one does, and the right password must wait it out."""
    codes = print_codes(server, "anna")
    assert server.sign_in("anna", code=codes[0], password="x").status_code == 401
    assert server.sign_in("anna", code=codes[0]).status_code == 401
    server.clock.second += 1
    assert server.sign_in("anna", code=codes[0]).status_code == 201


def test_new_codes_end_the_older_ones(server: Server) -> None:
    """Whoever prints a new sheet may lose the old one; another's codes stay."""
    old, others = print_codes(server, "anna"), print_codes(server, "bram")
    new = print_codes(server, "anna")
    assert status(server, "anna", code=old[0]) == 401
    assert status(server, "anna", code=new[0]) == 201
    assert status(server, "bram", code=others[0]) == 201


def test_database_holds_no_code(server: Server) -> None:
    """What is kept is a keyed hash; no code stands in the database's files."""
    codes = print_codes(server, "anna")
    kept = b"".join(path.read_bytes() for path in server.home.path.glob("sluis.db*"))
    for code in codes:
        assert code.encode() not in kept
        assert code.replace("-", "").encode() not in kept


def test_codes_go_with_their_account(server: Server) -> None:
    """An account that is removed leaves no codes behind."""
    print_codes(server, "anna")
    with server.database.writing() as connection:
        remove_account(connection, "anna")
        assert connection.execute(select(printed_codes)).all() == []


def test_codes_are_counted(server: Server) -> None:
    """It can be said how many are left."""
    code = print_codes(server, "anna")[0]
    status(server, "anna", code=code)
    with server.database.reading() as connection:
        account_id = connection.scalar(select(printed_codes.c.account_id))
        assert account_id is not None
        assert count_codes(connection, account_id) == NUMBER - 1


def test_nobody_gets_no_codes(server: Server) -> None:
    """An account that is not there is refused by name."""
    with pytest.raises(WrongAccount, match="no account"):
        print_codes(server, "nobody")
