"""`sluis-report follow-up`: to whom the newest answer names, never to more, in the same thread."""

from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.errors import NotForThisKey
from crypto.messages import FollowUp
from crypto.thread import thread_id
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER
from tests.clients.opening import read_attachment, read_followup
from tests.clients.replying import answer_report, answered, make_reply, secrets_of
from tests.tiny_service import DAY

Refused = Callable[[Result], str]


def follow(reporter: Reporter, codename: str, *more: str) -> Result:
    """Follow up with a short text."""
    return reporter.run(
        "follow-up",
        "--text",
        reporter.write("f", "Nog iets."),
        "--codename-file",
        reporter.write("codename", codename),
        *more,
    )


def opened(reporter: Reporter, codename: str, slot: int) -> FollowUp:
    """Open the newest submission as a slot and verify its MAC."""
    thread_key = secrets_of(codename).thread_key
    return read_followup(reporter.server, slot, thread_key=thread_key)


def test_a_followup_goes_to_the_members_that_the_answer_names(reporter: Reporter) -> None:
    """And to nobody else."""
    codename = answered(reporter, (0, 2))
    result = follow(reporter, codename)
    assert (result.exit_code, result.stdout) == (0, "")
    for slot in (0, 2):
        followup = opened(reporter, codename, slot)
        assert (followup.text, followup.members) == ("Nog iets.", [0, 2])
    with pytest.raises(NotForThisKey):
        opened(reporter, codename, 1)


def test_a_followup_names_its_thread(reporter: Reporter) -> None:
    """By the name that the thread key derives."""
    codename = answered(reporter, (0, 1, 2))
    follow(reporter, codename)
    expected = thread_id(secrets_of(codename).thread_key).hex()
    assert opened(reporter, codename, 0).thread == expected


def test_the_newest_answer_decides(reporter: Reporter) -> None:
    """Whichever slot it came from."""
    codename = answered(reporter, (0, 1, 2))
    newer = make_reply("Zonder 2.", members=(0, 1))
    answer_report(reporter.server.service, codename, newer, slot=1, day=DAY + 1)
    reporter.day = DAY + 1
    reporter.server.today = reporter.server.service.today()
    follow(reporter, codename)
    assert opened(reporter, codename, 0).members == [0, 1]


def test_an_answer_can_move_a_report_to_another_line(reporter: Reporter) -> None:
    """The follow-up goes to the line that the answer names."""
    codename = answered(reporter, (0, 1), line="bedreiging")
    follow(reporter, codename)
    assert opened(reporter, codename, 1).line == "bedreiging"


def test_a_reporter_may_leave_out_somebody_more(reporter: Reporter) -> None:
    """Exclusions add to those of the answer."""
    codename = answered(reporter, (0, 1, 2))
    follow(reporter, codename, "--exclude-slot", "1")
    assert opened(reporter, codename, 0).members == [0, 2]


def test_without_an_answer_the_line_is_asked_for(reporter: Reporter, refused: Refused) -> None:
    """Named, it is used, with the exclusions."""
    codename = reporter.send_well()
    assert "--line" in refused(follow(reporter, codename))
    assert len(reporter.server.submissions) == 1
    more = ("--line", "integriteit", "--exclude-slot", "0")
    assert follow(reporter, codename, *more).exit_code == 0
    assert opened(reporter, codename, 1).members == [1, 2]


def test_another_line_than_the_answer_names_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """Both are named, and nothing is sent; the same line is no contradiction."""
    codename = answered(reporter, (0, 1, 2))
    sentence = refused(follow(reporter, codename, "--line", "bedreiging"))
    assert "integriteit" in sentence
    assert "bedreiging" in sentence
    assert len(reporter.server.submissions) == 1
    assert follow(reporter, codename, "--line", "integriteit").exit_code == 0


def test_a_followup_carries_attachments(reporter: Reporter) -> None:
    """Sealed to the same members."""
    codename = answered(reporter, (0, 1, 2))
    follow(reporter, codename, "--attach", reporter.write("bewijs.txt", "zwart op wit"))
    (attachment,) = opened(reporter, codename, 2).attachments
    assert read_attachment(reporter.server, 2, attachment) == b"zwart op wit"


def test_a_followup_below_the_minimum_is_refused(reporter: Reporter, refused: Refused) -> None:
    """An answer that names one member only does not lower the line's minimum."""
    codename = answered(reporter, (0,))
    assert "te weinig" in refused(follow(reporter, codename))
    assert len(reporter.server.submissions) == 1


def test_a_followup_in_doubt_says_so(reporter: Reporter, refused: Refused) -> None:
    """It may have been stored."""
    codename = answered(reporter, (0, 1, 2))
    reporter.server.misbehave("POST", "/api/submissions", *[CUT_AFTER] * 9)
    assert "niet zeker" in refused(follow(reporter, codename))


def test_a_line_that_is_none_is_refused(reporter: Reporter, refused: Refused) -> None:
    """With the lines that there are."""
    codename = reporter.send_well()
    assert "bedreiging" in refused(follow(reporter, codename, "--line", "niets"))
