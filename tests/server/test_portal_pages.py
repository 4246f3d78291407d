"""What every page of the portal is made of: headers, cookie, texts in both languages, no script."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from journalist_ui.portal.door import cookie_name
from journalist_ui.portal.outcomes import OUTCOMES
from journalist_ui.portal.rendering import Pages, sized
from journalist_ui.portal.texts import TEXTS
from submitter_ui.speaking.catalogue import is_translated, render_catalogue
from submitter_ui.speaking.texts import LANGUAGES, Untranslated
from tests.server.expected_headers import HSTS, NONE, OPENED, SELF, STRICT, policy_of
from tests.server.service import Server, Template, copy_server
from tests.server.visiting import ORIGIN, visitor
from tests.tiny_service import TinyService

POLICY = {
    "default-src": NONE,
    "base-uri": NONE,
    "child-src": NONE,
    "connect-src": NONE,
    "font-src": NONE,
    "form-action": SELF,
    "frame-ancestors": NONE,
    "frame-src": NONE,
    "img-src": SELF,
    "manifest-src": NONE,
    "media-src": NONE,
    "object-src": NONE,
    "script-src": NONE,
    "style-src": SELF,
    "worker-src": NONE,
    "require-trusted-types-for": {"'script'"},
    "trusted-types": NONE,
}
ADDRESSES = ["/", "/nl/", "/nl/sign-in", "/en/signed-out", "/nl/nope", "/nope"]


@pytest.fixture
def https(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server whose settings say https."""
    return copy_server(template, tmp_path, tiny, portal_https=True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_runs_no_script_and_asks_nobody(server: Server, address: str) -> None:
    """Every page, refusals and redirects among them, may load its style and icon and nothing else."""
    response = server.portal.get(address)
    assert policy_of(response) == POLICY
    same_site = {"Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
    assert (OPENED | same_site).items() <= dict(response.headers).items()
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_page_of_who_is_signed_in_and_every_answer_to_a_form_are_as_strict(server: Server) -> None:
    """Desk, bundle, refusal and sign-out carry the same headers."""
    anna = visitor(server).signed_in()
    for response in (
        anna.client.get("/nl/"),
        anna.get(),
        anna.bring(b"x"),
        anna.client.post("/nl/inbound"),
        anna.sign_out(),
    ):
        assert policy_of(response) == POLICY
        assert response.headers["Cache-Control"] == "no-store"


def test_style_may_be_kept(server: Server) -> None:
    """Its name changes with its content."""
    (address,) = re.findall(
        r'rel="stylesheet" href="([^"]*)"', server.portal.get("/nl/sign-in").text
    )
    response = server.portal.get(address)
    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert policy_of(response) == POLICY


def test_cookie_is_for_this_host_and_no_script(server: Server) -> None:
    """On plain HTTP, as behind an onion service, the cookie has no domain and goes with the browser."""
    said = visitor(server).sign_in().headers["Set-Cookie"]
    assert re.fullmatch(r"sluis=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", said)


def test_cookie_over_https(https: Server) -> None:
    """With TLS it is bound to the host by its name, and https is asked for from then on."""
    anna = visitor(https)
    https.clock.second += 30
    typed = {"name": "anna", "password": https.staff["anna"].password, "code": anna.code()}
    origin = {"Origin": "https://localhost"}
    response = anna.client.post("/nl/sign-in", data=typed, headers=origin)
    said = response.headers["Set-Cookie"]
    assert re.fullmatch(r"__Host-sluis=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict", said)
    assert HSTS in response.headers
    assert cookie_name(is_https=True) == "__Host-sluis"


def test_portal_on_an_onion_beside_a_clear_web_takes_its_own_forms(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """TLS before the reporters' pages says nothing of how the portal is reached, which is without it as a rule."""
    server = copy_server(template, tmp_path, tiny, https=True)
    answer = server.portal.post("/nl/sign-in", headers=ORIGIN, data={"name": "anna"})
    assert answer.status_code == 401
    assert "Strict-Transport-Security" not in answer.headers


def test_form_from_plain_http_is_refused_where_the_settings_say_https(https: Server) -> None:
    """Whoever listens on the way does not get a password twice."""
    assert https.portal.post("/nl/sign-in", headers=ORIGIN).status_code == 403


def test_interface_knows_no_cookie(server: Server) -> None:
    """It sets none and takes none: what a page's cookie holds opens nothing there, in whatever form."""
    anna = visitor(server).signed_in()
    cookie = anna.client.get_cookie("sluis")
    assert cookie is not None
    for headers in ({}, {"Authorization": f"Bearer {cookie.value}"}):
        response = anna.client.get("/api/inbound", headers=headers)
        assert (response.status_code, policy_of(response)) == (401, STRICT)
        assert "Set-Cookie" not in response.headers
    assert "Set-Cookie" not in server.sign_in("bram").headers


def test_token_of_the_interface_opens_no_page(server: Server) -> None:
    """A courier's token in a cookie leads to the sign-in."""
    token = server.token("anna")["Authorization"].removeprefix("Bearer ")
    client: FlaskClient = server.portal.application.test_client()
    client.set_cookie("sluis", token)
    assert client.get("/nl/").location == "/nl/sign-in"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", sorted(OUTCOMES - {"internal"}))
def test_every_outcome_has_words_of_its_own(language: str, outcome: str) -> None:
    """No outcome falls through to that of an unexpected error."""
    assert language in ("nl", "en")
    pages = Pages()
    shown, unexpected = (
        pages.render("outcome.html", language, path="", outcome=name, wait=None, max_again=90)
        for name in (outcome, "internal")
    )
    assert shown != unexpected


def test_every_text_has_its_english() -> None:
    """The catalogue holds the texts of the templates, all of them, and nothing else."""
    catalogue = TEXTS.read_catalogue()
    wanted = {message.id for message in TEXTS.collect() if message.id}
    assert {message.id for message in catalogue if message.id} == wanted
    assert all(is_translated(message.string) for message in catalogue if message.id)


def test_a_text_without_english_is_an_error() -> None:
    """No Dutch sentence stands on an English page unseen."""
    english = TEXTS.load("en")
    for look_up in (english.gettext, lambda text: english.ngettext(text, text, 2)):
        with pytest.raises(Untranslated, match="Nog niet vertaald"):
            look_up("Nog niet vertaald")


def test_english_names_the_same_values() -> None:
    """A name that is missing in a translation would be a number that nobody sees."""
    for message in TEXTS.read_catalogue():
        said = message.string if isinstance(message.string, str) else "".join(message.string)
        written = message.id if isinstance(message.id, str) else "".join(message.id)
        assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", written))


def test_catalogue_is_as_its_command_writes_it() -> None:
    """Bringing it up to date would change nothing."""
    raw = TEXTS.english.read_bytes()
    assert render_catalogue(TEXTS.read_catalogue()) == raw


@pytest.mark.parametrize(
    "template", sorted(TEXTS.templates.glob("*.html")), ids=lambda path: path.name
)
def test_templates_hold_no_script_and_no_style_of_their_own(template: Path) -> None:
    """Nothing that the policy would forbid, and nothing from anywhere else."""
    html = template.read_text()
    assert not re.search(
        r"<script|\son\w+=|\sstyle=|javascript:|https?://(?!www\.w3\.org/2000/svg)", html
    )


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (1_023, "1023 bytes"), (1 << 20, "1 MiB"), (3 << 40, "3 TiB")],
)
def test_sizes_are_said_in_the_largest_unit(size: int, said: str) -> None:
    """As an administrator reads them."""
    assert sized(size) == said
