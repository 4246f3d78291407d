"""What the commands print: cases, handovers, imports and the state, in words, safe for a terminal."""

from typing import Any

import click

from crypto.batch import BATCH_SLOTS
from crypto.bundle_contents import DROP, PERIOD_KEYS, SNAPSHOT, TODAY
from journalist_ui.workstation.before_handover import lines_before_handover
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.form_answers import lines_of_form
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.outbox import Queued
from journalist_ui.workstation.screen import visible, visible_line
from journalist_ui.workstation.state_words import EMPTY_PARTS, place_in_words, state_in_words

_AFTER_CLOSING = "the reporter wrote after it was closed"
_CONTENTS = {
    TODAY: ("keyring and heads of the day", "keyrings and heads"),
    PERIOD_KEYS: ("file of period keys", ""),
    DROP: ("drop", ""),
    SNAPSHOT: ("snapshot", ""),
    "events": ("event part", ""),
    "texts": ("text part", ""),
    "attachments": ("attachment", ""),
}
"""How the kinds of files in a bundle are called (docs/protocol.md section 10.2)."""


def print_contents(kinds: dict[str, int]) -> None:
    """Say what is in a bundle before it is imported."""
    counted = ", ".join(count_of(count, *_CONTENTS[kind]) for kind, count in kinds.items())
    click.echo(f"in the bundle: {counted or 'nothing'}")


def print_import(report: ImportReport) -> None:
    """Say what came of an import."""
    days = f"{write_day(report.since)} to {write_day(report.through)}"
    click.echo(f"imported from the {report.maker}, days {days}")
    for count, words in (
        (report.reports, "reports opened"),
        (report.followups, "follow-ups opened"),
        (report.consents, "words of reporters on a draft, or withdrawals"),
        (report.answers, "answers of recipients"),
        (report.not_for_me, "messages not for you"),
        (report.damaged, "messages damaged"),
        (report.seen_before, "seen before"),
        (report.replays, "sent a second time by somebody (replay), not shown twice"),
        (report.attachments, "attachments kept"),
        (report.attachments_not_for_me, "attachments not for you"),
        (report.attachments_damaged, "attachments damaged"),
        (report.attachments_awaited, "attachments to fetch (portal, get --again, then import)"),
        (report.events, "events of colleagues"),
        (report.closed_event_parts, EMPTY_PARTS),
        (report.damaged_event_parts, "event parts damaged"),
        (report.handovers, "handovers"),
        (report.handovers_refused, "handovers refused, not shown"),
        (len(report.new_keys), "new period keys, to leave with the next export"),
        (len(report.destroyed_keys), "period keys destroyed"),
    ):
        if count:
            click.echo(f"  {words}: {count}")
    for reason, count in report.reasons.items():
        click.echo(f"  because: {visible_line(reason)} ({count_of(count, 'time')})")
    for warning in report.warnings:
        click.echo(f"WARNING: {visible_line(warning)}")
    if report.unusable:
        click.echo(
            f"imported, but {count_of(report.unusable, 'item')} could not be used: all of it is kept,"
            " and state names the reasons. Fetch what is damaged again at the portal"
            " (sluis-courier get --again DAYS) and import it: an intact copy takes its place"
        )


def print_cases(lines: list[dict[str, Any]]) -> None:
    """Print the list of cases, or of handovers."""
    if not lines:
        click.echo("there is nothing here yet")
    for line in lines:
        if line.get("subject") is not None:
            subject = visible_line(line["subject"])
            click.echo(f"{line['case'][:8]}  {line['day']}  {line['line']}  {subject}")
        elif line["destroyed"]:
            click.echo(f"{line['case'][:8]}  destroyed here on {line['destroyed']['here']}")
        else:
            click.echo(
                f"{line['case'][:8]}  {line['last_message']}  {line['line']}"
                f"  {count_of(line['messages'], 'message')},"
                f" {count_of(line['replies'], 'reply', 'replies')}{_stage(line)}{_standing(line)}"
            )


def print_case(case: dict[str, Any]) -> None:
    """Print a case whole."""
    if "destroyed" in case:
        _print_gone(case)
        return
    click.echo(f"case {case['case']}, line {case['line']}, members {_slots(case['members'])}")
    _print_standing(case)
    for message in case["messages"]:
        _print_message(message)
    for kind, what in (("replies", "reply"), ("notes", "note")):
        for said in case[kind]:
            click.echo(f"\n--- {what} by slot {said['slot']}, {said['day']}")
            click.echo(visible(said["text"]))
    if case["draft"]:
        print_draft(case["draft"])
    for line in lines_before_handover(case):
        click.echo(line)
    for handed in case["handed_over"]:
        click.echo(f"\nhanded over to {handed['recipient']}")
    for answer in case["answers_of_recipients"]:
        click.echo(f"\n--- answer of {answer['recipient']}, {answer['day']}")
        click.echo(visible(answer["text"]))
    _print_fate(case)


