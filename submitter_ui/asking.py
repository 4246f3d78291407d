"""Asking for a codename: typed without being shown, or in a file; never an argument, never echoed."""

from pathlib import Path

import click

from crypto.codename.codename import Codename, parse_codename
from submitter_ui.refusals import Refusal
from submitter_ui.voice import Voice

_MAX_FILE = 4096


def ask_codename(file: Path | None, voice: Voice) -> Codename:
    """Return the codename that is typed or in `file`, or raise `Refusal` or `WrongCodename`."""
    typed = _typed(voice) if file is None else _read(file)
    if not typed.strip():
        raise Refusal("codename_missing")
    return parse_codename(typed)


def _typed(voice: Voice) -> str:
    try:
        typed: str = click.prompt(
            voice.text("ask_codename"), hide_input=True, err=True, default="", show_default=False
        )
    except click.Abort as error:
        raise Refusal("codename_missing") from error
    return typed


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_FILE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("codename_unreadable") from error
