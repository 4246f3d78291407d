"""The service under every order of events: sends, imports, losses, repeats, replays, absences, destructions.

Rules are what people and accidents do; at the end everybody catches up, and the
promises are held against what was sent (docs/threat-model.md, "What must hold").
"""

from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from memory_disk import folder_in_memory
from world import LINES, Desk, Reporter
from world_copies import Worlds

from crypto.errors import ProtocolError, Replayed
from crypto.period import last_kept_day, period_of
from journalist_ui.workstation.errors import Refused
from submitter_ui.refusals import Refusal

SLOTS = st.integers(0, 2)
PICK = st.integers(0, 10**6)
FEW = 12
"""Examples in every run: each is a service of its own with eighteen events."""
THOROUGH = 2000
"""With the profile `exhaustive` of `make test-all`."""


@dataclass
class Told:
    """Something that a reporter said: to whom it was sealed, and on which day."""

    text: str
    members: frozenset[int]
    day: int


@dataclass
class Thread:
    """A reporter with all they said, and all that was ever answered to them."""

    reporter: Reporter
    line: str
    members: frozenset[int]
    told: list[Told] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)


class ServiceMachine(RuleBasedStateMachine):
    """A world in which anything may happen in any order."""

    def __init__(self, worlds: Worlds) -> None:
        super().__init__()
        self.worlds = worlds
        self.stack = ExitStack()
        self.folder = self.stack.enter_context(folder_in_memory())
        self.threads: list[Thread] = []
        self.unbrought: dict[int, list[bytes]] = {0: [], 1: [], 2: []}
        self.destroyed: set[tuple[int, str]] = set()
        self.counter = 0

    @initialize()
    def begin(self) -> None:
        self.world = self.worlds.copy(self.folder)
        self.stack.callback(self.world.close)

    def teardown(self) -> None:
        with self.stack:
            if hasattr(self, "world"):
                self.catch_up()
                self.hold_the_promises()

    # What reporters do ------------------------------------------------------------------------

    @rule(line=st.sampled_from(sorted(LINES)), leave_out=st.none() | SLOTS)
    def report(self, line: str, leave_out: int | None) -> None:
        slots = frozenset(LINES[line].slots)
        members = slots - {leave_out}
        thread = Thread(self.world.reporter(), line, members)
        text = self.word("melding")
        excluded = slots - members
        try:
            thread.reporter.send(text, line=line, excluded=excluded)
        except (ProtocolError, Refusal):
            return  # too few members, or nobody heard of lately: nothing was acknowledged
        thread.told.append(Told(text, members, self.world.day))
        self.threads.append(thread)

    @precondition(lambda self: self.threads)
    @rule(pick=PICK)
    def add(self, pick: int) -> None:
        thread = self.pick(pick)
        text = self.word("aanvulling")
        line = None if self.visible(thread) else thread.line
        try:
            thread.reporter.follow_up(text, line=line)
        except (ProtocolError, Refusal):
            return
        # Before the first answer a follow-up goes to the whole line that was chosen again.
        members = thread.members if self.visible(thread) else frozenset(LINES[thread.line].slots)
        thread.told.append(Told(text, members, self.world.day))

    @precondition(lambda self: self.threads)
    @rule(pick=PICK)
    def look(self, pick: int) -> None:
        thread = self.pick(pick)
        try:
            answers = set(thread.reporter.answers())
        except ProtocolError:
            assert self.is_stale()
            return
        assert answers <= thread.answered

    # What confidants do -----------------------------------------------------------------------

    @rule(slot=SLOTS)
    def fetch(self, slot: int) -> None:
        self.desk(slot).fetch()

    @rule(slot=SLOTS)
    def lose_the_stick_on_the_way_in(self, slot: int) -> None:
        desk = self.desk(slot)
        self.world.server.inbound(slot=slot, since=desk.fetched_through)
        desk.fetched_through = self.world.day

    @rule(slot=SLOTS, pick=PICK)
    def answer(self, slot: int, pick: int) -> None:
        desk = self.desk(slot)
        cases = desk.cases()
        if not cases:
            return
        case = cases[pick % len(cases)]
        shown = str(desk.workstation.show(case, day=self.world.day))
        thread = next((t for t in self.threads if t.told[0].text in shown), None)
        if thread is None:
            return  # destroyed here
        text = self.word("antwoord")
        try:
            desk.reply(case, text)
        except Refused:
            return
        thread.answered.add(text)

    @rule(slot=SLOTS)
    def publish(self, slot: int) -> None:
        self.export(slot)
        self.bring_all(slot)

    @rule(slot=SLOTS)
    def export_and_forget_the_stick(self, slot: int) -> None:
        self.export(slot)

    @rule(slot=SLOTS)
    def bring_what_was_forgotten_twice(self, slot: int) -> None:
        bundles = list(self.unbrought[slot])
        self.bring_all(slot)
        for bundle in bundles[-1:]:
            try:
                self.world.server.bring(bundle)
            except Replayed:
                continue
            raise AssertionError("a bundle was applied twice")

    @rule(giver=SLOTS, taker=SLOTS)
    def exchange(self, giver: int, taker: int) -> None:
        if giver == taker:
            return
        try:
            self.desk(giver).tell(self.desk(taker))
        except Refused:
            return  # no key of the other for this week yet

    @rule(slot=SLOTS, helper=SLOTS, pick=PICK)
    def hand_over(self, slot: int, helper: int, pick: int) -> None:
        desk = self.desk(slot)
        cases = [c for c in desk.cases() if c in self.desk(helper).cases()]
        if slot == helper or not cases:
            return
        case = cases[pick % len(cases)]
        try:
            desk.hand_over(case, self.word("overdracht"), with_help_of=self.desk(helper))
        except Refused:
            return

    @rule(slot=SLOTS, pick=PICK)
    def destroy(self, slot: int, pick: int) -> None:
        desk = self.desk(slot)
        cases = desk.cases()
        if not cases:
            return
        case = cases[pick % len(cases)]
        shown = str(desk.workstation.show(case, day=self.world.day))
        try:
            desk.workstation.destroy(case, day=self.world.day)
        except Refused:
            return
        self.destroyed |= {(slot, t.told[0].text) for t in self.threads if t.told[0].text in shown}

    # What time and the server do ----------------------------------------------------------------

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.world.pass_days(days)

    @precondition(lambda self: self.world.server.submissions)
    @rule(pick=PICK)
    def the_server_replays_a_submission(self, pick: int) -> None:
        held = list(self.world.server.submissions.values())
        self.counter += 1
        self.world.server.submissions[self.counter.to_bytes(16, "big")] = held[pick % len(held)]

    @invariant()
    def nobody_outside_the_members_sees_a_word(self) -> None:
        if not hasattr(self, "world"):
            return
        for slot in range(3):
            visible = self.seen_by(slot)
            for thread in self.threads:
                for told in thread.told:
                    assert slot in told.members or told.text not in visible

    # At the end ---------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Let everybody fetch whatever is still there, twice, so that follow-ups find their reports."""
        for _ in range(2):
            for slot in range(3):
                self.desk(slot).fetch(again=90)

    def hold_the_promises(self) -> None:
        """Nothing acknowledged is lost, nothing is shown twice, what was destroyed stays closed."""
        for slot in range(3):
            visible = self.seen_by(slot)
            for thread in self.threads:
                if (slot, thread.told[0].text) in self.destroyed:
                    assert not any(told.text in visible for told in thread.told)
                    continue
                for told in thread.told:
                    if slot not in told.members or not self.may_expect(slot, thread, told):
                        continue
                    assert visible.count(told.text) == 1, (slot, told)

    def may_expect(self, slot: int, thread: Thread, told: Told) -> bool:
        """Tell whether the hard cap had not passed: what is older may be gone, and was said to be."""
        oldest = thread.told[0]
        kept = [last_kept_day(period_of(t.day)) >= self.world.day for t in (oldest, told)]
        return all(kept) and slot in oldest.members

    # Helpers ------------------------------------------------------------------------------------

    def export(self, slot: int) -> None:
        desk = self.desk(slot)
        try:
            self.unbrought[slot].append(desk.export())
        except ProtocolError:
            assert self.is_stale()

    def bring_all(self, slot: int) -> None:
        while self.unbrought[slot]:
            self.world.server.bring(self.unbrought[slot][0])
            self.unbrought[slot].pop(0)

    def seen_by(self, slot: int) -> str:
        desk = self.desk(slot)
        day = self.world.day
        return "\n".join(
            message["text"]
            for case in desk.cases()
            for message in desk.workstation.show(case, day=day).get("messages", [])
        )

    def visible(self, thread: Thread) -> bool:
        try:
            return bool(thread.reporter.answers())
        except ProtocolError:
            return False

    def is_stale(self) -> bool:
        return self.world.day > self.world.server.keyring.expires

    def pick(self, number: int) -> Thread:
        return self.threads[number % len(self.threads)]

    def desk(self, slot: int) -> Desk:
        return self.world.confidants[slot]

    def word(self, kind: str) -> str:
        self.counter += 1
        return f"<{kind} {self.counter}>"


@pytest.mark.timeout(7200)
def test_the_promises_hold_in_whatever_order_things_happen(worlds: Worlds) -> None:
    """Some examples here; thousands with the profile `exhaustive` of `make test-all`."""
    exhaustive = settings.get_current_profile_name() == "exhaustive"
    examples = THOROUGH if exhaustive else FEW
    run_state_machine_as_test(
        lambda: ServiceMachine(worlds),
        settings=settings(max_examples=examples, stateful_step_count=18),
    )
