"""The one function through which a name that a reporter gave reaches the disk."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_STEM = 60
MAX_SUFFIX = 10
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")


def safe_file_name(name: str, *, number: int) -> str:
    """Return a plain ASCII file name for the attachment of this number: `02-foto.jpg`.

    No separator, no leading dot or hyphen, nothing invisible, no look-alike: what
    is not a letter or digit of ASCII becomes `_`. The number in front makes names
    distinct and keeps clear of the names of devices.
    """
    folded = "".join(
        character
        for character in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(character)
    )
    last = re.split(r"[/\\\0]", folded)[-1]
    path = PurePosixPath(last.strip(". "))
    suffix = _plain(path.suffix[1:])[:MAX_SUFFIX]
    stem = _plain(path.stem)[:MAX_STEM] or "file"
    return f"{number:02d}-{stem}" + (f".{suffix}" if suffix else "")


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("_", text).strip("_-")
