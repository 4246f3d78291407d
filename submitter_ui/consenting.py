"""The reporter's word in place of a follow-up: on a text that was shown, or that the report is withdrawn.

It goes the same way, to the same members, and looks the same on the line
(docs/protocol.md section 8.2).
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


def word_on(says: Says, answers: Iterable[FoundReply]) -> Word:
    """Return the word on the newest text that was shown, or `Refusal` if it needs one and there is none."""
    shown = [answer.reply.draft for answer in answers if isinstance(answer.reply, Proposal)]
    if says == "withdrawn":
        return Word(says, None)
    if not shown:
        raise Refusal("no_proposal")
    return Word(says, shown[-1])


def with_word(command: Callable[..., None]) -> Callable[..., None]:
    """Give a follow-up the options that put a word in its place; `says` holds it, and `text` may then be missing."""

    @click.option("--withdraw", "says", flag_value="withdrawn", help="Withdraw the report.")
    @click.option("--agree", "says", flag_value="agreed", help="Agree to the text that was shown.")
    @click.option(
        "--too-traceable",
        "says",
        flag_value="traceable",
        help="Say that the text that was shown would betray you; --text may say by what.",
    )
    @wraps(command)
    def wrapped(*, says: Says | None, text: Path | None, **options: Any) -> None:
        if says is None and text is None:
            raise Misuse("text_missing")
        if says is not None and options.get("attached"):
            raise Misuse("files_with_word")
        command(says=says, text=text, **options)

    return wrapped
