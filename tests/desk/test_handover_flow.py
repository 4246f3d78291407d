"""Handovers in a real browser: from a case to the recipient's screen, through real vaults and real bundles."""

from pathlib import Path

from desk.at_desk import AtDesk
from desk.flows import bring_in, follow, play, press, unlock
from desk.handover_way import (
    CASE,
    LEAVE,
    MAKE_ROOM,
    MENDED,
    QUESTIONS,
    REPORT,
    STEPS,
    TAKE_IN,
    WHY,
    WORDS,
    approving,
    arrives,
    destroying,
    handing_over,
    mending,
    reading_and_answering,
    sending_back,
    starting,
    writing,
)
from world import World


def test_a_handover_from_the_case_to_the_recipients_answer(
    team: AtDesk, reader: AtDesk, world: World, stick: Path
) -> None:
    """Written, refused, mended, sent back, mended, approved, handed over, read, answered, destroyed."""
    play(team, [*starting("anna", arrives(world, 0)), (CASE, follow, "Overdragen")])
    play(team, [*QUESTIONS, *WORDS, *writing(stick), (STEPS, press, MAKE_ROOM)])
    play(team, [("Open de kluis", unlock, "bram"), ("Vandaag", bring_in, arrives(world, 1))])
    play(team, [("Het pakket is ingelezen", follow, "Vandaag"), *TAKE_IN])
    play(team, [*sending_back(WHY), *LEAVE, ("Open de kluis", unlock, "anna"), *TAKE_IN])
    play(team, [*mending(WHY, MENDED), (STEPS, press, MAKE_ROOM)])
    play(team, [("Open de kluis", unlock, "bram"), *TAKE_IN, *approving(stick), *LEAVE])
    play(team, [("Open de kluis", unlock, "anna"), *TAKE_IN, *handing_over(world)])
    play(reader, reading_and_answering(world))
    play(team, destroying(world))
    assert REPORT.encode() not in world.server.everything()
    assert team.asked == {team.door.host}
