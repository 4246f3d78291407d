"""Bringing a bundle by page: the interface's rules, every outcome in words, and nothing by a forged form."""

from io import BytesIO

import pytest
from handed import sealed
from sqlalchemy import func, select

from crypto.signing import new_signing_seed
from journalist_ui.portal import desk_pages
from journalist_ui.portal.arriving_form import PIECE
from server.models import handover_attachments, heads
from tests.server.sent import pack
from tests.server.service import Server, flip
from tests.server.visiting import ORIGIN, Visitor, visitor
from tests.tiny_service import DAY, TinyService

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50_000)


@pytest.fixture
def anna(server: Server) -> Visitor:
    """Return a confidant who is signed in."""
    return visitor(server).signed_in()


def brought(server: Server) -> int:
    """Return how many heads are stored."""
    with server.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(heads)) or 0


def refused(anna: Visitor, bundle: bytes, status: int, words: str, **fields: str) -> None:
    """Bring a file that must be refused in these words and change nothing."""
    before = brought(anna.server)
    response = anna.bring(bundle, **fields)
    assert response.status_code == status
    assert words in response.text
    assert "Er is niets veranderd." in response.text
    assert brought(anna.server) == before


def test_bundle_is_applied_and_said(anna: Visitor) -> None:
    """Number, slot and day of the bundle are said, and what to do with the sticks; its head is there."""
    response = anna.bring(pack(*anna.server.tiny.bundle(0)))
    assert response.status_code == 200
    assert "Het pakket is aangekomen" in response.text
    assert "Pakket 0 van plaats 0, gemaakt op 23\N{NO-BREAK SPACE}november" in response.text
    assert "Maak beide sticks nu leeg." in response.text
    assert brought(anna.server) == 1


def test_every_piece_of_a_large_bundle_arrives(anna: Visitor) -> None:
    """A file of a handover goes from the line to its place, whatever the pieces."""
    bundle = pack(*anna.server.tiny.bundle(0, attachments={b"i" * 16: sealed(bytes(3 * PIECE))}))
    assert anna.bring(bundle).status_code == 200
    with anna.server.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(handover_attachments)) == 1


def test_double_click_is_no_error(anna: Visitor) -> None:
    """The very same form twice: the second answer says that all is well."""
    bundle = pack(*anna.server.tiny.bundle(0))
    fields = {"token": anna.token(), "code": "000000"}
    anna.server.clock.second += 30
    fields["code"] = anna.code()
    assert "Het pakket is aangekomen" in anna.send(bundle, fields).text
    again = anna.send(bundle, fields)
    assert again.status_code == 200
    assert "Dit pakket was er al" in again.text
    assert brought(anna.server) == 1


def test_missing_bundle_is_said_and_both_can_follow(anna: Visitor) -> None:
    """A gap changes nothing; after the first bundle the second is taken."""
    tiny = anna.server.tiny
    first, second = (pack(*tiny.bundle(0, day=DAY + number)) for number in (0, 1))
    anna.server.clock.day += 1
    anna.signed_in()
    refused(anna, second, 409, "Een eerder pakket")
    assert anna.bring(first).status_code == anna.bring(second).status_code == 200
    refused(anna, first, 409, "niet nieuwer dan de laatste")


def test_other_bundle_with_the_same_number_is_refused(anna: Visitor) -> None:
    """Two workstations with one key are noticed."""
    anna.bring(pack(*anna.server.tiny.bundle(0)))
    holder = anna.server.tiny.holders[0]
    holder.heads.clear()
    holder.manifest = b""
    refused(anna, pack(*anna.server.tiny.bundle(0)), 409, "twee werkstations met dezelfde sleutel")


def test_second_batch_of_a_day_is_refused(anna: Visitor) -> None:
    """It is said that the next one goes tomorrow."""
    anna.bring(pack(*anna.server.tiny.bundle(0)))
    refused(anna, pack(*anna.server.tiny.bundle(0)), 409, "Dat kan één keer per dag")


@pytest.mark.parametrize("file", [PHOTO, b"", b"x", bytes(10_240)])
def test_other_file_is_no_bundle(anna: Visitor, file: bytes) -> None:
    """A photo, an empty file, zeros: said in words."""
    refused(anna, file, 400, "geen pakket van het werkstation")


