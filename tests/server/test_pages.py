"""The portal's pages: signing in and out, getting, and what each role sees."""

import re
from pathlib import Path

import pytest

from crypto.bundle_contents import PERIOD_KEYS, TODAY
from crypto.period import last_kept_day, period_of
from server.printed_codes import make_codes
from tests.server.sent import open_bundle, pack, report
from tests.server.service import Server, Template, attach, copy_server
from tests.server.visiting import ORIGIN, Visitor, visitor
from tests.tiny_service import DAY, TinyService


@pytest.fixture
def anna(server: Server) -> Visitor:
    """Return a confidant who is signed in."""
    return visitor(server).signed_in()


def ended(visitor_: Visitor) -> bool:
    """Tell whether the desk leads somebody to the sign-in."""
    response = visitor_.client.get("/nl/")
    return (response.status_code, response.location) == (303, "/nl/sign-in")


@pytest.mark.parametrize(
    ("languages", "path"), [("", "/nl/"), ("en-GB", "/en/"), ("fr", "/nl/"), ("nl, en", "/nl/")]
)
def test_start_leads_to_the_desk_in_the_browsers_language(
    server: Server, languages: str, path: str
) -> None:
    """Dutch, unless the browser asks for English."""
    response = server.portal.get("/", headers={"Accept-Language": languages})
    assert (response.status_code, response.location) == (303, path)


def test_nobody_sees_the_desk_without_signing_in(server: Server) -> None:
    """The desk leads to the sign-in."""
    assert ended(visitor(server))


def test_signed_in_sees_the_desk(anna: Visitor) -> None:
    """Name and slot are said, in both languages."""
    assert "U bent anna, vertrouwenspersoon op plaats 0" in anna.see()
    assert "You are anna, confidant at slot 0" in anna.see("/en/")


def test_printed_code_signs_in(server: Server) -> None:
    """A code from paper works in the same field, and its number goes down."""
    with server.database.writing() as connection:
        codes = make_codes(connection, "anna", key=server.home.secret("totp"))
    anna = visitor(server)
    assert anna.sign_in(code=codes[0].upper()).location == "/nl/"
    assert "Nog 9" in anna.see()


@pytest.mark.parametrize("wrong", [{"name": "nobody"}, {"password": "x"}, {"code": "000000"}])
def test_wrong_sign_in_says_how_long_to_wait(server: Server, wrong: dict[str, str]) -> None:
    """The same words whatever was wrong, and no cookie."""
    response = visitor(server).sign_in(**wrong)
    assert response.status_code == 401
    assert "Wacht 30 seconden" in response.text
    assert "Set-Cookie" not in response.headers


def test_what_was_typed_is_shown_as_text(server: Server) -> None:
    """A name with markup in it stays a name; a password is not shown again."""
    page = visitor(server).sign_in(name='"><script>', password="geheim").text
    assert "&#34;&gt;&lt;script&gt;" in page
    assert "geheim" not in page


def test_session_ends_when_idle(anna: Visitor) -> None:
    """After a quarter of an hour without a click the desk leads to the sign-in, which says why."""
    anna.server.clock.second += 900
    assert ended(anna)
    assert "niet meer aangemeld" in anna.see("/nl/sign-in")


def test_session_ends_in_any_case(anna: Visitor) -> None:
    """After eight hours it is over, however busy it was."""
    for _ in range(28_800 // 600 - 1):
        anna.server.clock.second += 600
        anna.see()
    anna.server.clock.second += 600
    assert ended(anna)


def test_signing_out_ends_the_session_and_clears_the_browser(anna: Visitor) -> None:
    """The browser is told to forget everything, and a cookie that was stolen before is worth nothing."""
    stolen = anna.client.get_cookie("sluis")
    assert stolen is not None
    response = anna.sign_out()
    assert response.location == "/nl/signed-out"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert anna.client.get_cookie("sluis") is None
    thief = visitor(anna.server)
    thief.client.set_cookie("sluis", stolen.value)
    assert ended(thief)


def test_signing_in_again_ends_the_session_before(anna: Visitor) -> None:
    """A browser has one session; the cookie from before opens nothing."""
    before = anna.client.get_cookie("sluis")
    assert before is not None
    anna.signed_in()
    thief = visitor(anna.server)
    thief.client.set_cookie("sluis", before.value)
    assert ended(thief)


def test_second_tab_signs_out_the_first(anna: Visitor) -> None:
    """A form of a page that is still open leads to the sign-in, and nothing happens."""
    token = anna.token()
    anna.sign_out()
    response = anna.client.post("/nl/inbound", data={"token": token}, headers=ORIGIN)
    assert (response.status_code, response.location) == (303, "/nl/sign-in")


def test_page_from_before_the_last_sign_in_is_old(anna: Visitor) -> None:
    """A second tab signed in anew: the first one's forms are refused, and it is said what to do."""
    token = anna.token()
    anna.signed_in()
    response = anna.client.post("/nl/inbound", data={"token": token}, headers=ORIGIN)
    assert response.status_code == 403
    assert "Open het loket opnieuw" in response.text


def test_account_that_is_removed_is_signed_out(anna: Visitor) -> None:
    """Whoever the administrator removes sees nothing from the next click on."""
    with anna.server.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM accounts WHERE name = 'anna'")
    assert ended(anna)


def test_bundle_is_a_file_named_by_its_day(anna: Visitor) -> None:
    """The same bundle as at the interface, to be saved and not shown."""
    anna.server.submit(report(anna.server.tiny))
    response = anna.get()
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="sluis-inbound-2026-11-23.tar"'
    )
    assert response.content_length == len(response.data)
    _manifest, files = open_bundle(response.data)
    assert {TODAY, PERIOD_KEYS} <= set(files)
    assert sum(name.startswith("texts/") for name in files) == 1


