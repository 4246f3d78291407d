"""The reporter's word on a draft, and on going on at all: what it opens, and what it forbids."""

import pytest
from workstation.commands import done, the_day
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World

from crypto.messages import Proposal
from crypto.opening.drop import find_replies
from crypto.trust import open_today
from journalist_ui.workstation.errors import Refused

ORIGINAL = "Op dinsdag nam de wethouder in zijn kantoor een envelop met geld aan van de aannemer."
REDACTED = "Een bestuurder zou geld hebben aangenomen."
TO = "rijksrecherche"


@pytest.fixture
def told() -> str:
    """The report of the case."""
    return ORIGINAL


def draft(desk: Desk, case: str, text: str = REDACTED) -> bytes:
    """Draft a handover."""
    return desk.workstation.draft(case, recipient=TO, subject="Geld", text=text, day=desk.world.day)


def show(desk: Desk, case: str, shown: bytes, days: int = 14) -> None:
    """Show a draft to the reporter."""
    desk.workstation.show_draft(case, shown=shown, days=days, day=desk.world.day)


def approved(anna: Desk, bram: Desk, case: str) -> bytes:
    """Draft, let Bram approve, and return the draft's hash."""
    shown = draft(anna, case)
    anna.tell(bram)
    bram.workstation.approve(case, shown=shown, day=bram.world.day)
    bram.tell(anna)
    return shown


def hear(letters: Letters, desk: Desk, says: object, about: bytes | None = None) -> None:
    """Let the reporter say something, on a day of its own, and the desk fetch it."""
    letters.world.pass_days()
    letters.post(letters.consent(says, about))  # type: ignore[arg-type]
    desk.fetch()


def stage(desk: Desk, case: str) -> str:
    """Return where the reporter stands, as the workstation tells it."""
    told: str = desk.workstation.show(case, day=desk.world.day)["consent"]["stage"]
    return told


def test_a_draft_travels_to_its_reporter_as_it_stands(
    world: World, letters: Letters, anna: Desk, case: str
) -> None:
    """Subject, text, recipient and hash, under the tag, signature and MAC of a reply; and the receipt."""
    shown = draft(anna, case)
    show(anna, case, shown)
    anna.bring()
    trusted = open_today(world.server.fetch_today(), root=world.root, day=world.day)
    found = find_replies(
        trusted.live_batches(world.server.fetch_drop()),
        identity=letters.identity,
        thread_key=letters.thread_key,
        keyring=trusted.keyring,
    ).found
    (proposal,) = (answer.reply for answer in found)
    assert isinstance(proposal, Proposal)
    assert (proposal.text, proposal.subject, proposal.recipient) == (
        REDACTED,
        "Geld",
        "Rijksrecherche",
    )
    assert (proposal.draft, proposal.answer_by) == (shown.hex(), world.day + 14)
    assert len(proposal.received) == 1


