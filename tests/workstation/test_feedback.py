"""A recipient's answer: sealed like a report, proved by its handover's key, shown to the team and to nobody else."""

from pathlib import Path

import pytest
from workstation.commands import done, refused, the_day
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World

from crypto.errors import TooFewMembers
from crypto.frame import parse_frame
from crypto.handover import parse_handover
from crypto.labels import HANDOVER
from crypto.messages import Feedback, encode_feedback
from crypto.randomness import random_bytes
from crypto.sizes import stored_text_size
from crypto.submission import parse_submission
from journalist_ui.workstation.errors import NoSuchCase, Refused
from journalist_ui.workstation.shelves import HANDOVERS

TEXT = "We have opened an inquiry; is there a date?"
TO = "rijksrecherche"


@pytest.fixture
def case(letters: Letters, anna: Desk, bram: Desk) -> str:
    """Give a case of Anna and Bram that was handed over."""
    letters.post(letters.report("wat de melder schreef", members=(0, 1)))
    anna.fetch()
    bram.fetch()
    anna.hand_over(letters.case, "in eigen woorden", with_help_of=bram, to=TO)
    anna.bring()
    anna.tell(bram)
    return letters.case


@pytest.fixture
def reader(world: World, case: str) -> Desk:
    """Give the recipient, who has the handover and the keys of the week."""
    reader = world.recipients[TO]
    assert reader.fetch().handovers == 1
    return reader


def answer(reader: Desk, text: str = TEXT) -> bytes:
    """Write an answer to the recipient's only handover."""
    (number,) = reader.cases()
    return reader.workstation.answer_handover(number, text=text, day=reader.world.day).submission


def submit(world: World, body: bytes) -> None:
    """Bring an answer through the reporters' door."""
    world.server.submit(world.server.take_ticket(), body)


def answers(desk: Desk, case: str) -> list[tuple[str, str]]:
    """Return the recipients' answers that a confidant sees in a case."""
    shown = desk.workstation.show(case, day=desk.world.day)
    return [(a["recipient"], a["text"]) for a in shown["answers_of_recipients"]]


def test_an_answer_is_shown_to_the_members_of_the_handover(
    world: World, reader: Desk, anna: Desk, bram: Desk, chris: Desk, case: str
) -> None:
    """Under the recipient's name; for who is not a member it is not for them."""
    submit(world, answer(reader))
    for desk in (anna, bram):
        report = desk.fetch()
        assert (report.answers, report.damaged, report.reports) == (1, 0, 0)
        assert answers(desk, case) == [(TO, TEXT)]
        assert desk.workstation.cases(day=world.day)[0]["answers_of_recipients"] == 1
    assert chris.fetch().not_for_me == 2
    assert anna.fetch(again=3).answers == 0


def test_an_answer_looks_like_a_report(world: World, reader: Desk) -> None:
    """The same sizes, eight stanzas, no attachment."""
    submission, _period = parse_submission(answer(reader), slots=8)
    assert [len(text) for text in submission.texts] == [stored_text_size(8)]
    assert submission.uploads == ()


def test_an_answer_is_not_forwarded_and_is_no_message_of_the_reporter(
    world: World, reader: Desk, anna: Desk, case: str
) -> None:
    """Only a confidant's own words reach the reporter."""
    submit(world, answer(reader))
    anna.fetch()
    shown = anna.workstation.show(case, day=world.day)
    assert [message["kind"] for message in shown["messages"]] == ["report"]
    assert shown["messages_waiting"] == 0
    assert shown["replies"] == []


def forged(reader: Desk, letters: Letters, *, key: bytes | None = None, **fields: object) -> None:
    """Put an answer at the server that somebody made by hand."""
    shown = reader.workstation.show(reader.cases()[0], day=reader.world.day)
    values: dict[str, object] = {
        "handover": shown["case"],
        "id": random_bytes(16).hex(),
        "line": "integriteit",
        "members": [0, 1],
        "pseudonym": shown["pseudonym"],
        "text": TEXT,
    }
    feedback = Feedback(**(values | fields))  # type: ignore[arg-type]
    frame = encode_feedback(feedback, feedback_key=key or bytes(32))
    letters.put(letters.seal(frame, bytes.fromhex(feedback.id), (0, 1)))


def test_an_answer_with_another_key_is_damaged(
    letters: Letters, reader: Desk, anna: Desk, case: str
) -> None:
    """Who only knows the number of a handover proves nothing."""
    forged(reader, letters)
    report = anna.fetch()
    assert (report.answers, report.damaged) == (0, 1)
    assert report.reasons == {"a MAC does not match what it covers": 1}
    assert answers(anna, case) == []