def test_what_waits_is_counted(anna: Visitor) -> None:
    """Before the get it is new, after it perhaps fetched; and it is said until when it stays."""
    anna.server.submit(report(anna.server.tiny))
    assert "<strong>1</strong> nieuw bericht" in anna.see()
    assert anna.get().data
    assert "<strong>0</strong> nieuwe berichten" in anna.see()
    assert "Misschien hebt u die al" in anna.see()


def test_last_days_can_be_got_again(anna: Visitor) -> None:
    """After a lost stick, the days are there once more."""
    anna.server.submit(report(anna.server.tiny))
    assert anna.get().data
    anna.server.clock.day += 3
    anna.signed_in()
    assert open_bundle(anna.get().data)[0].since == DAY
    anna.server.clock.day += 1
    anna.signed_in()
    assert open_bundle(anna.get(again="7").data)[0].since == DAY + 4 - 7


@pytest.mark.parametrize("again", ["0", "91", "x", "-1", "²"])
def test_impossible_number_of_days_is_refused_in_words(anna: Visitor, again: str) -> None:
    """Between 1 and 90."""
    response = anna.get(again=again)
    assert response.status_code == 400
    assert "van 1 tot 90" in response.text


def test_what_goes_soon_is_said_first(anna: Visitor) -> None:
    """Within a week of its last day, what was not fetched is a warning."""
    anna.server.submit(report(anna.server.tiny))
    assert "Haal nu op" not in anna.see()
    anna.server.clock.day = last_kept_day(period_of(DAY)) - 7
    anna.signed_in()
    assert "1 bericht gaat na" in anna.see()


def test_large_files_come_on_request(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """The desk says that there is one; with the box ticked it is in the bundle, without it is not."""
    anna = visitor(copy_server(template, tmp_path, tiny, inbound_attachment_limit=1_000))
    attach(anna.signed_in().server)
    assert "Ook 1 groot bestand" in anna.see()
    for fields, number in (({}, 0), ({"large": "1"}, 1), ({"large": "1", "again": "3"}, 1)):
        files = open_bundle(anna.get(**fields).data)[1]
        assert sum(name.startswith("attachments/") for name in files) == number


def test_workstation_that_never_spoke_is_told(anna: Visitor) -> None:
    """Without a first bundle reporters cannot seal to this confidant; after it the next one has a day."""
    assert "nog nooit een pakket gestuurd" in anna.see()
    anna.bring(pack(*anna.server.tiny.bundle(0)))
    assert "nog nooit een pakket gestuurd" not in anna.see()
    assert "Breng het volgende op zijn laatst op" in anna.see()


def test_late_bundle_is_told(anna: Visitor) -> None:
    """Whoever is late reads that reporters may see a warning."""
    anna.bring(pack(*anna.server.tiny.bundle(0)))
    anna.server.clock.day += 14
    anna.signed_in()
    assert "Uw pakket is te laat" in anna.see()
    assert "te laat</strong>" in anna.see()


@pytest.mark.parametrize(
    ("left", "words"), [(28, "nog geldig tot en met"), (-1, "Melders kunnen nu niets sturen")]
)
def test_end_of_the_keyring_is_told(server: Server, left: int, words: str) -> None:
    """Four weeks before, and after it."""
    server.clock.day = server.tiny.keyring.expires - left
    assert words in visitor(server).signed_in().see()


def test_administrator_is_told_whom_to_call(server: Server) -> None:
    """In the week before something goes that somebody has not fetched."""
    server.add_staff("dirk", "administrator")
    server.submit(report(server.tiny))
    server.clock.day = last_kept_day(period_of(DAY)) - 6
    assert "Bel cato vandaag nog" in visitor(server, "dirk").signed_in().see()


def test_recipient_gets_and_does_not_bring(server: Server) -> None:
    """A recipient's desk has no form to bring with."""
    server.add_staff("rijks", "recipient")
    page = visitor(server, "rijks").signed_in().see()
    assert 'action="/nl/inbound"' in page
    assert 'action="/nl/outbound"' not in page


def test_administrator_sees_the_state_only(server: Server) -> None:
    """No form but the one to sign out; getting is refused in words."""
    server.add_staff("dirk", "administrator")
    dirk = visitor(server, "dirk").signed_in()
    assert re.findall(r'action="([^"]*)"', dirk.see()) == ["/nl/sign-out"]
    assert "Ruimte op de schijf" in dirk.see()
    refused = dirk.get()
    assert refused.status_code == 403
    assert "hoort niet bij uw account" in refused.text


@pytest.mark.parametrize("address", ["/nl/nope", "/en/nope", "/nope", "/assets/nope.css"])
def test_missing_page_is_a_page(server: Server, address: str) -> None:
    """People read that there is nothing; programs get JSON."""
    response = server.portal.get(address)
    assert response.status_code == 404
    assert response.text.startswith("<!doctype html>")
    assert server.portal.get("/api/nope").get_json()["error"] == "unknown"


@pytest.mark.parametrize("address", ["/nl/inbound", "/nl/outbound", "/nl/sign-out"])
def test_address_of_a_form_leads_to_the_desk(anna: Visitor, address: str) -> None:
    """Whoever opens it by hand, or switches the language on its answer, sees the desk."""
    assert anna.client.get(address).location == "/nl/"
