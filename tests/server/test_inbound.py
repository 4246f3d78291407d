"""Inbound bundles: everything, exactly once a day's round, for each account by itself."""

import errno
import shutil
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from sqlalchemy import select

from crypto.bundle_contents import DROP, PERIOD_KEYS, TODAY
from crypto.outbound import read_period_keys
from crypto.sizes import EVENT_PART_SIZE
from crypto.slot_statements import open_period_key
from server.inbound_items import RowItems
from server.models import event_parts, text_parts
from tests.server.sent import body_of, pack, report, seal_attachment, seal_texts
from tests.server.service import Server, Template, attach, copy_server, damage, flip
from tests.tiny_service import DAY, TinyService


def texts(server: Server, name: str = "anna", query: str = "") -> list[bytes]:
    """Return the text parts in an account's bundle."""
    _manifest, files = server.get(name, query)
    return [content for file, content in files.items() if file.startswith("texts/")]


def submit(server: Server) -> bytes:
    """Submit a report and return its one text part."""
    (text,) = seal_texts(server.tiny, day=server.clock.day)
    assert server.submit(body_of((text,))).status_code == 201
    return text


def test_empty_bundle(server: Server) -> None:
    """Without any report there are the keyring, the heads and the period keys."""
    manifest, files = server.get("anna")
    assert list(files) == [TODAY, PERIOD_KEYS]
    assert (manifest.maker, manifest.since, manifest.through) == ("portal", 0, DAY)


def test_every_account_gets_everything(server: Server) -> None:
    """Each account fetches by itself, whoever fetched before."""
    text = submit(server)
    assert texts(server, "anna") == texts(server, "bram") == [text]


def test_same_day_gives_the_same_days_again(server: Server) -> None:
    """A get that was cut off loses nothing: the same day's next one starts where it did."""
    first = submit(server)
    assert texts(server) == [first]
    second = submit(server)
    assert sorted(texts(server)) == sorted([first, second])


def test_later_day_moves_on(server: Server) -> None:
    """A later get starts with the day of the last one, whose evening it has not seen."""
    first = submit(server)
    texts(server)
    evening = submit(server)
    server.clock.day += 1
    third = submit(server)
    manifest, _files = server.get("anna")
    assert manifest.since == DAY
    assert sorted(texts(server)) == sorted([first, evening, third])
    server.clock.day += 1
    assert texts(server) == [third]


def test_what_comes_after_midnight_waits_for_the_next_bundle(server: Server) -> None:
    """A bundle never holds a day later than the one it says it goes through."""
    first = submit(server)
    server.clock.day += 1
    attach(server)
    server.bring("bram", pack(*server.tiny.bundle(1, day=DAY + 1)))
    server.clock.day -= 1
    manifest, files = server.get("anna")
    assert (manifest.through, list(files.values())[2:]) == (DAY, [first])
    server.clock.day += 1
    assert len(server.get("anna")[1]) == 2 + 1 + 2 + 1


def test_days_again_after_a_lost_stick(server: Server) -> None:
    """The last so many days are given once more, and the cursor stays where it was."""
    first = submit(server)
    texts(server)
    server.clock.day += 2
    texts(server)
    server.clock.day += 1
    assert texts(server, query="?again=3") == [first]
    assert texts(server, query="?again=2") == []


def test_again_does_not_skip_what_was_never_fetched(server: Server) -> None:
    """Asking for fewer days than are missing does not count as having fetched them."""
    first = submit(server)
    server.clock.day += 3
    assert texts(server, query="?again=1") == []
    server.clock.day += 1
    assert texts(server) == [first]


@pytest.mark.parametrize(
    "query",
    [
        "?again=0",
        "?again=x",
        "?again=91",
        "?again=",
        "?again=-1",
        "?again=00909",
        f"?again=0090{'9' * 5000}",
    ],
)
def test_wrong_days_are_refused(server: Server, query: str) -> None:
    """Days are a number from 1 to 90."""
    headers = server.token("anna")
    assert server.portal.get(f"/api/inbound{query}", headers=headers).status_code == 400


def test_events_come_from_the_others_for_this_slot(server: Server) -> None:
    """A confidant gets the part for her own slot of every other slot's bundle."""
    packs = {}
    for slot, name in enumerate(("anna", "bram", "cato")):
        manifest, files = server.tiny.bundle(slot)
        packs[slot] = files["events"]
        server.bring(name, pack(manifest, files))
    _manifest, files = server.get("bram")
    events = {name: content for name, content in files.items() if name.startswith("events/")}
    own = slice(EVENT_PART_SIZE, 2 * EVENT_PART_SIZE)
    assert events == {"events/0-1-0": packs[0][own], "events/2-1-0": packs[2][own]}


