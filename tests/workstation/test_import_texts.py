"""Importing reporters' messages: open, not for me, damaged; nothing twice, nothing dropped."""

import pytest
from workstation.letters import Letters
from world import Desk, World

from crypto.labels import REPORT
from crypto.messages import encode_followup, encode_report
from crypto.padding import pad
from crypto.parts import split
from crypto.randomness import random_bytes
from crypto.sizes import TEXT_SIZE
from journalist_ui.workstation.errors import NoSuchCase


def damaged(desk: Desk) -> list[str]:
    """Return the reasons for which something is kept as damaged."""
    state = desk.workstation.state(day=desk.world.day)
    return [record["reason"] for record in state["damaged"]]


def messages(desk: Desk, case: str) -> list[str]:
    """Return the texts of a case in order."""
    shown = desk.workstation.show(case, day=desk.world.day)
    return [message["text"] for message in shown["messages"]]


def test_a_report_and_a_followup_make_one_case(letters: Letters, anna: Desk) -> None:
    """The case is named by the thread, and holds both in order."""
    letters.post(letters.report("eerst"))
    letters.world.pass_days(1)
    letters.post(letters.followup("daarna"))
    anna.fetch()
    assert anna.cases() == [letters.case]
    assert messages(anna, letters.case) == ["eerst", "daarna"]


def test_a_long_report_is_joined(letters: Letters, anna: Desk) -> None:
    """Four text parts are one message."""
    text = "lang " * 12_000
    letters.post(letters.report(text))
    assert anna.fetch().reports == 1
    assert messages(anna, letters.case) == [text]


def test_the_same_bundle_twice_changes_nothing(letters: Letters, anna: Desk) -> None:
    """What came before is passed over."""
    letters.post(letters.report())
    bundle = anna.world.server.inbound(slot=0, since=anna.world.day)
    anna.take(bundle)
    again = anna.take(bundle)
    assert (again.opened, again.seen_before, again.replays) == (0, 1, 0)
    assert len(messages(anna, letters.case)) == 1


def test_a_message_under_another_name_is_a_replay(letters: Letters, anna: Desk) -> None:
    """A server that shows a submission twice is counted, not believed."""
    report = letters.report()
    letters.post(report)
    letters.post(report)
    came = anna.fetch()
    assert (came.reports, came.replays) == (1, 1)
    assert len(messages(anna, letters.case)) == 1


def test_a_followup_with_a_false_proof_is_damaged(letters: Letters, anna: Desk) -> None:
    """Nobody outside can add to a thread."""
    letters.post(letters.report())
    letters.post(letters.followup(), key=random_bytes(32))
    came = anna.fetch()
    assert (came.reports, came.followups, came.damaged) == (1, 0, 1)
    assert damaged(anna) == ["a MAC does not match what it covers"]


def test_a_followup_waits_for_its_report(letters: Letters, anna: Desk) -> None:
    """Kept as damaged with the reason, and joined when the report comes."""
    letters.post(letters.followup("te vroeg"))
    assert anna.fetch().damaged == 1
    assert damaged(anna) == ["it belongs to a case whose report is not here"]
    letters.world.pass_days(1)
    letters.post(letters.report("het begin"))
    came = anna.fetch()
    assert (came.reports, came.followups, came.damaged) == (1, 1, 0)
    assert damaged(anna) == []
    assert sorted(messages(anna, letters.case)) == ["het begin", "te vroeg"]


def test_a_followup_that_waited_and_lies_stays_damaged(letters: Letters, anna: Desk) -> None:
    """The report proves that it is false."""
    letters.post(letters.followup(), key=random_bytes(32))
    anna.fetch()
    letters.post(letters.report())
    came = anna.fetch()
    assert (came.reports, came.followups) == (1, 0)
    assert damaged(anna) == ["a MAC does not match what it covers"]


def test_a_part_that_is_missing_is_damage_until_the_whole_comes(
    letters: Letters, anna: Desk
) -> None:
    """All parts or none; a whole copy heals the damaged one."""
    report = letters.report("lang " * 6_000)
    message_id = bytes.fromhex(report.id)
    texts = letters.seal(encode_report(report), message_id, (0, 1, 2))
    name = letters.put(texts[:1])
    assert anna.fetch().damaged == 1
    assert anna.fetch().seen_before == 1
    letters.put(texts, name=name)
    came = anna.fetch()
    assert (came.reports, came.damaged, damaged(anna)) == (1, 0, [])


