"""`sluis-server staff`: accounts are made, shown once and removed; a name that does not fit is refused."""

import json

import pytest

from tests.server.commands import Run, refused


def test_staff_is_made_and_shown_once(run: Run) -> None:
    """Password and second factor are printed when the account is made, and never again."""
    run("init")
    made = json.loads(
        run("staff", "add", "anna", "--role", "confidant", "--slot", "0", "--json").stdout
    )
    assert set(made) == {"name", "password", "totp_secret"}
    listed = run("staff", "list").stdout
    assert "anna" in listed
    assert made["password"] not in listed
    assert made["totp_secret"] not in listed


def test_staff_twice_is_refused(run: Run) -> None:
    """A name belongs to one account."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    refused(run("staff", "add", "anna", "--role", "recipient"), "account of this name")


@pytest.mark.parametrize(
    "words",
    [
        ["anna", "--role", "confidant"],
        ["anna", "--role", "recipient", "--slot", "1"],
        ["Anna", "--role", "recipient"],
    ],
)
def test_staff_that_does_not_fit_is_refused(run: Run, words: list[str]) -> None:
    """A confidant has a slot, nobody else has one, and names are plain."""
    run("init")
    assert run("staff", "add", *words).exit_code == 1
    assert json.loads(run("staff", "list", "--json").stdout) == []


def test_staff_can_be_removed(run: Run) -> None:
    """An account that is removed is gone, and removing nobody is refused."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    assert run("staff", "remove", "anna").exit_code == 0
    refused(run("staff", "remove", "anna"), "no account")


def test_printed_codes_are_shown_once(run: Run) -> None:
    """A sheet of ten is printed, in words or as JSON, and its name must exist."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    made = json.loads(run("staff", "codes", "anna", "--json").stdout)
    assert (made["name"], len(made["codes"])) == ("anna", 10)
    said = run("staff", "codes", "anna")
    assert said.stdout.count("\n") == 12
    assert "no longer work" in said.stderr
    refused(run("staff", "codes", "bram"), "no account")


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\x00", "\u202e", "\u2066", "\u200b", "\ufeff"])
def test_staff_name_with_an_invisible_sign_is_refused(run: Run, sign: str) -> None:
    """Control, direction and zero-width characters never get into a list of names."""
    run("init")
    refused(run("staff", "add", f"an{sign}na", "--role", "recipient"), "name has")
    assert json.loads(run("staff", "list", "--json").stdout) == []
