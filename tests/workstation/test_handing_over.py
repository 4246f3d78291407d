"""Handing a case over: rewritten, approved by another, verified by the recipient."""

import pytest
from workstation.letters import Letters
from workstation.rewritten import ORIGINAL, REDACTED, TO, approve, draft, hand_over
from world import Desk, World

from crypto.acts import Approved
from crypto.handover import sign_handover
from journalist_ui.workstation import outbox
from journalist_ui.workstation.errors import NoSuchCase, Refused
from journalist_ui.workstation.handover_records import Outgoing
from journalist_ui.workstation.shelves import OUTBOX
from journalist_ui.workstation.team_events import write_event


@pytest.fixture
def told() -> str:
    """The report of the case."""
    return ORIGINAL


def test_the_original_text_never_leaves(anna: Desk, case: str) -> None:
    """Forty characters of it in a row are refused, whatever the case and the blanks; fewer are not."""
    for text in (
        f"De melder schrijft: {ORIGINAL}",
        ORIGINAL[11:51],
        ORIGINAL.upper().replace(" ", "\n  "),
    ):
        with pytest.raises(Refused, match="stand literally"):
            draft(anna, case, text)
    with pytest.raises(Refused, match="stand literally"):
        draft(anna, case, subject=ORIGINAL[:60])
    draft(anna, case, ORIGINAL[11:50])


def test_a_draft_has_a_recipient_a_subject_a_text_and_fits(anna: Desk, case: str) -> None:
    """Each refusal says what to do."""
    with pytest.raises(Refused, match="there are: gemeente, rijksrecherche"):
        anna.workstation.draft(case, recipient="politie", subject="s", text="t", day=anna.world.day)
    with pytest.raises(Refused, match="write both"):
        draft(anna, case, subject=" ")
    with pytest.raises(Refused, match="characters too long"):
        draft(anna, case, "woord " * 3000)


def test_nobody_approves_their_own_draft(anna: Desk, case: str) -> None:
    """Four eyes."""
    with pytest.raises(Refused, match="your own draft"):
        approve(anna, case, draft(anna, case))


def test_without_approval_nothing_is_handed_over(anna: Desk, case: str) -> None:
    """One signature is not enough."""
    with pytest.raises(Refused, match="run draft first"):
        hand_over(anna, case)
    draft(anna, case)
    with pytest.raises(Refused, match="nobody else has approved"):
        hand_over(anna, case)


def test_an_edit_voids_an_approval(world: World, anna: Desk, bram: Desk, case: str) -> None:
    """An approval names the hash of what was read."""
    shown = draft(anna, case)
    anna.tell(bram)
    approve(bram, case, shown)
    bram.tell(anna)
    draft(anna, case, "Toch anders.")
    with pytest.raises(Refused, match="nobody else has approved"):
        hand_over(anna, case)
    anna.tell(bram)
    with pytest.raises(Refused, match="has changed"):
        approve(bram, case, shown)


def test_the_draft_of_a_colleague_of_today_counts(anna: Desk, bram: Desk, case: str) -> None:
    """By the fixed order of events the later slot's draft of a day wins, and that is said."""
    draft(bram, case)
    bram.tell(anna)
    with pytest.raises(Refused, match="approve it, or draft tomorrow"):
        draft(anna, case, "Een ander ontwerp.")
    assert anna.workstation.show(case, day=anna.world.day)["draft"]["drafted_by"] == 1


def test_a_handover_goes_once(anna: Desk, bram: Desk, case: str) -> None:
    """A second time is refused, by either of the two."""
    anna.hand_over(case, REDACTED, with_help_of=bram)
    with pytest.raises(Refused, match="handed over already"):
        hand_over(anna, case)
    anna.tell(bram)
    with pytest.raises(Refused, match="handed over already"):
        hand_over(bram, case)


def test_a_false_approval_does_not_count(anna: Desk, bram: Desk, case: str) -> None:
    """A signature over another text is no approval, whoever signed the event."""
    shown = draft(anna, case)
    anna.tell(bram)
    with bram.workstation._desk(bram.world.day) as desk:
        false = sign_handover(b"something else", slot=1, signing_seed=desk.owner.seed)
        act = Approved(draft=shown.hex(), signature=false.value.hex())
        write_event(desk, case=bytes.fromhex(case), act=act)
    bram.tell(anna)
    assert anna.workstation.show(case, day=anna.world.day)["draft"]["approved_by"] == []
    with pytest.raises(Refused, match="nobody else has approved"):
        hand_over(anna, case)