def test_parts_for_me_and_not_for_me_in_one_message_are_damage(
    letters: Letters, anna: Desk
) -> None:
    """A message is for a slot as a whole."""
    report = letters.report("lang " * 6_000)
    frame, message_id = encode_report(report), bytes.fromhex(report.id)
    mine = letters.seal(frame, message_id, (0, 1))
    others = letters.seal(frame, message_id, (1,))
    letters.put([mine[0], others[1]])
    came = anna.fetch()
    assert (came.opened, came.not_for_me, came.damaged) == (0, 0, 1)


@pytest.mark.parametrize(
    "fault",
    ["another id", "not canonical", "another type", "signed", "padding", "not a part", "too short"],
)
def test_what_opens_and_is_no_message_is_damaged(letters: Letters, anna: Desk, fault: str) -> None:
    """Each fault is kept with its reason, and the rest of the bundle comes in."""
    report = letters.report()
    frame, message_id = encode_report(report), bytes.fromhex(report.id)
    if fault == "another id":
        message_id = random_bytes(16)
    if fault == "not canonical":
        frame = frame.replace(b'{"answers"', b'{"answers" ')
    if fault == "another type":
        frame = frame.replace(REPORT.encode(), b"sluis/v1/handles")
    if fault == "signed":
        frame = encode_followup(letters.followup(), thread_key=bytes(32))[:-33] + b"\0"
    (part,) = split(frame, message_id=message_id, room=TEXT_SIZE - 8)
    padded = pad(b"short" if fault == "not a part" else part, size=TEXT_SIZE)
    if fault == "padding":
        padded = padded[:-1] + b"\1"
    stored = letters.seal_stored(padded, (0, 1, 2))
    letters.put([stored[:-9] if fault == "too short" else stored])
    letters.post(letters.report("goed"))
    came = anna.fetch()
    assert (came.reports, came.damaged, len(damaged(anna))) == (1, 1, 1)


def test_something_sealed_in_a_week_without_a_key_is_kept(letters: Letters, anna: Desk) -> None:
    """A period beyond all keys is damage with its reason, and does not stay for ever in the way."""
    name = letters.post(letters.report())
    held = letters.world.server.submissions[name]
    (text,) = held.texts
    letters.put([text[:1] + b"\xff\xff\xff\xff" + text[5:]], name=name)
    assert anna.fetch().damaged == 1
    assert "never had a key" in damaged(anna)[0]


def test_what_does_not_fit_together_is_shown_with_a_warning(letters: Letters, anna: Desk) -> None:
    """Sealed to a slot that it does not name, and then to other members than before."""
    letters.post(letters.report(members=(1, 2)), seal_to=(0, 1, 2))
    letters.world.pass_days(1)
    letters.post(letters.followup(members=[0, 1]))
    anna.fetch()
    shown = anna.workstation.show(letters.case, day=anna.world.day)
    first, second = shown["messages"]
    assert any("does not name you" in warning for warning in first["warnings"])
    assert any("other members" in warning for warning in second["warnings"])


def test_a_second_report_of_a_thread_does_not_move_the_answers(
    letters: Letters, anna: Desk
) -> None:
    """Line, members and where answers go are those of the first report."""
    letters.post(letters.report("de eerste"))
    anna.fetch()
    letters.post(letters.report("de tweede", members=(0, 1)))
    anna.fetch()
    shown = anna.workstation.show(letters.case, day=anna.world.day)
    assert shown["members"] == [0, 1, 2]
    assert [message["text"] for message in shown["messages"]] == ["de eerste", "de tweede"]


def test_a_case_is_found_by_the_start_of_its_number(letters: Letters, anna: Desk) -> None:
    """Four characters are enough, three are not."""
    letters.post(letters.report())
    anna.fetch()
    assert anna.workstation.show(letters.case[:4], day=anna.world.day)["case"] == letters.case
    for wrong in (letters.case[:3], "ffffffff", "%", ""):
        with pytest.raises(NoSuchCase):
            anna.workstation.show(wrong, day=anna.world.day)


def test_tombstones_go_when_nothing_can_come_again(world: World, letters: Letters) -> None:
    """A report is remembered as long as the server may show it, and shown once all that time."""
    anna = world.confidants[0]
    letters.post(letters.report())
    start = world.day
    anna.fetch()
    for _ in range(5):
        world.pass_days(7)
        for confidant in world.confidants:
            confidant.bring()
        came = anna.fetch(again=world.day - start)
        assert (came.opened, came.damaged, came.replays) == (0, 0, 0)
