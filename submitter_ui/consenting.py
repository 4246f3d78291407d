"""The reporter's word in place of a follow-up: on a text that was shown, or that the report is withdrawn.

It goes the same way, to the same members, and looks the same on the line
(docs/protocol.md section 8.2). Whoever judges a text names it by its mark, which stands
beside it: a newer one that came since was not read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeAlias

import click

from crypto.codename.derivation import ThreadSecrets
from crypto.messages import Consent, Proposal, encode_consent
from crypto.opening.drop import FoundReply
from crypto.randomness import random_bytes
from crypto.thread import thread_id
from submitter_ui.refusals import Refusal
from submitter_ui.spoken import Misuse
from submitter_ui.writing import Draft

Says: TypeAlias = Literal["agreed", "traceable", "withdrawn"]
_ID_SIZE = 16
_MARK = 32
"""So much of a draft's hash in hexadecimal: two texts with the same mark cannot be made."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was given on the command line: a word, and the mark of the text that it is on."""

    says: Says
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What a reporter says, and of which draft (its hash in hexadecimal), if of any."""

    says: Says
    draft: str | None

    def write(self, draft: Draft, secrets: ThreadSecrets) -> tuple[bytes, bytes]:
        """Return (message id, encoded consent) in the thread of these secrets."""
        message_id = random_bytes(_ID_SIZE)
        consent = Consent(
            draft=self.draft,
            id=message_id.hex(),
            language=draft.language,
            line=draft.line,
            members=sorted(draft.members),
            says=self.says,
            text=draft.text,
            thread=thread_id(secrets.thread_key).hex(),
        )
        return message_id, encode_consent(consent, thread_key=secrets.thread_key)


def mark_of(proposal: Proposal) -> str:
    """Return the mark by which a text that was shown is named."""
    return proposal.draft[:_MARK]


def word_on(said: Said, answers: Iterable[FoundReply]) -> Word:
    """Return the word on the text that was shown under the mark, or `Refusal` if it needs one and there is none."""
    if said.says == "withdrawn":
        return Word(said.says, None)
    shown = [answer.reply for answer in answers if isinstance(answer.reply, Proposal)]
    if not shown:
        raise Refusal("no_proposal")
    for proposal in shown:
        if mark_of(proposal) == said.mark:
            return Word(said.says, proposal.draft)
    raise Refusal("other_proposal")


def with_word(command: Callable[..., None]) -> Callable[..., None]:
    """Give a follow-up the options that put a word in its place; `said` holds it, and `text` may then be missing."""

    @click.option("--withdraw", is_flag=True, help="Withdraw the report.")
    @click.option(
        "--agree", metavar="MARK", help="Agree to the text that was shown with this mark."
    )
    @click.option(
        "--too-traceable",
        metavar="MARK",
        help="Say that the text with this mark would betray you; --text may say by what.",
    )
    @wraps(command)
    def wrapped(
        *,
        withdraw: bool,
        agree: str | None,
        too_traceable: str | None,
        text: Path | None,
        **options: Any,
    ) -> None:
        words = [Said("withdrawn")] if withdraw else []
        words += [Said("agreed", agree)] if agree is not None else []
        words += [Said("traceable", too_traceable)] if too_traceable is not None else []
        if not words and text is None:
            raise Misuse("text_missing")
        if len(words) > 1:
            raise Misuse("two_words")
        if words and options.get("attached"):
            raise Misuse("files_with_word")
        command(said=words[0] if words else None, text=text, **options)

    return wrapped