def print_draft(draft: dict[str, Any]) -> None:
    """Print a draft of a handover, with the words of its hash."""
    click.echo(f"\n--- draft by slot {draft['drafted_by']} for {draft['recipient']}")
    click.echo(f"subject: {visible_line(draft['subject'])}")
    click.echo(visible(draft["text"]))
    for file in draft["files"]:
        name, size = visible_line(file["name"]), count_of(file["size"], "byte")
        click.echo(f"file: {name}, {size}, SHA-256 {file['sha256'][:16]}")
    click.echo(f"hash: {draft['hash_words']}")
    if draft["approved_by"]:
        click.echo(f"approved by slot {_slots(draft['approved_by'])}")


def print_handover(handover: dict[str, Any]) -> None:
    """Print a verified handover on a recipient's workstation."""
    click.echo(f"handover {handover['case']}, line {handover['line']}, {handover['day']}")
    click.echo(f"case {handover['pseudonym']}, signed by slots {_slots(handover['signed_by'])}")
    click.echo(f"subject: {visible_line(handover['subject'])}\n")
    click.echo(visible(handover["text"]))
    for file in handover["files"]:
        name, size = visible_line(file["name"]), count_of(file["size"], "byte")
        click.echo(f"file {file['number']}: {name}, {size}, {_state_of(file)}")


def print_queued(queued: Queued, *, today: int, whom: str) -> None:
    """Say when what was queued can leave."""
    room = f"{queued.slots} of the {BATCH_SLOTS} drop slots of a batch"
    if queued.day == today:
        when = "the next export carries it"
    else:
        when = f"the batches before are gone or full, so an export of {write_day(queued.day)} carries it"
    click.echo(f"queued for {whom}, {room}; {when}")


def print_state(state: dict[str, Any]) -> None:
    """Print how a workstation stands, alarms first."""
    for line in state_in_words(state):
        click.echo(visible_line(line))


def _stage(line: dict[str, Any]) -> str:
    if line["answers_of_recipients"]:
        count = count_of(line["answers_of_recipients"], "answer", "answers")
        return f", {count} of recipients"
    if line["consent"] == "withdrawn":
        return ", WITHDRAWN by the reporter"
    if line["handed_over"]:
        return f", handed over to {', '.join(line['handed_over'])}"
    if line["approved_by"]:
        return ", draft approved"
    return ", drafted" if line["drafted_by"] is not None else ""


def _standing(line: dict[str, Any]) -> str:
    said = f", {line['state']}" if line["state"] else ""
    whose = f", with slot {line['assigned']}" if line["assigned"] is not None else ""
    word = f", {_AFTER_CLOSING}" if line["word_after_closing"] else ""
    return said + whose + word + (", to be destroyed" if line["must_be_destroyed"] else "")


def _print_gone(case: dict[str, Any]) -> None:
    gone = case["destroyed"]
    click.echo(f"case {case['case']}, line {gone['line']}: destroyed here on {gone['here']}")
    if gone["handed_over"]:
        click.echo(f"handed over to {', '.join(gone['handed_over'])}")
    for slot, day in gone["by"].items():
        click.echo(f"slot {slot} destroyed it on {day}")
    if gone["still_at"]:
        click.echo(f"not yet heard from slots {_slots(gone['still_at'])}")
    click.echo(f"at the server no key opens it after {gone['unreadable_at_server_after']}")


def _print_standing(case: dict[str, Any]) -> None:
    if case["assigned"] is not None:
        click.echo(f"slot {case['assigned']} sees to it")
    if said := case["standing"]:
        click.echo(f"{said['state']}, says slot {said['slot']} on {said['day']}")
        if said["word_after_closing"]:
            click.echo(_AFTER_CLOSING)


def _print_message(message: dict[str, Any]) -> None:
    said = f" ({message['says']})" if message["says"] else ""
    click.echo(f"\n--- {message['kind']}{said}, {message['day']}")
    for warning in message["warnings"]:
        click.echo(f"WARNING: {visible_line(warning)}")
    for line in lines_of_form(message["answers"], message["consents"]):
        click.echo(line)
    click.echo(visible(message["text"]))
    for attached in message["attachments"]:
        name = visible_line(attached["name"])
        where = _where(attached)
        click.echo(
            f"attachment {attached['number']}: {name}, {count_of(attached['size'], 'byte')}{where}"
        )


def _where(attached: dict[str, Any]) -> str:
    if attached["here"]:
        return ""
    if attached["came_damaged"]:
        return ", came damaged: fetch it again at the portal"
    return ", not here: fetch it at the portal"


def _print_fate(case: dict[str, Any]) -> None:
    for slot, day in case["destroyed_by"].items():
        click.echo(f"slot {slot} destroyed this case on {day}")
    if case["held"]:
        click.echo("two confidants hold this case, for the law: it stays")
    if case["must_be_destroyed"]:
        click.echo("a colleague has destroyed this case: run destroy")
    if case["messages_waiting"]:
        waiting = count_of(case["messages_waiting"], "message")
        click.echo(f"{waiting} of this case to leave with an export, from {case['next_batch']} on")
    for place, count in case["event_gaps"].items():
        click.echo(
            f"WARNING: {count_of(count, 'event')} of {place_in_words(place)}, missing:"
            " get the last weeks again at the portal, or exchange with that confidant"
        )


def _state_of(file: dict[str, Any]) -> str:
    because = f": {visible_line(file['reason'])}" if file["reason"] else ""
    return f"{file['state']}{because}"


def _slots(slots: list[int]) -> str:
    return ", ".join(str(slot) for slot in slots)