def test_what_the_reporter_agreed_to_is_handed_over(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """And not before there was an answer, or the last day was over."""
    shown = approved(anna, bram, case)
    show(anna, case, shown)
    assert stage(anna, case) == "waiting"
    with pytest.raises(Refused, match="wait for the answer"):
        anna.workstation.hand_over(case, day=anna.world.day)
    hear(letters, anna, "agreed", shown)
    assert stage(anna, case) == "agreed"
    anna.workstation.hand_over(case, day=anna.world.day)


def test_a_draft_that_is_too_traceable_does_not_leave_and_another_may(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """The word is about one draft, by its hash."""
    shown = draft(anna, case)
    show(anna, case, shown)
    anna.tell(bram)
    hear(letters, anna, "traceable", shown)
    bram.fetch()
    for refused in (
        lambda: anna.workstation.hand_over(case, day=anna.world.day),
        lambda: bram.workstation.approve(case, shown=shown, day=bram.world.day),
        lambda: show(anna, case, shown),
    ):
        with pytest.raises(Refused, match="too traceable"):
            refused()
    draft(anna, case, "Iemand zou geld hebben gekregen.")
    assert stage(anna, case) == "not-shown"


def test_silence_keeps_a_draft_until_the_last_day_is_over(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """On the last day one waits; on the next, what was chosen beforehand counts, and people judge."""
    show(anna, case, approved(anna, bram, case), days=7)
    world.pass_days(7)
    assert stage(anna, case) == "waiting"
    world.pass_days(1)
    assert stage(anna, case) == "silent"
    anna.workstation.hand_over(case, day=world.day)


def test_while_a_report_is_withdrawn_nothing_leaves(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """Not drafted, not shown, not queued; a confidant cannot lift it."""
    shown = approved(anna, bram, case)
    hear(letters, anna, "withdrawn")
    for refused in (
        lambda: draft(anna, case, "Iets anders."),
        lambda: show(anna, case, shown),
        lambda: anna.workstation.hand_over(case, day=anna.world.day),
    ):
        with pytest.raises(Refused, match="has withdrawn this report"):
            refused()
    assert anna.workstation.cases(day=anna.world.day)[0]["consent"] == "withdrawn"


def test_a_reporter_who_agrees_after_all_lifts_the_withdrawal(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """The last word counts, in the order of arrival."""
    shown = approved(anna, bram, case)
    hear(letters, anna, "withdrawn")
    hear(letters, anna, "agreed", shown)
    anna.workstation.hand_over(case, day=anna.world.day)


def test_of_two_words_of_one_day_the_more_careful_counts(
    letters: Letters, anna: Desk, case: str
) -> None:
    """A day has no hours here, and two workstations may have imported them in another order."""
    shown = draft(anna, case)
    letters.world.pass_days()
    for says in ("traceable", "agreed"):
        letters.post(letters.consent(says, shown))
        anna.fetch()
        assert stage(anna, case) == "traceable"
    letters.post(letters.consent("withdrawn"))
    letters.post(letters.consent("agreed", shown))
    anna.fetch()
    assert stage(anna, case) == "withdrawn"


def test_a_withdrawn_case_may_be_destroyed_and_is_at_every_member(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """Without a handover: there was none, and there will be none."""
    with pytest.raises(Refused, match="was not handed over"):
        anna.workstation.destroy(case, day=anna.world.day)
    hear(letters, anna, "withdrawn")
    tombstone = anna.workstation.destroy(case, day=anna.world.day)
    assert tombstone.handed_over == []
    anna.tell(bram)
    bram.workstation.destroy(case, day=bram.world.day)


def test_nobody_withdraws_another_s_report(letters: Letters, anna: Desk, case: str) -> None:
    """The MAC of another thread is damaged, and changes nothing."""
    letters.world.pass_days()
    letters.post(letters.consent("withdrawn"), key=bytes(32))
    assert anna.fetch().damaged == 1
    assert stage(anna, case) == "not-shown"


def test_a_word_that_came_first_waits_for_its_report(letters: Letters, anna: Desk) -> None:
    """As a follow-up does."""
    letters.post(letters.consent("withdrawn"))
    assert anna.fetch().damaged == 1
    letters.world.pass_days()
    letters.post(letters.report(ORIGINAL, members=(0, 1)))
    assert anna.fetch().consents == 1
    assert stage(anna, letters.case) == "withdrawn"


def test_a_draft_is_shown_once_for_one_of_three_times(anna: Desk, case: str) -> None:
    """And only the newest one, as it was read."""
    first = draft(anna, case)
    with pytest.raises(Refused, match="choose one"):
        show(anna, case, first, days=3)
    newer = draft(anna, case, "Iemand zou geld hebben gekregen.")
    with pytest.raises(Refused, match="has changed"):
        show(anna, case, first)
    show(anna, case, newer)
    with pytest.raises(Refused, match="shown to the reporter already"):
        show(anna, case, newer)


def test_a_colleague_sees_until_when_the_reporter_may_answer(
    anna: Desk, bram: Desk, case: str
) -> None:
    """It travels as an event."""
    shown = approved(anna, bram, case)
    show(anna, case, shown)
    anna.tell(bram)
    assert stage(bram, case) == "waiting"


def test_a_replaced_workstation_gets_the_reporter_s_word_as_it_came(
    letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """A snapshot carries its frame, whose MAC holds there too."""
    hear(letters, anna, "withdrawn")
    (given,) = anna.workstation.snapshot(1, day=anna.world.day).bundles
    assert bram.take(given).consents == 1
    assert stage(bram, case) == "withdrawn"


def test_the_command_line_tells_the_word_and_shows_a_draft(
    world: World, letters: Letters, anna: Desk, case: str
) -> None:
    """In capitals where nothing may leave."""
    secret = world.folder / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    vault = ["--vault", world.folder / "anna.vault", "--passphrase-file", secret]
    draft(anna, case)
    anna.workstation.close()
    said = done("show-draft", "--yes", *vault, *the_day(world.day), case)
    assert REDACTED in said
    assert "queued for the reporter" in said
    assert "shown to the reporter, who has until" in done("show", *vault, *the_day(world.day), case)
    world.pass_days()
    letters.post(letters.consent("withdrawn"))
    bundle = world.folder / "bundle"
    bundle.write_bytes(world.server.inbound(slot=0, since=world.day - 1))
    assert "withdrawals: 1" in done("import", *vault, *the_day(world.day), bundle, typed="y\n")
    assert "WITHDRAWN by the reporter" in done("show", *vault, *the_day(world.day), case)
    assert "WITHDRAWN by the reporter" in done("cases", *vault, *the_day(world.day))
