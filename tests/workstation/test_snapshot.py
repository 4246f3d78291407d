"""A replaced workstation: its open cases come from a colleague, its attachments from the portal again."""

from pathlib import Path

import pytest
from workstation.attached import CONTENT, described, here, save, send, stored
from workstation.commands import done, refused, the_day
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World
from world_changes import replace_workstation
from world_server import pack

from crypto.bundle_contents import SNAPSHOT
from crypto.errors import Malformed, Tampered, UnknownSigner
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_work import HandoverWork
from journalist_ui.workstation.snapshotting import make_snapshots

TEXT = "wat de melder schreef"


def replaced(world: World, old: Desk) -> Desk:
    """Give the holder of a slot a new workstation, under a new generation, and close the old one."""
    assert old.slot is not None
    desk = replace_workstation(world, old.slot)
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    world.enrol(desk.workstation)
    desk.bring(with_batch=False)
    return desk


def snapshot(giver: Desk, taker: Desk) -> bytes:
    """Let a colleague make a snapshot, of one bundle."""
    assert taker.slot is not None
    (bundle,) = giver.workstation.snapshot(taker.slot, day=giver.world.day).bundles
    return bundle


def shown(desk: Desk, case: str) -> dict[str, object]:
    """Return a case as `show` has it."""
    return desk.workstation.show(case, day=desk.world.day)


@pytest.fixture
def case(letters: Letters, anna: Desk, bram: Desk, chris: Desk) -> str:
    """Give a case of all three, with a follow-up, notes of two, a word that Bram marked, and a reply of Chris."""
    letters.post(letters.report(TEXT, consents=["handover"], answers={"where": "hier"}))
    letters.post(letters.followup("meer"))
    for desk in (anna, bram, chris):
        desk.fetch()
    anna.workstation.note(letters.case, text="noot van Anna", day=anna.world.day)
    bram.workstation.note(letters.case, text="noot van Bram", day=anna.world.day)
    chris.reply(letters.case, "van de oude sleutel")
    HandoverWork(bram.workstation._vault, anna.world.day).mark(letters.case, ["schreef"])
    bram.tell(anna)
    chris.tell(anna)
    return letters.case


def test_a_new_workstation_has_the_case_as_its_colleague_has_it(
    world: World, letters: Letters, anna: Desk, chris: Desk, case: str
) -> None:
    """Messages and events; what the old key signed is left out and counted."""
    new = replaced(world, chris)
    anna.fetch()
    made = anna.workstation.snapshot(2, day=world.day)
    assert (made.cases, made.attachments, made.events_left_out) == (1, 0, 1)
    report = new.take(made.bundles[0])
    assert (report.reports, report.followups, report.damaged, report.warnings) == (1, 1, 0, [])
    ours, theirs = shown(new, case), shown(anna, case)
    assert ours["replies"] == []
    for same in (
        "messages",
        "notes",
        "line",
        "members",
        "consents",
        "language",
        "opened",
        "marked",
    ):
        assert ours[same] == theirs[same]
    assert (ours["marked"], ours["event_gaps"]) == ({"1": ["schreef"]}, {})


def test_a_snapshot_twice_changes_nothing(world: World, anna: Desk, chris: Desk, case: str) -> None:
    """Safe to import again."""
    new = replaced(world, chris)
    anna.fetch()
    bundle = snapshot(anna, new)
    new.take(bundle)
    before = shown(new, case)
    report = new.take(bundle)
    assert (report.reports, report.seen_before, report.events, report.replays) == (0, 2, 0, 0)
    assert shown(new, case) == before


def test_what_came_as_damaged_before_the_snapshot_is_whole_after_it(
    world: World, letters: Letters, anna: Desk, chris: Desk, tmp_path: Path
) -> None:
    """The same submission and its attachment, sealed to the old key, and fetched too early."""
    file = described(CONTENT)
    send(letters, file, stored(letters, CONTENT))
    anna.fetch()
    new = replaced(world, chris)
    anna.fetch()
    early = new.fetch(again=3)
    assert (early.damaged, early.attachments_damaged) == (1, 1)
    report = new.take(snapshot(anna, new))
    assert (report.reports, report.attachments, report.attachments_awaited) == (1, 1, 0)
    assert new.workstation.state(day=world.day)["damaged"] == []
    assert save(new, letters.case, tmp_path).read_bytes() == CONTENT


