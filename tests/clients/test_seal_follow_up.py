"""`sluis-report seal-follow-up`: to whom the newest downloaded answer names, by the rules of `follow-up`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crypto.errors import NotForThisKey
from crypto.messages import FollowUp
from crypto.thread import thread_id
from tests.clients.conftest import Reporter
from tests.clients.opening import read_followup
from tests.clients.replying import answered, secrets_of

Refused = Callable[[Result], str]


def seal_after(reporter: Reporter, codename: str, *more: str) -> Result:
    """Seal a short follow-up to the file `sealed`."""
    today, drop = reporter.download()
    return reporter.run_offline(
        *("seal-follow-up", "--text", reporter.write("f", "Nog iets."), "--today", today),
        *("--codename-file", reporter.write("codename", codename)),
        *("--drop", drop, "--out", str(out(reporter)), *more),
    )


def out(reporter: Reporter) -> Path:
    """Return the file in which it is sealed."""
    return reporter.folder / "sealed"


def opened(reporter: Reporter, codename: str, slot: int) -> FollowUp:
    """Open the sealed file as a slot and verify its MAC."""
    reporter.server.submissions["form"] = out(reporter).read_bytes()
    thread_key = secrets_of(codename).thread_key
    return read_followup(reporter.server, slot, thread_key=thread_key)


def test_it_goes_to_the_members_that_the_newest_answer_names(reporter: Reporter) -> None:
    """And to nobody else, in the same thread; nothing is printed."""
    codename = answered(reporter, (0, 2))
    result = seal_after(reporter, codename)
    assert (result.exit_code, result.stdout) == (0, "")
    followup = opened(reporter, codename, 0)
    assert (followup.text, followup.members) == ("Nog iets.", [0, 2])
    assert followup.thread == thread_id(secrets_of(codename).thread_key).hex()
    with pytest.raises(NotForThisKey):
        opened(reporter, codename, 1)


def test_before_the_first_answer_the_line_is_asked_for(
    reporter: Reporter, refused: Refused
) -> None:
    """Named, it is used, with the exclusions."""
    codename = reporter.send_well()
    assert "--line" in refused(seal_after(reporter, codename))
    assert not out(reporter).exists()
    more = ("--line", "integriteit", "--exclude-slot", "0")
    assert seal_after(reporter, codename, *more).exit_code == 0
    assert opened(reporter, codename, 1).members == [1, 2]


def test_another_line_than_the_answer_names_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """It would reach others than was meant."""
    codename = answered(reporter, (0, 1, 2))
    assert "integriteit" in refused(seal_after(reporter, codename, "--line", "bedreiging"))
    assert not out(reporter).exists()


def test_the_drop_is_needed_even_where_a_line_is_named(
    reporter: Reporter, refused: Refused
) -> None:
    """An answer may stand in it that names fewer members than serve the line."""
    codename = answered(reporter, (0, 2))
    today = reporter.download()[0]
    result = reporter.run_offline(
        *("seal-follow-up", "--line", "integriteit", "--text", reporter.write("f", "Nog iets.")),
        *("--today", today, "--codename-file", reporter.write("codename", codename)),
        *("--out", str(out(reporter))),
    )
    sentence = refused(result)
    assert sentence.startswith("Er is NIETS verzegeld.")
    assert "--drop" in sentence


def test_a_sealed_followup_can_be_submitted_online(reporter: Reporter) -> None:
    """By the command that takes any sealed file."""
    codename = answered(reporter, (0, 1, 2))
    seal_after(reporter, codename)
    assert reporter.run("upload", str(out(reporter))).exit_code == 0
    assert list(reporter.server.submissions.values())[-1] == out(reporter).read_bytes()
