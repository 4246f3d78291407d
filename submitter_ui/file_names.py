"""Names for files that say no more than what each of them is, as the page gives them: a name can betray its maker."""

import mimetypes
import re
from collections import Counter
from collections.abc import Sequence

from submitter_ui.texts import Language

_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}\Z")
_KINDS: dict[Language, dict[str, str]] = {
    "nl": {"image": "foto", "video": "video", "audio": "geluid", "application/pdf": "document"},
    "en": {"image": "photo", "video": "video", "audio": "sound", "application/pdf": "document"},
}
_OTHER: dict[Language, str] = {"nl": "bestand", "en": "file"}


def name_plainly(names: Sequence[str], language: Language) -> list[str]:
    """Return a name for each: its kind, a number among its kind, and the extension that it has."""
    numbers: Counter[str] = Counter()
    plain = []
    for name in names:
        guessed = mimetypes.guess_type(name)[0] or ""
        kinds = _KINDS[language]
        kind = kinds.get(guessed) or kinds.get(guessed.partition("/")[0]) or _OTHER[language]
        numbers[kind] += 1
        extension = _EXTENSION.search(name.lower())
        plain.append(f"{kind}-{numbers[kind]}{extension.group() if extension else ''}")
    return plain