def test_an_attachment_is_joined_when_the_portal_gives_it_again(
    world: World, letters: Letters, anna: Desk, chris: Desk, tmp_path: Path
) -> None:
    """Until then it is named, counted, and said to be fetched."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    new = replaced(world, chris)
    anna.fetch()
    report = new.take(snapshot(anna, new))
    assert (report.attachments, report.attachments_awaited) == (0, 1)
    assert here(new, letters.case) == [False]
    assert new.workstation.state(day=world.day)["attachments_awaited"] == 1
    again = new.fetch(again=3)
    assert (again.damaged, again.seen_before, again.attachments) == (0, 1, 1)
    assert save(new, letters.case, tmp_path).read_bytes() == CONTENT
    assert new.workstation.state(day=world.day)["attachments_awaited"] == 0


def test_another_object_under_the_name_of_an_awaited_attachment_is_damaged(
    world: World, letters: Letters, anna: Desk, chris: Desk
) -> None:
    """Only what is sealed under the file key that the colleague gave is joined."""
    file = described(CONTENT)
    send(letters, file, stored(letters, CONTENT))
    anna.fetch()
    new = replaced(world, chris)
    anna.fetch()
    new.take(snapshot(anna, new))
    (held,) = world.server.submissions.values()
    held.attachments[bytes.fromhex(file.id)] = stored(letters, b"something else")
    assert new.fetch(again=3).attachments_damaged == 1
    assert here(new, letters.case) == [False]


def test_the_new_workstation_answers_and_the_team_goes_on(
    world: World, anna: Desk, bram: Desk, chris: Desk
) -> None:
    """The reporter reads it; a draft of before is approved; a follow-up arrives at the new key."""
    reporter = world.reporter()
    reporter.send(TEXT)
    for desk in (anna, bram, chris):
        desk.fetch()
    (case,) = anna.cases()
    draft = anna.workstation.draft(
        case, recipient="gemeente", subject="Melding", text="in eigen woorden", day=world.day
    )
    new = replaced(world, chris)
    anna.fetch()
    new.take(snapshot(anna, new))
    assert new.fetch().damaged == 0
    new.workstation.approve(case, shown=draft, day=world.day)
    new.reply(case, "van de nieuwe sleutel")
    new.bring()
    assert reporter.answers() == ["van de nieuwe sleutel"]
    world.pass_days()
    anna.fetch()
    anna.workstation.hand_over(case, day=world.day)
    reporter.follow_up("nog iets")
    assert new.fetch().followups == 1


def test_only_cases_and_messages_of_that_slot_are_given(
    world: World, letters: Letters, anna: Desk, chris: Desk
) -> None:
    """A follow-up that left the slot out stays out; a case without the slot is not counted."""
    letters.post(letters.report(TEXT))
    letters.post(letters.followup("over Chris", members=[0, 1]))
    world.reporter().send("niet voor Chris", excluded=[2])
    anna.fetch()
    assert len(anna.cases()) == 2
    new = replaced(world, chris)
    anna.fetch()
    report = new.take(snapshot(anna, new))
    assert (new.cases(), report.reports, report.followups) == ([letters.case], 1, 0)


def test_many_cases_go_in_several_bundles(
    world: World, letters: Letters, anna: Desk, chris: Desk
) -> None:
    """Each is imported by itself, in any order."""
    for _ in range(3):
        world.reporter().send(TEXT)
    anna.fetch()
    for case in anna.cases():
        anna.workstation.note(case, text="noot", day=world.day)
    new = replaced(world, chris)
    anna.fetch()
    with anna.workstation._desk(world.day) as desk:
        made = make_snapshots(desk, slot=2, largest=1)
    assert len(made.bundles) == 3
    for bundle in reversed(made.bundles):
        assert new.take(bundle).reports == 1
    assert sorted(new.cases()) == sorted(anna.cases())
    assert all(len(shown(new, case)["notes"]) == 1 for case in new.cases())  # type: ignore[arg-type]


def test_a_snapshot_opens_at_the_workstation_it_is_for_and_nowhere_else(
    world: World, anna: Desk, bram: Desk, chris: Desk, case: str
) -> None:
    """A colleague's, an altered one, and one that a portal slips in are refused, and change nothing."""
    new = replaced(world, chris)
    anna.fetch()
    bram.fetch()
    bundle = snapshot(anna, new)
    with pytest.raises(Tampered):
        bram.take(bundle)
    altered = bytearray(bundle)
    altered[len(altered) // 2] ^= 1
    with pytest.raises(Tampered):
        new.take(bytes(altered))
    forged = pack({SNAPSHOT: b"x"}, world.server.keyring, since=world.day, through=world.day)
    with pytest.raises(Malformed, match="not from the portal"):
        new.take(forged)
    assert new.cases() == []


def test_a_revoked_colleague_gives_nothing(
    world: World, anna: Desk, chris: Desk, case: str
) -> None:
    """Not even what was made before the revocation was known."""
    new = replaced(world, chris)
    anna.fetch()
    bundle = snapshot(anna, new)
    world.server.revocations = (world.finished.revocations[0, 1],)
    new.fetch()
    with pytest.raises(UnknownSigner, match="revoked"):
        new.take(bundle)


def test_nothing_is_given_where_there_is_nobody_to_give_it_to(
    world: World, anna: Desk, chris: Desk, case: str
) -> None:
    """Oneself, an empty slot, a new key that is not here yet; a recipient's workstation."""
    for slot in (0, 5):
        with pytest.raises(Refused, match="not a colleague's"):
            anna.workstation.snapshot(slot, day=world.day)
    world.pass_days(70)
    with pytest.raises(Refused, match="import the newest bundle first"):
        anna.workstation.snapshot(2, day=world.day)
    reader = world.recipients["gemeente"]
    with pytest.raises(Refused, match="recipient's workstation"):
        reader.workstation.snapshot(2, day=world.day)


def test_a_slot_without_open_cases_gets_none(world: World, anna: Desk, chris: Desk) -> None:
    """And is told so."""
    new = replaced(world, chris)
    anna.fetch()
    with pytest.raises(Refused, match="no open case"):
        snapshot(anna, new)


def test_the_words_of_the_new_key_are_shown_before_anything_is_given(
    world: World, anna: Desk, chris: Desk, case: str, tmp_path: Path
) -> None:
    """On the command line: no writes nothing, yes writes a file that the new workstation imports."""
    new = replaced(world, chris)
    anna.fetch()
    anna.workstation.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    vault = ["--vault", tmp_path / "anna.vault", "--passphrase-file", tmp_path / "passphrase"]
    out = tmp_path / "given"
    words = ["snapshot", *vault, *the_day(world.day), "--for", 2, "--out", out]
    assert "nothing was changed" in refused(*words, typed="n\n")
    assert not out.exists()
    said = done(*words, typed="y\n")
    assert world.requests["chris"].fingerprint in said
    assert "1 open case in given" in said
    assert new.take(out.read_bytes()).reports == 1
    assert "there already" in refused(*words, "--yes")


def test_a_snapshot_that_lay_about_until_its_key_died_is_refused_with_the_reason(
    world: World, anna: Desk, chris: Desk, case: str
) -> None:
    """A new one is made in a minute."""
    new = replaced(world, chris)
    anna.fetch()
    bundle = snapshot(anna, new)
    world.pass_days(14)
    assert new.fetch().destroyed_keys
    with pytest.raises(Refused, match="key of its week was destroyed"):
        new.take(bundle)
