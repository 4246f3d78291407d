"""Who comes in, what every answer carries, and when the vault is locked."""

import pytest
from desk.conftest import Visitor

from journalist_ui.workstation.pages.app import Desk, make_app
from journalist_ui.workstation.pages.door import Door, TurnedAway
from journalist_ui.workstation.pages.headers import HEADERS
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.networks import Kernel

PAGES = ["/", "/cases", "/queue", "/exported", "/unlock", "/imported"]


@pytest.mark.parametrize("path", PAGES)
def test_nobody_comes_in_without_the_link(outside: Visitor, path: str) -> None:
    """Every page is refused, and tells nothing of the vaults."""
    answer = outside.get(path)
    assert answer.status_code == 403
    assert "anna" not in answer.text


def test_the_link_opens_once() -> None:
    """The second use is turned away, although it was the right one."""
    door = Door(1)
    token = door.link().rpartition("/")[2]
    door.exchange(token)
    with pytest.raises(TurnedAway):
        door.exchange(token)


def test_a_wrong_link_does_not_use_up_the_right_one() -> None:
    """Whoever guesses cannot close the door for who has the link."""
    door = Door(1)
    with pytest.raises(TurnedAway):
        door.exchange("guessed")
    assert door.exchange(door.link().rpartition("/")[2])


def test_the_cookie_is_out_of_reach_of_other_pages(outside: Visitor) -> None:
    """No script reads it, and no other site sends it."""
    cookie = outside.get(outside.door.link().removeprefix(outside.door.origin)).headers[
        "Set-Cookie"
    ]
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Strict")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", "localhost:4711"),
        ("Host", "sluis.example:4711"),
        ("Host", "127.0.0.1"),
        ("Origin", "http://127.0.0.1:4712"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ],
)
def test_a_request_from_elsewhere_is_turned_away(
    anna_at_desk: Visitor, name: str, value: str
) -> None:
    """Even with the cookie: another name for this address, another page, another port."""
    assert anna_at_desk.get("/", **{name: value}).status_code == 403


def test_the_link_can_be_followed_from_another_page(outside: Visitor) -> None:
    """The way leads over a page of ours, because a browser keeps the cookie back until then."""
    link = outside.door.link().removeprefix(outside.door.origin)
    answer = outside.get(link, **{"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "0; url=/")
    assert outside.get("/").location == "/unlock"


@pytest.mark.parametrize("name", ["localhost:4711", "sluis.example:4711"])
def test_the_link_opens_under_no_other_name(outside: Visitor, name: str) -> None:
    """A name that was bent to this address gets no cookie, and the link still works."""
    link = outside.door.link().removeprefix(outside.door.origin)
    assert outside.get(link, Host=name).status_code == 403
    outside.enter()


def test_the_link_followed_again_leads_back_only_who_came_in_by_it(outside: Visitor) -> None:
    """A second click harms nobody, and gives nobody else a cookie."""
    outside.enter()
    link = outside.door.link().removeprefix(outside.door.origin)
    stranger = outside.client.application.test_client()
    answer = stranger.get(link, base_url=outside.door.origin)
    assert "Set-Cookie" not in answer.headers
    assert stranger.get("/", base_url=outside.door.origin).status_code == 403
    assert outside.get(link).location == "/"
    outside.unlock()
    again = outside.get(link, **{"Sec-Fetch-Site": "cross-site"})
    assert again.headers["Refresh"] == "0; url=/"
    outside.keeper.lock()


def test_the_desk_speaks_the_browser_s_language(outside: Visitor) -> None:
    """As far as it can; otherwise Dutch."""
    link = outside.door.link().removeprefix(outside.door.origin)
    outside.get(link, **{"Accept-Language": "en-GB,en;q=0.9,nl;q=0.5"})
    assert "Open the vault" in outside.read("/unlock")


def test_a_form_without_an_origin_is_turned_away(anna_at_desk: Visitor) -> None:
    """A browser names the origin of every form, so who does not is none."""
    answer = anna_at_desk.client.post("/lock", base_url=anna_at_desk.door.origin)
    assert (answer.status_code, anna_at_desk.keeper.is_open) == (403, True)


@pytest.mark.parametrize("path", [*PAGES, "/desk.css", "/icon.svg", "/nowhere", "/cases/ffffffff"])
def test_every_answer_carries_every_header(anna_at_desk: Visitor, path: str) -> None:
    """Found, moved or missing: each says that nothing may run, be framed or be kept."""
    answer = anna_at_desk.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_run() -> None:
    """No script, no frame, no connection; forms and styles only of the desk's own."""
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    open_to = {name: value for name, value in policy.items() if value != "'none'"}
    assert open_to == {
        "form-action": "'self'",
        "img-src": "'self'",
        "style-src": "'self'",
        "require-trusted-types-for": "'script'",
    }


def test_a_locked_answer_clears_what_the_browser_keeps(inside: Visitor) -> None:
    """The way back shows nothing of an open vault."""
    assert inside.get("/unlock").headers["Clear-Site-Data"] == '"cache"'


def test_a_locked_desk_asks_for_the_passphrase(inside: Visitor) -> None:
    """Every page of the vault leads to the lock."""
    assert [inside.get(path).location for path in ("/", "/cases", "/queue")] == ["/unlock"] * 3


def test_the_lock_button_closes_the_vault(anna_at_desk: Visitor) -> None:
    """Another program may open it then."""
    anna_at_desk.post("/lock")
    assert not anna_at_desk.keeper.is_open
    assert anna_at_desk.get("/").location == "/unlock"


def test_an_idle_desk_locks_itself(anna_at_desk: Visitor) -> None:
    """The first request after ten minutes finds the lock."""
    anna_at_desk.time.now += 600
    assert anna_at_desk.get("/").location == "/unlock"


def test_work_keeps_the_desk_open(anna_at_desk: Visitor) -> None:
    """Ten minutes count from the last request, not from the unlocking."""
    for _ in range(3):
        anna_at_desk.time.now += 599
        assert anna_at_desk.get("/").status_code == 200


def test_an_idle_page_asks_again_by_itself(anna_at_desk: Visitor) -> None:
    """Without a script: after the lock's time the browser comes back and finds it."""
    assert anna_at_desk.get("/").headers["Refresh"] == "605; url=/"


def test_a_network_that_comes_up_locks_the_desk(anna_at_desk: Visitor, connected: Kernel) -> None:
    """The cable that somebody puts in is noticed at the next request."""
    keeper: Keeper = anna_at_desk.keeper
    app = make_app(Desk(anna_at_desk.door, keeper, rehearsal=False, kernel=connected))
    client = app.test_client()
    client.set_cookie(anna_at_desk.door.cookie, anna_at_desk.door._session, domain="127.0.0.1")
    answer = client.get("/", base_url=anna_at_desk.door.origin)
    assert (answer.status_code, keeper.is_open) == (403, False)
    assert "eth0 (default route)" in answer.text
