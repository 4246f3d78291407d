"""The team's events between vaults: shared with members, gaps and forks noticed, days compared."""

import io

import pytest
from workstation.letters import Letters
from world import Desk, World

from crypto.acts import Noted
from crypto.events import Entry, EventBody, make_entry
from crypto.randomness import random_bytes
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.records import Sequence
from journalist_ui.workstation.sequences import missing, start, with_number
from journalist_ui.workstation.shelves import CHAINS, PARTS_SEEN
from journalist_ui.workstation.team_events import chain_name, event_name, keep_entry, load_entry


def notes(desk: Desk, case: str) -> list[str]:
    """Return the notes in a case."""
    return [note["text"] for note in desk.workstation.show(case, day=desk.world.day)["notes"]]


def note(desk: Desk, case: str, text: str) -> None:
    """Write a note."""
    desk.workstation.note(case, text=text, day=desk.world.day)


def written(desk: Desk, case: str, text: str, previous: Entry | None = None) -> Entry:
    """Return a note with a desk's own signature, which no workstation wrote."""
    body = EventBody(Noted(text=text), case, random_bytes(16).hex())
    with desk.workstation._desk(desk.world.day) as open_desk:
        seed = open_desk.owner.seed
    assert desk.slot is not None
    return make_entry(
        body,
        slot=desk.slot,
        generation=1,
        day=desk.world.day,
        previous=previous,
        signing_seed=seed,
    )


def keep(desk: Desk, entry: Entry) -> tuple[bool, bytes]:
    """Let a workstation keep an event that came from wherever."""
    with desk.workstation._desk(desk.world.day) as open_desk:
        return keep_entry(open_desk, entry)


def state(desk: Desk, key: str) -> object:
    """Return one thing of the state."""
    return desk.workstation.state(day=desk.world.day)[key]


def test_events_travel_at_one_desk_and_by_the_portal(anna: Desk, bram: Desk, case: str) -> None:
    """Either way, and both ways, each is there once."""
    note(anna, case, "een")
    assert anna.tell(bram).events == 1
    assert anna.tell(bram).events == 0
    anna.bring()
    assert bram.fetch().events == 0
    note(anna, case, "twee")
    anna.bring()
    assert bram.fetch().events == 1
    assert notes(bram, case) == ["een", "twee"]