def test_cut_bundle_is_refused(anna: Visitor) -> None:
    """A stick that was pulled out too early leaves half a bundle."""
    bundle = pack(*anna.server.tiny.bundle(0))
    refused(anna, bundle[: len(bundle) // 2], 400, "of er mist een stuk")


def test_altered_bundle_is_refused(anna: Visitor) -> None:
    """One bit of a file, and nothing is applied."""
    manifest, files = anna.server.tiny.bundle(0)
    refused(anna, pack(manifest, files | {"head": flip(files["head"])}), 400, "beschadigd")


def test_bundle_by_a_false_key_is_refused(anna: Visitor) -> None:
    """Whoever steals a session still cannot sign."""
    anna.server.tiny.holders[0].signing_seed = new_signing_seed()
    refused(anna, pack(*anna.server.tiny.bundle(0)), 400, "veranderd of beschadigd")


def test_bundle_of_another_service_is_refused(anna: Visitor) -> None:
    """Nothing of it is applied."""
    refused(anna, pack(*TinyService().bundle(0)), 400, "veranderd of beschadigd")


def test_bundle_of_a_revoked_slot_is_refused(anna: Visitor) -> None:
    """It is said that the key is no longer valid."""
    anna.server.revoke(0)
    refused(anna, pack(*anna.server.tiny.bundle(0)), 403, "geldt hier niet")


def test_bundle_of_another_day_is_refused(anna: Visitor) -> None:
    """A workstation whose clock is ahead is named."""
    refused(anna, pack(*anna.server.tiny.bundle(0, day=DAY + 2)), 403, "klokken")


def test_no_file_is_said(anna: Visitor) -> None:
    """The browser sends a file without a name."""
    anna.server.clock.second += 30
    fields = {"token": anna.token(), "code": anna.code()}
    response = anna.send(b"", fields, file="")
    assert response.status_code == 400
    assert "geen bestand gekozen" in response.text


def test_bringing_needs_a_fresh_code(anna: Visitor) -> None:
    """The code of the sign-in, a wrong one and none are refused; the wait is said."""
    bundle = pack(*anna.server.tiny.bundle(0))
    used = anna.code()
    for code in (used, "000000", ""):
        refused(anna, bundle, 401, "De code klopt niet", code=code)
    assert anna.bring(bundle).status_code == 200


def test_fresh_code_counts_for_the_next_file(anna: Visitor) -> None:
    """After the wrong file, the right one needs no new code; five minutes later it does."""
    anna.bring(PHOTO)
    assert 'name="code"' not in anna.see()
    assert anna.send(pack(*anna.server.tiny.bundle(0)), {"token": anna.token()}).status_code == 200
    anna.server.clock.second += 301
    assert 'name="code"' in anna.see()


def test_too_large_a_file_is_said(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that no bundle fits is answered in words."""
    monkeypatch.setattr(desk_pages, "MAX_UPLOAD", 40_000)
    refused(anna, PHOTO, 413, "groter dan de server aanneemt")


def test_full_disk_is_said(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundle stays with the confidant, and the administrator is called."""

    def fail(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("server.outbound._insert", fail)
    refused(anna, pack(*anna.server.tiny.bundle(0)), 507, "schijf van de server is vol")


def test_fault_of_our_own_is_said(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody expected is a page as well, and tells nothing of itself."""

    def fail(*_arguments: object, **_more: object) -> None:
        raise LookupError("something of the inside")

    monkeypatch.setattr("server.outbound._insert", fail)
    refused(anna, pack(*anna.server.tiny.bundle(0)), 500, "Er ging iets mis op de server")


def test_recipient_cannot_bring(server: Server) -> None:
    """Also with a form made by hand."""
    server.add_staff("rijks", "recipient")
    rijks = visitor(server, "rijks").signed_in()
    refused(rijks, pack(*server.tiny.bundle(0)), 403, "hoort niet bij uw account")


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_forged_form_is_refused(anna: Visitor, token: str) -> None:
    """Without the token of this session nothing is brought, got or ended, and no code is used."""
    refused(anna, pack(*anna.server.tiny.bundle(0)), 403, "vorige keer", token=token)
    assert anna.get(token=token).status_code == 403
    forged = anna.client.post("/nl/sign-out", data={"token": token}, headers=ORIGIN)
    assert forged.status_code == 403
    assert 'name="code"' in anna.see()


def test_token_of_another_session_is_refused(anna: Visitor) -> None:
    """What somebody else's page carries is worth nothing here."""
    bram = visitor(anna.server, "bram").signed_in()
    refused(anna, pack(*anna.server.tiny.bundle(0)), 403, "vorige keer", token=bram.token())


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost.example"},
        {"Origin": "http://localhost:8080"},
        ORIGIN | {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["sign-in", "sign-out", "inbound", "outbound"])
def test_form_from_elsewhere_is_refused(anna: Visitor, headers: dict[str, str], path: str) -> None:
    """Every form says where it comes from, and only our own pages count."""
    response = anna.client.post(f"/nl/{path}", data={"token": anna.token()}, headers=headers)
    assert response.status_code == 403
    assert "niet van een pagina van dit loket" in response.text
    assert "U bent anna" in anna.see()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "multipart/form-data"),
        (b"x=1", "application/x-www-form-urlencoded"),
        (b"no boundary here", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\n", "multipart/form-data; boundary=b"),
        (
            b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\nx',
            "multipart/form-data; boundary=b",
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n\xff\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
            + bytes(2_000)
            + b"\r\n--b--\r\n",
            "multipart/form-data; boundary=b",
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="other"; filename="x"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
    ],
)
def test_malformed_form_is_refused(anna: Visitor, body: bytes, content_type: str) -> None:
    """A body that is no such form is answered with a page, and changes nothing."""
    sent = {"data": BytesIO(body), "content_type": content_type, "headers": ORIGIN}
    response = anna.client.post("/nl/outbound", **sent)
    assert response.status_code in (400, 403)
    assert response.text.startswith("<!doctype html>")


def test_many_fields_are_refused(anna: Visitor) -> None:
    """A form with more parts than ours is not read to its end."""
    many = {f"field{number}": "x" for number in range(9)}
    response = anna.send(b"x", many | {"token": anna.token()})
    assert response.status_code in (400, 413)