def test_a_handover_with_one_signature_is_not_shown(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """The recipient's workstation keeps and counts it, and shows nothing of it."""
    anna.hand_over(case, REDACTED, with_help_of=bram)
    with anna.workstation._desk(world.day) as desk:
        for name, waits in outbox.waiting(desk.vault):
            # Take one signature out: the count, the signer and 64 bytes.
            (part,) = waits.parts
            at = part.rindex(b"\x02", 0, len(part) - 131)
            fewer = part[:at] + b"\x01" + part[at + 1 : at + 66] + part[-1:]
            record = Outgoing(waits.kind, waits.case, [fewer], waits.recipient)
            OUTBOX.put(desk.vault, name, record, case=waits.case)
    anna.bring()
    reader = world.recipients[TO]
    came = reader.fetch()
    assert (came.handovers, came.handovers_refused) == (0, 1)
    assert reader.fetch().handovers_refused == 0
    assert reader.cases() == []
    assert "signatures of 2" in reader.workstation.state(day=world.day)["damaged"][0]["reason"]
    assert REDACTED not in str(reader.workstation.state(day=world.day))


def test_a_handover_that_names_another_recipient_is_not_shown(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """Sealed to the municipality, but written for the Rijksrecherche."""
    anna.hand_over(case, REDACTED, with_help_of=bram)
    other = world.requests["gemeente"].public_key
    with anna.workstation._desk(world.day) as desk:
        for name, waits in outbox.waiting(desk.vault):
            record = Outgoing(waits.kind, waits.case, waits.parts, other)
            OUTBOX.put(desk.vault, name, record, case=waits.case)
    anna.bring()
    came = world.recipients["gemeente"].fetch()
    assert (came.handovers, came.handovers_refused) == (0, 1)
    assert "another recipient" in next(iter(came.reasons))


def test_a_recipient_reads_it_once_and_finds_it_by_its_number(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """The pseudonym is not the number of the case; importing again shows it once."""
    anna.hand_over(case, REDACTED, with_help_of=bram)
    anna.bring()
    reader = world.recipients[TO]
    reader.fetch()
    reader.fetch()
    (number,) = reader.cases()
    shown = reader.workstation.show(number[:6], day=world.day)
    assert (shown["text"], shown["signed_by"]) == (REDACTED, [0, 1])
    assert shown["pseudonym"] not in case
    with pytest.raises(NoSuchCase):
        reader.workstation.show("ffff", day=world.day)


def test_who_is_no_member_does_not_draft(world: World, letters: Letters, chris: Desk) -> None:
    """A report that reached a slot by mistake is not that slot's to hand over."""
    letters.post(letters.report(ORIGINAL, members=(0, 1)), seal_to=(0, 1, 2))
    chris.fetch()
    with pytest.raises(Refused, match="not a member"):
        draft(chris, letters.case)


def test_a_new_keyring_needs_its_recipients_file(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """Until it was brought by hand, nothing is drafted."""
    world.server.keyring_raw = _with_other_recipients(world)
    anna.fetch()
    assert not anna.workstation.state(day=world.day)["keyring"]["recipients_file_current"]
    with pytest.raises(Refused, match="bring the new one and run enrol again"):
        draft(anna, case)


def _with_other_recipients(world: World) -> bytes:
    """Install a keyring that names another recipients' file, and return it."""
    requests = dict(world.requests)
    world.requests["gemeente"] = requests["rijksrecherche"]
    world.requests["rijksrecherche"] = requests["gemeente"]
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    world.requests = requests
    return world.finished.keyring


def test_a_note_is_for_members_only(
    world: World, anna: Desk, bram: Desk, chris: Desk, case: str
) -> None:
    """Chris sees that something happened, not what; nothing is missing for anybody."""
    anna.workstation.note(case, text="alleen voor ons", day=world.day)
    anna.bring()
    assert (bram.fetch().events, chris.fetch().events) == (1, 1)
    notes = bram.workstation.show(case, day=world.day)["notes"]
    assert [note["text"] for note in notes] == ["alleen voor ons"]
    assert chris.cases() == []
    assert chris.workstation.state(day=world.day)["event_gaps"] == {}
