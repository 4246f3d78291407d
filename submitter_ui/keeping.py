"""Keeping what was typed when it could not be sent: only if asked, only where the reporter says.

A text in a file stays there. One that was typed stands nowhere else, and is never
written to a disk in silence: it may be what the reporter wanted to leave no trace of.
"""

from pathlib import Path

import click

from submitter_ui.files import create_file
from submitter_ui.voice import Voice


def offer_to_keep(text: str, voice: Voice) -> None:
    """Ask for a file's name until the text is written there, unless it may be thrown away."""
    while name := _asked(voice):
        try:
            create_file(Path(name), [text.encode()])
        except (OSError, ValueError):
            voice.tell("text_not_kept")
        else:
            voice.tell("text_kept", file=name)
            return
    voice.tell("text_thrown_away")


def _asked(voice: Voice) -> str:
    try:
        name: str = click.prompt(voice.text("ask_keep"), err=True, default="", show_default=False)
    except click.Abort:
        return ""
    return name.strip()
