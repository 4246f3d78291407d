"""`sluis-report follow-up --withdraw` and the like: a word in the thread, in place of a message."""

import json

import pytest
from click.testing import Result

from crypto.messages import Consent, Proposal
from crypto.randomness import random_bytes
from tests.clients.conftest import Reporter
from tests.clients.opening import read_consent
from tests.clients.replying import answer_report, secrets_of
from tests.tiny_service import DAY

DRAFT = "d" * 64
MARK = DRAFT[:32]
NEWER = "e" * 64


def show(reporter: Reporter, codename: str, draft: str) -> None:
    """Show a draft to the reporter of a codename."""
    proposal = Proposal(
        answer_by=DAY + 14,
        draft=draft,
        files=["kaart.pdf"],
        id=random_bytes(16).hex(),
        line="integriteit",
        members=[0, 2],
        received=[],
        recipient="De Rijksrecherche",
        subject="Een vergunning",
        text="Een bestuurder zou iets hebben veranderd.",
    )
    answer_report(reporter.server.service, codename, proposal)
    reporter.server.today = reporter.server.service.today()


@pytest.fixture
def codename(reporter: Reporter) -> str:
    """Give the codename of a report whose reporter is shown a draft."""
    codename = reporter.send_well()
    show(reporter, codename, DRAFT)
    return codename


def say(reporter: Reporter, codename: str, *words: str) -> Result:
    """Say something in the thread of a codename."""
    file = reporter.write("codename", codename)
    return reporter.run("follow-up", "--codename-file", file, *words)


def heard(reporter: Reporter, codename: str, slot: int = 0) -> Consent:
    """Open the newest submission as a slot and verify its MAC."""
    return read_consent(reporter.server, slot, thread_key=secrets_of(codename).thread_key)


@pytest.mark.parametrize(
    ("option", "says"), [("--agree", "agreed"), ("--too-traceable", "traceable")]
)
def test_a_word_names_the_draft_that_was_shown(
    reporter: Reporter, codename: str, option: str, says: str
) -> None:
    """It goes to the members that the proposal names; no text is needed."""
    assert say(reporter, codename, option, MARK).exit_code == 0
    consent = heard(reporter, codename, slot=2)
    assert (consent.says, consent.draft, consent.members) == (says, DRAFT, [0, 2])
    assert consent.text == ""


def test_a_withdrawal_is_of_the_whole_report_and_says_what_it_cannot_do(
    reporter: Reporter, codename: str
) -> None:
    """A reason may stand beside it."""
    result = say(
        reporter, codename, "--withdraw", "--text", reporter.write("why", "Te gevaarlijk.")
    )
    consent = heard(reporter, codename)
    assert (consent.says, consent.draft, consent.text) == ("withdrawn", None, "Te gevaarlijk.")
    assert "kan niemand terughalen" in result.stderr


def test_a_report_can_be_withdrawn_before_any_answer(reporter: Reporter) -> None:
    """With the line again, as a follow-up."""
    codename = reporter.send_well()
    assert say(reporter, codename, "--withdraw", "--line", "integriteit").exit_code == 0
    assert heard(reporter, codename).says == "withdrawn"


def test_without_a_shown_text_there_is_nothing_to_agree_to(reporter: Reporter) -> None:
    """Nothing is sent."""
    codename = reporter.send_well()
    count = len(reporter.server.submissions)
    result = say(reporter, codename, "--agree", MARK, "--line", "integriteit")
    assert result.exit_code != 0
    assert "geen tekst om over te oordelen" in result.stderr
    assert len(reporter.server.submissions) == count


def test_a_word_is_on_the_text_that_was_read(reporter: Reporter, codename: str) -> None:
    """A newer one that came since is not agreed to unseen, and a mark of none is refused."""
    assert MARK in reporter.check(codename).stdout
    show(reporter, codename, NEWER)
    assert say(reporter, codename, "--agree", MARK).exit_code == 0
    assert heard(reporter, codename).draft == DRAFT
    count = len(reporter.server.submissions)
    for mark in ("", "d", DRAFT, MARK.upper()):
        assert "kenmerk" in say(reporter, codename, "--agree", mark).stderr
    assert "een van deze drie" in say(reporter, codename, "--agree", MARK, "--withdraw").stderr
    assert len(reporter.server.submissions) == count


def test_a_follow_up_without_a_word_still_needs_a_text(reporter: Reporter, codename: str) -> None:
    """And a word takes no files."""
    assert "--text" in say(reporter, codename).stderr
    file = reporter.write("f", "x")
    assert (
        "gaan geen bestanden mee"
        in say(reporter, codename, "--agree", MARK, "--attach", file).stderr
    )


def test_a_shown_text_is_printed_with_what_belongs_to_it(reporter: Reporter, codename: str) -> None:
    """For whom, until when, which files; and for a program in fields of their own."""
    shown = reporter.check(codename).stdout
    for part in ("De Rijksrecherche", "Een vergunning", "zou iets hebben veranderd", "kaart.pdf"):
        assert part in shown
    (reply,) = json.loads(reporter.check(codename, "--json").stdout)["replies"]
    assert reply["proposal"]["draft"] == DRAFT
    assert reply["proposal"]["answer_by"] == DAY + 14
