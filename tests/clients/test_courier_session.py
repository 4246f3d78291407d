"""Signing in at the portal: what is asked, what is kept, what is never shown."""

import json
import stat
from collections.abc import Callable

import pytest
from click.testing import Result

from journalist_ui.courier.errors import CourierError
from journalist_ui.courier.one_time_code import one_time_code
from tests.clients.conftest import Courier
from tests.clients.fake_portal import NOW, PASSWORD, SECRET
from tests.clients.misbehaving import Fault, answer

Refused = Callable[[Result], str]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """The last six digits of RFC 6238's table for SHA-1."""
    assert one_time_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds=seconds) == code


def test_a_secret_in_another_form_is_the_same() -> None:
    """Authenticators show it in groups of small letters."""
    grouped = "gezd gnbv gy3t qojq gezd gnbv gy3t qojq "
    assert one_time_code(grouped, seconds=59) == "287082"


def test_a_secret_that_is_none_is_refused() -> None:
    """Without repeating it."""
    with pytest.raises(CourierError, match="base32") as caught:
        one_time_code("0189!", seconds=59)
    assert "0189" not in str(caught.value)


def test_password_and_code_are_asked_for_hidden(courier: Courier) -> None:
    """Neither appears in what is said."""
    code = one_time_code(SECRET, seconds=NOW)
    result = courier.get(typed=f"{PASSWORD}\n{code}\n")
    assert result.exit_code == 0, result.stderr
    assert PASSWORD not in result.stdout + result.stderr
    assert code not in result.stdout + result.stderr


def test_a_session_that_nobody_keeps_is_ended(courier: Courier) -> None:
    """After the work, whatever came of it."""
    courier.get()
    courier.portal.misbehave("GET", "/api/inbound", answer(507))
    courier.get("--force")
    assert courier.portal.signed_in == 2
    assert courier.portal.tokens == set()


@pytest.mark.parametrize("wrong", ["password", "name"])
def test_a_wrong_sign_in_says_how_long_to_wait(
    courier: Courier, refused: Refused, wrong: str
) -> None:
    """In the same words whatever was wrong."""
    setattr(courier, wrong, "anders")
    assert refused(courier.get()) == (
        "Name, password or code is wrong, or the code was used already: each works once."
        " Try again in 4 seconds with the next code."
    )
    assert courier.on_the_stick() == {}


def test_one_second_is_not_many(courier: Courier, refused: Refused) -> None:
    """A number and its noun agree."""
    courier.portal.misbehave("POST", "/api/sessions", answer(401, b'{"wait": 1}'))
    assert "Try again in 1 second with the next code." in refused(courier.get())


def test_a_kept_session_needs_no_second_sign_in(courier: Courier) -> None:
    """The file is readable by its owner only and holds no password."""
    file = courier.session_file
    for _ in range(2):
        assert courier.get("--force", "--session-file", str(file)).exit_code == 0
    assert courier.portal.signed_in == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD not in file.read_text()


def test_a_session_file_of_others_is_made_private(courier: Courier) -> None:
    """A file that anybody could read is replaced."""
    courier.session_file.write_text("{}")
    courier.session_file.chmod(0o644)
    courier.get("--session-file", str(courier.session_file))
    assert stat.S_IMODE(courier.session_file.stat().st_mode) == 0o600


def test_an_ended_session_is_replaced(courier: Courier) -> None:
    """The portal does not know it any more: a new one is made."""
    kept = ("--force", "--session-file", str(courier.session_file))
    courier.get(*kept)
    courier.portal.tokens.clear()
    assert courier.get(*kept).exit_code == 0
    assert courier.portal.signed_in == 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nonsense",
        "[]",
        '{"portal": "https://elsewhere.example", "name": "noor", "token": "aaaaaaaaaaaaaaaa"}',
        '{"name": "noor", "token": "short"}',
    ],
)
def test_a_session_file_of_something_else_is_not_used(courier: Courier, content: str) -> None:
    """A token goes to the portal that gave it only."""
    courier.session_file.write_text(content)
    assert courier.get("--session-file", str(courier.session_file)).exit_code == 0
    assert courier.portal.asked[0] == "POST /api/sessions"


@pytest.mark.parametrize("token", ["a\r\nX-Evil: 1" + "a" * 16, "x" * 600, 7, None])
def test_a_kept_token_that_is_none_is_not_sent(courier: Courier, token: object) -> None:
    """It cannot get into a header."""
    kept = {"portal": courier.portal.url, "name": "noor", "token": token}
    courier.session_file.write_text(json.dumps(kept))
    assert courier.get("--session-file", str(courier.session_file)).exit_code == 0
    assert "X-Evil" not in courier.portal.header_names


def test_signing_out_ends_and_forgets_the_session(courier: Courier) -> None:
    """At the portal and here."""
    kept = ("--session-file", str(courier.session_file))
    courier.get(*kept)
    assert courier.run("sign-out", *kept).exit_code == 0
    assert courier.portal.tokens == set()
    assert not courier.session_file.exists()


def test_there_must_be_a_session_to_sign_out_of(courier: Courier, refused: Refused) -> None:
    """Neither without a file nor with an empty one."""
    refused(courier.run("sign-out"))
    refused(courier.run("sign-out", "--session-file", str(courier.session_file)))


def test_a_session_file_that_cannot_be_written_is_refused(
    courier: Courier, refused: Refused
) -> None:
    """And the session is ended at once."""
    refused(courier.get("--session-file", str(courier.stick / "nowhere" / "session")))
    assert courier.portal.tokens == set()
    assert courier.on_the_stick() == {}


@pytest.mark.parametrize(
    "fault",
    [
        answer(201, b"{}"),
        answer(201, b'{"token": "a b"}'),
        answer(200, b'{"token": "aaaaaaaaaaaaaaaaaaaaaaaa"}'),
        answer(401, b"not json"),
    ],
)
def test_a_sign_in_that_makes_no_sense_is_refused(
    courier: Courier, refused: Refused, fault: Fault
) -> None:
    """Nothing else is asked of such a portal."""
    courier.portal.misbehave("POST", "/api/sessions", fault)
    assert "makes no sense" in refused(courier.get())
    assert courier.portal.asked == ["POST /api/sessions"]


def test_secrets_that_cannot_be_read_are_refused(courier: Courier, refused: Refused) -> None:
    """The option is named."""
    assert "--password-file" in refused(courier.get("--password-file", "nowhere"))
    assert "--totp-secret-file" in refused(courier.get("--totp-secret-file", "nowhere"))