def test_more_events_than_a_part_holds_wait_and_arrive(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """What does not fit is counted; at one desk all of it goes in as many parts as it takes."""
    for number in range(12):
        note(anna, case, f"{number} " + "x" * 9_000)
    exported = anna.workstation.export(day=world.day)
    assert exported.events_waiting[1] > 0
    assert exported.events_waiting.get(2, 0) == 0
    assert anna.tell(bram).events == 12
    assert len(notes(bram, case)) == 12


def test_a_note_that_is_too_long_to_travel_is_refused(anna: Desk, case: str) -> None:
    """It is said before anything is kept."""
    with pytest.raises(Refused, match="too long"):
        note(anna, case, "x" * 40_000)
    assert notes(anna, case) == []


def test_events_of_a_case_wait_for_its_report(letters: Letters, anna: Desk, bram: Desk) -> None:
    """A colleague may be quicker than the bundle with the report."""
    letters.post(letters.report("een melding", members=(0, 1)))
    anna.fetch()
    note(anna, letters.case, "al gelezen")
    assert anna.tell(bram).events == 1
    assert bram.cases() == []
    bram.fetch()
    assert notes(bram, letters.case) == ["al gelezen"]


def test_a_gap_in_a_chain_is_shown_until_it_is_filled(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """A bundle that never came leaves its events missing."""
    note(anna, case, "een")
    world.pass_days(1)
    anna.bring()
    lost = [part for part in world.server.event_parts if part.origin[0] == 0 and part.slot == 1]
    world.server.event_parts.remove(lost[-1])
    note(anna, case, "twee")
    world.pass_days(1)
    anna.bring()
    bram.fetch()
    assert state(bram, "event_gaps") == {"0-1": 1}
    assert notes(bram, case) == ["twee"]
    anna.tell(bram)
    assert state(bram, "event_gaps") == {}
    assert notes(bram, case) == ["een", "twee"]


def test_an_event_of_a_day_to_come_does_not_move_the_floor(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """A colleague who mistyped the year silences nobody else; the alarm says who."""
    bram.workstation.note(case, text="uit de toekomst", day=world.day + 300)
    assert bram.tell(anna).events == 1
    assert anna.workstation.choose_day(confirmed=None, clock=world.day) == world.day
    (alarm,) = state(anna, "alarms")  # type: ignore[misc]
    assert "slot 1 signed an event of" in alarm


def test_gaps_of_two_generations_of_a_slot_are_told_apart(anna: Desk, world: World) -> None:
    """A replaced workstation begins a chain of its own; neither gap hides the other."""
    with anna.workstation._desk(world.day) as desk:
        for generation, here in ((1, 3), (2, 5)):
            chain = with_number(start(0), here)
            CHAINS.put(desk.vault, chain_name(2, generation), chain)
            PARTS_SEEN.put(desk.vault, chain_name(2, generation), chain)
    assert state(anna, "event_gaps") == {"2-1": 3, "2-2": 5}
    assert state(anna, "bundle_gaps") == {"2-1": 3, "2-2": 5}


def test_two_events_in_one_place_raise_an_alarm(anna: Desk, bram: Desk, case: str) -> None:
    """A chain that forks is noticed; what came first stays."""
    note(anna, case, "echt")
    anna.tell(bram)
    assert keep(bram, written(anna, case, "vals")) == (False, b"")
    assert notes(bram, case) == ["echt"]
    (alarm,) = state(bram, "alarms")  # type: ignore[misc]
    assert "two different histories" in alarm


def test_a_chain_that_does_not_join_raises_an_alarm(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """The next event names another one before it than the one that is here."""
    note(anna, case, "een")
    anna.tell(bram)
    with anna.workstation._desk(world.day) as desk:
        true = load_entry(desk, event_name(0, 1, 0))
    other = written(anna, case, "anders")
    assert other.hash != true.hash
    keep(bram, written(anna, case, "twee", previous=other))
    assert "two different histories" in str(state(bram, "alarms"))


def test_events_in_our_own_name_that_are_not_ours_raise_an_alarm(anna: Desk, case: str) -> None:
    """A stolen key is noticed by its owner."""
    keep(anna, written(anna, case, "vreemd"))
    assert "not written here" in str(state(anna, "alarms"))
    assert notes(anna, case) == []


def test_who_is_no_member_has_no_say_in_a_case(anna: Desk, chris: Desk, case: str) -> None:
    """An event of a slot outside the case changes nothing in it."""
    keep(anna, written(chris, case, "van buiten"))
    assert notes(anna, case) == []


def test_an_event_of_an_unknown_kind_is_counted(anna: Desk, bram: Desk) -> None:
    """A newer version's event is kept for later."""
    entry = written(bram, "00" * 16, "x")
    keep(anna, type(entry)(entry.frame, entry.link, b'{"kind":"event"}'))
    assert state(anna, "unknown_events") == 1


def test_an_exchange_is_for_a_colleague(world: World, anna: Desk) -> None:
    """Not for oneself, not for an empty slot; and another slot's vault opens nothing of it."""
    for slot in (0, 5):
        with pytest.raises(Refused, match="not a colleague"):
            anna.workstation.exchange(slot, day=world.day)
    bundle = io.BytesIO(anna.workstation.exchange(1, day=world.day))
    came = world.confidants[2].workstation.import_bundle(bundle, day=world.day)
    assert came.closed_event_parts == 1


def test_a_server_that_shows_two_confidants_different_things_is_noticed(
    world: World, letters: Letters, anna: Desk, bram: Desk
) -> None:
    """A report withheld from one of them: the digests of the day differ."""
    letters.post(letters.report())
    hidden = letters.post(letters.report())
    world.pass_days(1)
    anna.fetch()
    held = world.server.submissions.pop(hidden)
    bram.fetch()
    assert state(bram, "alarms") == []
    anna.tell(bram)
    assert "other reports" in str(state(bram, "alarms"))
    world.server.submissions[hidden] = held
    bram.tell(anna)
    assert "other reports" in str(state(anna, "alarms"))


def test_colleagues_who_saw_the_same_are_not_alarmed(
    world: World, letters: Letters, anna: Desk, bram: Desk
) -> None:
    """Whatever day each of them came, also long after."""
    for days in (1, 5, 1, 9, 20):
        letters.post(letters.report())
        world.pass_days(days)
        anna.bring()
        bram.bring()
        anna.fetch()
        if days > 1:
            bram.fetch()
        anna.tell(bram)
        bram.tell(anna)
    assert (state(anna, "alarms"), state(bram, "alarms")) == ([], [])


def test_a_server_that_changes_a_past_day_is_noticed(
    world: World, letters: Letters, anna: Desk
) -> None:
    """What was shown of a day that is over is shown again, neither more nor less."""
    name = letters.post(letters.report())
    world.pass_days(1)
    anna.fetch()
    anna.fetch(again=10)
    assert state(anna, "alarms") == []
    del world.server.submissions[name]
    anna.fetch(again=10)
    assert "than it did before" in str(state(anna, "alarms"))


@pytest.mark.parametrize(
    ("numbers", "is_missing"),
    [([], 0), ([0, 1, 2], 0), ([0, 2], 1), ([3], 3), ([5, 3, 4, 0], 2), ([2, 1, 0], 0)],
)
def test_missing_numbers_are_counted(numbers: list[int], is_missing: int) -> None:
    """In whatever order they came, and once only."""
    chain: Sequence = start(0)
    for number in numbers * 2:
        chain = with_number(chain, number)
    assert missing(chain) == is_missing
