"""What a reporter wrote, made safe for a terminal and for the eye.

Control characters could move the cursor or hide text, direction marks could
turn it around; both are shown as what they are, `<U+202E>`, never passed on.
"""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return `text` with everything invisible spelled out, line breaks kept."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in _HIDDEN
        else f"<U+{ord(character):04X}>"
        for character in text
    )


def visible_line(text: str) -> str:
    """Return `text` in one line, with line breaks spelled out too."""
    return visible(text).replace("\n", "<U+000A>")
