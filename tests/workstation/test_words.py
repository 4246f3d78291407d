"""What the commands say: which day, which number, which next step, as it is true."""

import json
from pathlib import Path

import pytest
from workstation.commands import done, run, the_day
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World

from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.state_words import state_in_words


@pytest.fixture
def case(letters: Letters, anna: Desk) -> str:
    """Give a case of Anna's."""
    letters.post(letters.report("een melding"))
    anna.fetch()
    return letters.case


def at(desk: Desk) -> list[object]:
    """Close a desk's vault and return the options that open it on the command line, today."""
    desk.workstation.close()
    folder = desk.world.folder
    (folder / "passphrase").write_text(PASSPHRASE)
    vault = ["--vault", folder / f"{desk.name}.vault", "--passphrase-file", folder / "passphrase"]
    return [*vault, *the_day(desk.world.day)]


def test_a_reply_says_on_which_day_an_export_carries_it(
    world: World, anna: Desk, case: str, tmp_path: Path
) -> None:
    """Before the batch of the day it is the next export; behind it, the export of tomorrow."""
    (text := tmp_path / "text").write_text("antwoord")
    unlock = at(anna)
    reply = ("reply", *unlock, "--text", text, case)
    assert "the next export carries it" in done(*reply)
    done("export", *unlock, "--out", tmp_path / "first")
    tomorrow = write_day(world.day + 1)
    assert f"an export of {tomorrow} carries it" in done(*reply)
    said = done("export", *unlock, "--out", tmp_path / "second")
    assert f"1 reply or handover left for an export of {tomorrow}" in said
    assert f"the next can go on {tomorrow}" in said
    assert f"from {tomorrow} on" in done("show", *unlock, case)


def test_an_import_with_something_damaged_says_so_at_the_end_and_by_its_status(
    world: World, letters: Letters, anna: Desk, case: str, tmp_path: Path
) -> None:
    """It is done, so it is no refusal; a program that looks at the status alone must still notice."""
    letters.put([letters.seal_stored(b"no padding" + bytes(16_374), (0,))])
    (bundle := tmp_path / "bundle").write_bytes(world.server.inbound(slot=0, since=world.day))
    unlock = at(anna)
    first = run("import", *unlock, bundle)
    assert first.exit_code == 3
    assert first.stdout.splitlines()[-1].startswith("imported, but 1 item could not be used")
    assert "messages damaged: 1" in first.stdout
    contents = "1 keyring and heads of the day, 1 file of period keys, 2 event parts, 2 text parts"
    assert f"in the bundle: {contents}\n" in first.stdout
    assert run("import", *unlock, bundle).exit_code == 0
    assert "3 an import is done" in done("--help")
    assert "status is 3" in done("import", "--help")


def test_the_object_of_an_import_has_the_same_status(
    world: World, letters: Letters, anna: Desk, tmp_path: Path
) -> None:
    """For the programs that read it."""
    letters.put([letters.seal_stored(b"no padding" + bytes(16_374), (0,))])
    (bundle := tmp_path / "bundle").write_bytes(world.server.inbound(slot=0, since=world.day))
    said = run("import", *at(anna), "--json", bundle)
    assert (said.exit_code, json.loads(said.stdout)["damaged"]) == (3, 1)


def test_the_state_is_words(world: World, anna: Desk, case: str) -> None:
    """No brackets, no True, no None of a programming language."""
    anna.reply(case, "antwoord")
    said = done("state", *at(anna))
    for sign in ("[", "]", "{", "True", "False", "None", "'r", "_"):
        assert sign not in said
    today = write_day(world.day)
    assert f"replies and handovers to leave: 1, 1 drop slot, from the export of {today}" in said
    assert "colleagues: slot 1, slot 2" in said
    assert "events missing: none" in said


def test_the_state_names_what_is_missing_and_expired() -> None:
    """What has to be done stands beside what is wrong."""
    state = {
        "role": "confidant",
        "name": "anna",
        "day": "2026-11-21",
        "service": "00" * 16,
        "keyring": {
            "serial": 2,
            "expires": "2026-11-20",
            "expired": True,
            "recipients_file_current": False,
        },
        "imported": [["2026-11-01", "2026-11-03"], ["2026-11-05", "2026-11-05"]],
        "damaged": [{"what": "attachment", "id": "ab" * 16, "day": "2026-11-05", "reason": "torn"}],
        "alarms": ["call Bram"],
        "slot": 0,
        "generation": 1,
        "colleagues": [],
        "cases": 1,
        "destroyed_cases": 0,
        "last_bundle": None,
        "bundles_kept": [],
        "messages_waiting": 0,
        "files_waiting": 0,
        "next_batch": "2026-11-21",
        "drop_slots_waiting": 0,
        "events_waiting": {"1": 2, "2": 0},
        "event_gaps": {"2-1": 1, "2-2": 3},
        "bundle_gaps": {},
        "unknown_events": 0,
        "closed_event_parts": 2,
        "attachments_awaited": 1,
        "attachments_without_message": 0,
        "period_keys": ["2026-11-19", "2026-11-26"],
    }
    assert state_in_words(state) == [
        "ALARM: call Bram",
        "workstation: anna, a confidant's",
        "day: 2026-11-21",
        f"service: {'00' * 16}",
        "keyring: number 2, expired on 2026-11-20, ask the root holders for a new one",
        "recipients' file: of another keyring, bring the new one and run enrol",
        "imported from the portal: 2026-11-01 to 2026-11-03, 2026-11-05",
        "slot: 0, generation 1",
        "colleagues: none",
        "cases: 1, destroyed here: 0",
        "last bundle: none yet, run export",
        "bundles kept until the portal shows them: none",
        "replies and handovers to leave: none",
        "files of handovers to leave: none",
        "events to leave: 2 for slot 1",
        "events missing: 1 of slot 2, generation 1; 3 of slot 2, generation 2",
        "bundles missing: none",
        "events of a kind not known here: none",
        "event parts empty for this workstation (usual: sealed before its keys were known): 2",
        "attachments to fetch at the portal: 1",
        "attachments that no message names yet: none",
        "keys: of 2 weeks, that begin on 2026-11-19 to 2026-11-26",
        "damaged: 1; fetch what is damaged again, and an intact copy takes its place",
        "  attachment abababab, 2026-11-05: torn",
    ]


def test_one_message_is_not_many(anna: Desk, case: str) -> None:
    """In the list of cases."""
    said = done("cases", *at(anna))
    assert "1 message, 0 replies" in said


def test_numbers_have_their_nouns() -> None:
    """One is not many."""
    assert count_of(1, "message") == "1 message"
    assert count_of(0, "message") == "0 messages"
    assert count_of(2, "reply", "replies") == "2 replies"
