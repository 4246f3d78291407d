"""The fold of a case: what its events come to, in whatever order they came (docs/protocol.md section 11.4)."""

import random
from typing import get_args

from event_log import Log, a_service
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY

from crypto.acts import (
    FACTS,
    Act,
    Approved,
    Assigned,
    Circle,
    Consent,
    Destroyed,
    Drafted,
    HandedOver,
    Held,
    Judged,
    Marked,
    Noted,
    Objected,
    Replied,
    State,
    Stated,
)
from crypto.case import Objection, Standing, fold
from crypto.events import Entry
from crypto.handover import draft_hash

ACTS = st.one_of(
    st.builds(Noted, st.text("abc", max_size=9)),
    st.builds(Replied, st.just("a" * 32), st.text("abc", max_size=9)),
    st.builds(Drafted, st.sampled_from(["een", "twee"]), st.just("b" * 128)),
    st.builds(
        Approved,
        st.sampled_from([draft_hash(b"een").hex(), draft_hash(b"twee").hex()]),
        st.just("c" * 128),
    ),
    st.builds(HandedOver, st.just("d" * 64), st.just("gemeente")),
    st.builds(Held, st.just("rechter"), st.integers(DAY, DAY + 1)),
    st.just(Destroyed()),
    st.builds(Assigned, st.none() | st.integers(0, 15)),
    st.builds(Stated, st.sampled_from(get_args(State)), st.integers(0, 5)),
    st.builds(Marked, st.lists(st.text("abc", min_size=1, max_size=9), unique=True, max_size=3)),
    st.builds(
        Judged,
        st.sampled_from(get_args(Circle)),
        st.sampled_from(get_args(Consent)),
        st.sets(st.sampled_from(FACTS)).map(lambda facts: sorted(facts, key=FACTS.index)),
    ),
    st.builds(Objected, st.sampled_from(["d" * 64, "f" * 64]), st.text("abc", max_size=9)),
)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), ACTS), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_same_events_make_the_same_case_in_whatever_order_they_came(
    acts: list[tuple[int, int, Act]], shuffler: random.Random
) -> None:
    """Two workstations with the same events show the same case."""
    service = a_service()
    logs = [Log(service, slot) for slot in range(3)]
    entries = [logs[slot].add(act, day=DAY + day) for slot, day, act in acts]
    shuffled = list(entries)
    shuffler.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)
    assert len(fold(entries).replies) == sum(isinstance(act, Replied) for _, _, act in acts)
    assert set(fold(entries).destroyed) == {
        slot for slot, _, act in acts if isinstance(act, Destroyed)
    }


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), ACTS), max_size=8))
def test_of_those_who_assign_or_state_the_last_is_believed(
    acts: list[tuple[int, int, Act]],
) -> None:
    """By day, then slot, then place in the slot's chain; whatever else happens in the case."""
    service = a_service()
    logs = [Log(service, slot) for slot in range(3)]
    written = [
        (logs[slot].add(act, day=DAY + day).link, act)
        for slot, day, act in sorted(acts, key=lambda one: one[1])
    ]
    written.sort(key=lambda one: (one[0].day, one[0].slot, one[0].sequence))
    assigned = [act.slot for _, act in written if isinstance(act, Assigned)]
    stated = [
        Standing(act.state, link.slot, link.day, act.messages)
        for link, act in written
        if isinstance(act, Stated)
    ]
    case = fold(entry for log in logs for entry in log.entries)
    assert (case.assigned, case.standing) == (
        assigned[-1] if assigned else None,
        stated[-1] if stated else None,
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), ACTS), max_size=8))
def test_the_newest_words_and_answers_of_each_count_and_every_objection_stands(
    acts: list[tuple[int, int, Act]],
) -> None:
    """What one slot says takes nothing of another's back; an objection keeps the draft that it names."""
    service = a_service()
    logs = [Log(service, slot) for slot in range(3)]
    written = sorted(acts, key=lambda one: (one[1], one[0]))
    for slot, day, act in written:
        logs[slot].add(act, day=DAY + day)
    case = fold(entry for log in logs for entry in log.entries)
    assert case.marked == {slot: act.words for slot, _, act in written if isinstance(act, Marked)}
    assert case.judged == {slot: act for slot, _, act in written if isinstance(act, Judged)}
    assert case.objections == [
        Objection(slot, DAY + day, act.draft, act.text)
        for slot, day, act in written
        if isinstance(act, Objected)
    ]


def test_an_approval_counts_for_the_draft_that_it_names_and_an_edit_voids_it() -> None:
    """The newest draft needs its own approval."""
    service = a_service()
    anna, bram = Log(service, 0), Log(service, 1)
    anna.add(Drafted("een", "1" * 128))
    bram.add(Approved(draft_hash(b"een").hex(), "2" * 128))
    draft = fold(anna.entries + bram.entries).draft
    assert draft is not None
    assert (draft.drafter, draft.approvers) == (0, {1})
    anna.add(Drafted("twee", "3" * 128))
    edited = fold(anna.entries + bram.entries).draft
    assert edited is not None
    assert (edited.body, edited.approvers) == (b"twee", frozenset())


def test_the_drafter_cannot_approve() -> None:
    """Four eyes are two people; the drafter's own signature stays the one of the draft."""
    anna = Log(a_service(), 0)
    anna.add(Drafted("een", "1" * 128))
    anna.add(Approved(draft_hash(b"een").hex(), "2" * 128))
    draft = fold(anna.entries).draft
    assert draft is not None
    assert draft.approvers == frozenset()
    assert draft.signatures == {0: bytes.fromhex("1" * 128)}


def test_what_one_destroyed_all_must_destroy_unless_two_hold_it() -> None:
    """A hold by one is a wish; by two, in the same words, it stands until its last day."""
    service = a_service()
    anna, bram = Log(service, 0), Log(service, 1)
    anna.add(Destroyed())
    assert fold(anna.entries).must_be_destroyed(DAY)
    anna.add(Held("rechter", DAY + 30))
    anna.add(Held("rechter", DAY + 30), event_id="d" * 32)
    bram.add(Held("rechter", DAY + 31))
    assert fold(anna.entries + bram.entries).must_be_destroyed(DAY)
    bram.add(Held("rechter", DAY + 30))
    case = fold(anna.entries + bram.entries)
    assert case.held_until() == DAY + 30
    assert not case.must_be_destroyed(DAY + 30)
    assert case.must_be_destroyed(DAY + 31)


def test_an_event_of_an_unknown_form_hides_none_of_those_behind_it() -> None:
    """A newer colleague's event is passed over; the older ones of the same chain still count."""
    log = Log(a_service(), 0)
    log.add(Noted("een"))
    unknown = log.add(Noted("van later"))
    log.add(Noted("twee"))
    entries = [log.entries[0], Entry(unknown.frame, unknown.link, b"{}"), log.entries[2]]
    assert [note.text for note in fold(entries).notes] == ["een", "twee"]
