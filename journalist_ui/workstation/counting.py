"""Numbers with their nouns, as a person says them: 1 message, 2 messages."""


def count_of(count: int, noun: str, plural: str = "") -> str:
    """Return a count and its noun; the plural ends with an s unless it is given."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
