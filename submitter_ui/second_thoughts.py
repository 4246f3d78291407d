"""What may betray the writer, named before anything is sent, with one question: whether to go on.

Where nobody types, or whoever types said so beforehand, it is only named. Nothing is
held back for it and nothing changed (decision 0033).
"""

from collections.abc import Iterator, Sequence

import click

from submitter_ui.refusals import Refusal
from submitter_ui.source import Source
from submitter_ui.traces import find_traces
from submitter_ui.voice import Voice

_WHY = {
    "account": "trace_account",
    "address": "trace_address",
    "bsn": "trace_bsn",
    "email": "trace_email",
    "iban": "trace_iban",
    "name": "trace_name",
    "only": "trace_only",
    "phone": "trace_phone",
    "plate": "trace_plate",
    "self": "trace_self",
}
_YES = {"j", "ja", "y", "yes"}


def tell_traces(text: str, answers: Sequence[str], source: Source, *, ask: bool) -> None:
    """Name the traces in a text and in answers; raise `Refusal` if who is asked would rather change them first."""
    voice = source.voice
    told = [*_told(text, voice), *(one for answer in answers for one in _told(answer, voice, True))]
    if not told:
        return
    voice.tell("traces")
    for one in told:
        click.echo(one, err=True)
    voice.tell("traces_limits")
    if ask and source.device.at_terminal and not _wants_to_go_on(voice):
        raise Refusal("text_to_change")


def _told(text: str, voice: Voice, is_answer: bool = False) -> Iterator[str]:
    for trace in find_traces(text):
        found = " ".join(text[trace.start : trace.end].split())
        line = text.count("\n", 0, trace.start) + 1
        where = (
            voice.text("trace_in_answer") if is_answer else voice.text("trace_in_line", line=line)
        )
        yield voice.text("trace", where=where, found=found, why=voice.text(_WHY[trace.kind]))


def _wants_to_go_on(voice: Voice) -> bool:
    try:
        answer: str = click.prompt(
            voice.text("ask_go_on"), err=True, default="", show_default=False
        )
    except click.Abort:
        return False
    return answer.strip().lower() in _YES
