"""Damage on the server's disk is found, and said with its kind and day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.cli import main
from server.damage import Damage, find_damage
from server.doctor import examine
from server.models import event_parts, text_parts
from server.state import State, read_state
from server.state_words import describe, warnings
from tests.server.sent import pack, report
from tests.server.service import (
    Server,
    Template,
    attach,
    copy_home,
    damage,
    flip,
    open_server,
)
from tests.tiny_service import DAY, TinyService


def find(server: Server) -> list[Damage]:
    """Look for damage."""
    return find_damage(server.database, server.stores.objects)


def look(server: Server) -> State:
    """Return the state with the damage in it."""
    return read_state(server.home, server.database, server.clock, damage=find(server))


def test_nothing_is_damaged_that_came_as_it_is(server: Server) -> None:
    """Texts, attachments and event parts of several days."""
    attach(server)
    server.clock.day += 1
    attach(server)
    server.bring("anna", pack(*server.tiny.bundle(0, day=server.clock.day)))
    assert find(server) == []


def test_text_with_a_flipped_bit_is_found(server: Server) -> None:
    """By its kind and the day on which it came."""
    attach(server)
    with server.database.reading() as connection:
        text = connection.scalar(select(text_parts.c.object))
    damage(server, text_parts.c.object, bytes(text or b""))
    assert find(server) == [Damage("text", DAY, 1, 0)]


def test_event_part_with_a_flipped_bit_is_found(server: Server) -> None:
    """The confidants' own part of the store is looked at too."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    with server.database.reading() as connection:
        part = connection.scalar(select(event_parts.c.object))
    damage(server, event_parts.c.object, bytes(part or b""))
    assert find(server) == [Damage("event part", DAY, 1, 0)]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (lambda path: path.write_bytes(flip(path.read_bytes())), Damage("attachment", DAY, 1, 0)),
        (lambda path: path.write_bytes(b""), Damage("attachment", DAY, 1, 0)),
        (lambda path: path.unlink(), Damage("attachment", DAY, 0, 1)),
    ],
)
@pytest.mark.local
def test_attachment_that_is_not_what_came_is_found(
    server: Server, harm: Callable[[Path], object], found: Damage
) -> None:
    """Altered and lost are told apart, and the one beside it is neither."""
    attach(server)
    harm(attach(server)[1])
    assert find(server) == [found]


@pytest.mark.local
def test_days_are_told_apart(server: Server) -> None:
    """Each day is named by itself, so that the backup of that day can be found."""
    attach(server)[1].unlink()
    server.clock.day += 1
    attach(server)[1].unlink()
    assert find(server) == [Damage("attachment", DAY, 0, 1), Damage("attachment", DAY + 1, 0, 1)]


@pytest.mark.local
def test_damage_is_said_in_words(server: Server) -> None:
    """How many, of which day, and what to do."""
    for _ in range(2):
        attach(server)[1].unlink()
    assert warnings(look(server))[0] == (
        "2 attachments of 2026-11-23 are missing from the disk; restore them from the backup,"
        " then let the confidants get that day again"
    )


def test_state_is_words(server: Server) -> None:
    """One fact a line, without a trace of the program's own values."""
    attach(server)
    server.bring("anna", pack(*server.tiny.bundle(0)))
    lines = describe(look(server))
    said = dict(line.split(":", 1) for line in lines)
    assert said["Day"].strip() == "2026-11-23"
    assert said["Keyring"].strip() == "number 1, expires on 2027-05-12, in 170 days"
    assert said["Submissions"].strip() == "1, in 1 text part of 28.3 KiB together"
    assert said["Damage"].strip() == "none: all that is stored was read, and is what came"
    assert said["Slot 0"].strip() == "head 0 of 2026-11-23, the next is due on 2026-11-30"
    assert said["Slot 1"].strip() == "nothing yet"


def test_damage_that_nobody_looked_for_is_not_denied(server: Server) -> None:
    """A quick look does not say that all is well."""
    lines = describe(read_state(server.home, server.database, server.clock))
    assert "Damage:        not looked for" in lines


@pytest.mark.local
def test_one_is_not_many(server: Server) -> None:
    """A number and its noun agree."""
    attach(server)[1].unlink()
    server.clock.day += 169
    found = warnings(look(server))
    assert found[0].startswith("1 attachment of 2026-11-23 is missing from the disk; restore it")
    assert "1 submission that anna has not fetched goes today" in found
    server.clock.day = DAY + 169
    assert "the keyring expires in 1 day" in warnings(look(server))


def test_damage_that_a_sweep_finds_is_said_until_it_is_mended(
    ready: Template, today_tiny: TinyService, tmp_path: Path
) -> None:
    """By the doctor, and so by the alarm; a sweep that was told not to look changes nothing of it."""
    server = open_server(copy_home(ready, tmp_path / "home"), today_tiny, {})
    server.clock.day = today_tiny.day
    assert server.submit(report(today_tiny, day=today_tiny.day)).status_code == 201
    with server.database.reading() as connection:
        came = connection.scalar(select(text_parts.c.object))
    assert came is not None
    for content, words, is_said in (
        (came, [], True),
        (flip(came), ["--quick"], True),
        (None, [], False),
    ):
        if content is not None:
            damage(server, text_parts.c.object, content)
        done = CliRunner().invoke(main, ["sweep", *words, "--home", str(server.home.path)])
        assert done.exit_code == 0, done.output
        found = [f for f in examine(server.home.path, server.clock) if f.name == "damage"]
        assert [finding.ok for finding in found] == [not is_said]