def test_an_answer_to_an_unknown_handover_is_kept_with_the_reason(
    letters: Letters, reader: Desk, anna: Desk, case: str
) -> None:
    """It may be a colleague's."""
    forged(reader, letters, handover="0" * 32)
    report = anna.fetch()
    assert report.damaged == 1
    assert "not known here" in next(iter(report.reasons))
    assert anna.workstation.state(day=anna.world.day)["damaged"]


def test_an_answer_that_names_another_case_than_its_handover_is_damaged(
    world: World, letters: Letters, reader: Desk, anna: Desk, case: str
) -> None:
    """Even under the right key."""
    with reader.workstation._desk(world.day) as desk:
        ((_, handed),) = HANDOVERS.items(desk.vault)
    handover = parse_handover(parse_frame(handed.frame, HANDOVER).body)
    key = bytes.fromhex(handover.feedback_key)
    forged(reader, letters, key=key, pseudonym="0" * 16)
    forged(reader, letters, key=key, members=[1])
    forged(reader, letters, key=key)
    report = anna.fetch()
    assert (report.answers, report.damaged) == (1, 2)


def test_an_answer_that_came_before_the_event_of_its_handover_waits_for_it(
    world: World, letters: Letters, anna: Desk, bram: Desk
) -> None:
    """A colleague handed over, and has not told yet."""
    letters.post(letters.report("wat de melder schreef", members=(0, 1)))
    for desk in (anna, bram):
        desk.fetch()
    anna.hand_over(letters.case, "in eigen woorden", with_help_of=bram, to=TO)
    told = anna.workstation.exchange(1, day=world.day)
    with anna.workstation.bundle(anna.workstation.export(day=world.day).sequence) as (_n, pieces):
        world.server.bring(b"".join(pieces))
    world.server.event_parts.clear()
    reader = world.recipients[TO]
    reader.fetch()
    submit(world, answer(reader))
    assert bram.fetch().damaged == 1
    assert bram.take(told).answers == 1
    assert answers(bram, letters.case) == [(TO, TEXT)]
    assert bram.workstation.state(day=world.day)["damaged"] == []


def test_an_answer_goes_with_its_case(
    world: World, reader: Desk, anna: Desk, bram: Desk, case: str
) -> None:
    """Destroyed with the case's key; one that comes later has nowhere to go, and is said to."""
    submit(world, answer(reader))
    anna.fetch()
    late = answer(reader, "later")
    world.pass_days()
    anna.fetch()
    anna.bring()
    anna.workstation.destroy(case, day=world.day)
    submit(world, late)
    report = anna.fetch()
    assert (report.answers, report.damaged) == (0, 1)


def test_an_answer_needs_text_keys_and_enough_members(
    world: World, letters: Letters, reader: Desk, anna: Desk, bram: Desk, case: str
) -> None:
    """Each is said, and nothing is sealed."""
    with pytest.raises(Refused, match="empty"):
        answer(reader, " \n")
    with pytest.raises(Refused, match="too long"):
        answer(reader, "x" * 65_536)
    with pytest.raises(NoSuchCase):
        reader.workstation.answer_handover("ffff", text=TEXT, day=world.day)
    with pytest.raises(Refused, match="a confidant's workstation"):
        anna.workstation.answer_handover(case, text=TEXT, day=world.day)
    world.server.revocations = (world.finished.revocations[1, 1],)
    reader.fetch()
    with pytest.raises(TooFewMembers, match="1 confidants"):
        answer(reader)
    world.pass_days(70)
    with pytest.raises(Refused, match="import the newest bundle first"):
        answer(reader)


def test_the_command_writes_a_file_to_submit(
    world: World, reader: Desk, anna: Desk, case: str, tmp_path: Path
) -> None:
    """And says until when."""
    (number,) = reader.cases()
    reader.workstation.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    (tmp_path / "text").write_text(TEXT)
    vault = ["--vault", tmp_path / f"{TO}.vault", "--passphrase-file", tmp_path / "passphrase"]
    written = ["--text", tmp_path / "text", "--out", tmp_path / "answer"]
    words = ["feedback", *vault, *the_day(world.day), *written, number[:8]]
    assert "submit it by" in done(*words)
    assert "there already" in refused(*words)
    submit(world, (tmp_path / "answer").read_bytes())
    assert anna.fetch().answers == 1