def test_period_keys_of_this_period_and_later_ones(server: Server) -> None:
    """All keys that can still be used come with every bundle."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    server.clock.day += 14
    _manifest, files = server.get("anna")
    keys = read_period_keys(files[PERIOD_KEYS], keyring=server.tiny.keyring)
    assert len(keys) == 6
    assert open_period_key(keys[0][0], keyring=server.tiny.keyring).period == (DAY + 14) // 7


def test_recipient_gets_the_drop_and_no_report(server: Server) -> None:
    """A recipient's bundle holds what is public anyway."""
    submit(server)
    server.bring("anna", pack(*server.tiny.bundle(0)))
    server.add_staff("rijks", "recipient")
    _manifest, files = server.get("rijks")
    assert list(files) == [TODAY, PERIOD_KEYS, DROP]
    assert files[DROP] == server.reporters.get("/api/drop").data


def test_large_attachment_comes_on_request(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """An attachment above the limit is left out, unless it is asked for."""
    server = copy_server(template, tmp_path, tiny, inbound_attachment_limit=70_000)
    ticket, content = server.ticket(), seal_attachment(tiny, b"x")
    upload_id = server.upload(content, ticket)
    server.submit(report(tiny, uploads=(upload_id,)), ticket)
    assert content not in server.get("anna")[1].values()
    assert content in server.get("anna", "?large=1")[1].values()


def test_half_a_download_does_not_move_the_cursor(server: Server) -> None:
    """Whoever hangs up in the middle gets everything again on a later day."""
    text = submit(server)
    response = server.portal.get("/api/inbound", headers=server.token("anna"), buffered=False)
    next(iter(response.response))
    response.close()
    server.clock.day += 3
    manifest, files = server.get("anna")
    assert manifest.since == 0
    assert text in files.values()


def attachments_of(server: Server) -> list[bytes]:
    """Return the attachments in a confidant's bundle."""
    files = server.get("anna")[1]
    return sorted(files[name] for name in files if name.startswith("attachments/"))


def test_byte_flipped_on_the_disk_damages_one_text_and_holds_up_no_other(server: Server) -> None:
    """The bundle is whole; the workstation says which text is damaged."""
    whole, damaged = submit(server), submit(server)
    flipped = damage(server, text_parts.c.object, damaged)
    assert sorted(texts(server)) == sorted([whole, flipped])


def test_event_part_damaged_on_the_disk_arrives_as_one(server: Server) -> None:
    """A colleague's events are not held up by what happened to another's."""
    for slot, name in enumerate(("anna", "bram")):
        server.bring(name, pack(*server.tiny.bundle(slot)))
    with server.database.reading() as connection:
        mine = (event_parts.c.slot == 1) & (event_parts.c.to_slot == 2)
        part = connection.scalar(select(event_parts.c.object).where(mine))
    flipped = damage(server, event_parts.c.object, bytes(part or b""))
    files = server.get("cato")[1]
    assert set(files) >= {"events/0-1-0", "events/1-1-0"}
    assert files["events/1-1-0"] == flipped


@pytest.mark.local
@pytest.mark.parametrize("change", [flip, lambda content: content[:1000], lambda content: b""])
def test_attachment_damaged_on_the_disk_holds_up_no_other(
    server: Server, change: Callable[[bytes], bytes]
) -> None:
    """A flipped bit or a truncated file arrives as it is, and everything else as it was sent."""
    whole, (content, path) = attach(server)[0], attach(server)
    path.write_bytes(change(content))
    assert attachments_of(server) == sorted([whole, change(content)])


@pytest.mark.local
def test_missing_attachment_arrives_as_an_empty_file(server: Server) -> None:
    """The workstation counts it as damaged; the others arrive."""
    whole, (_content, path) = attach(server)[0], attach(server)
    path.unlink()
    assert attachments_of(server) == sorted([whole, b""])


@pytest.mark.local
def test_attachment_whose_folder_is_gone_arrives_as_an_empty_file(server: Server) -> None:
    """A whole day that is lost does not hold up the texts of that day."""
    attach(server)
    shutil.rmtree(server.home.objects)
    assert attachments_of(server) == [b""]
    assert len(texts(server)) == 1


@pytest.mark.local
def test_lack_of_files_to_open_is_no_damage(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server lacks for a moment fails the get, and is not said of an attachment."""
    attach(server)
    headers = server.token("anna")

    def fail(*_arguments: object) -> None:
        raise OSError(errno.EMFILE, "too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fail)
        assert server.portal.get("/api/inbound", headers=headers).status_code == 500
    assert b"" not in attachments_of(server)


@pytest.mark.parametrize("room", [0, 30_000, 1_000_000])
def test_texts_are_the_same_however_many_are_held(
    server: Server, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """What does not stay in memory is read once more when it is sent."""
    monkeypatch.setattr(RowItems, "__init__", partialmethod(RowItems.__init__, room=room))
    sent = sorted(submit(server) for _ in range(3))
    assert sorted(texts(server)) == sent


def test_what_is_left_out_is_counted(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """A bundle says how many attachments above the limit it does not hold."""
    server = copy_server(template, tmp_path, tiny, inbound_attachment_limit=70_000)
    attach(server)
    said = {}
    for query in ("", "?large=1"):
        response = server.portal.get(f"/api/inbound{query}", headers=server.token("anna"))
        said[query] = response.headers["Sluis-Left-Out"]
    assert said == {"": "1", "?large=1": "0"}
