"""What a reporter wrote, made safe for a page and for the eye.

Markup is escaped; what cannot be seen (control characters, direction marks,
joiners) is shown by its number, so that no text can turn another around or hide
in it. A very long text is cut, with the whole of it one step further.
"""

from dataclasses import dataclass

from markupsafe import Markup, escape

from journalist_ui.workstation.screen import visible, visible_line

MAX_SHOWN = 3000
"""Characters of one message on the page of a case."""
MAX_NAME = 120
"""Characters of a file's name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text for a page, and whether that is all of it."""

    text: Markup
    whole: bool


def show_text(text: str) -> Markup:
    """Return `text` escaped, with everything invisible marked, line breaks kept."""
    return _mark(text, {sign: visible(sign) for sign in set(text)})


def show_line(text: str) -> Markup:
    """Return `text` in one line, with line breaks marked too, and cut where no name is that long."""
    cut = text[:MAX_NAME] + ("…" if len(text) > MAX_NAME else "")
    return _mark(cut, {sign: visible_line(sign) for sign in set(cut)})


def show_start(text: str) -> Shown:
    """Return as much of a text as a page of a case shows."""
    return Shown(show_text(text[:MAX_SHOWN]), len(text) <= MAX_SHOWN)


def has_hidden(text: str) -> bool:
    """Tell whether a text holds characters that cannot be seen."""
    return any(visible(sign) != sign for sign in set(text))


def _mark(text: str, signs: dict[str, str]) -> Markup:
    """Replace each sign by what makes it visible; escaping comes first and adds no such sign."""
    marks = {
        ord(sign): f'<span class="hidden-sign">{spelled.strip("<>")}</span>'
        for sign, spelled in signs.items()
        if spelled != sign
    }
    return Markup(str(escape(text)).translate(marks))  # noqa: S704 (escaped here)
