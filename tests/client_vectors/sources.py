"""Reading TypeScript sources for what must not stand there."""

import re
from pathlib import Path

LOOSE = {
    "any": r"\bany\b",
    "a cast": r"\bas\b(?! const\b)",
    "a claim that nothing is missing": r"[\w)\]]!(?!=)",
    "a check switched off": r"@ts-",
}
"""What lets a type be claimed without being shown."""


def code_of(path: Path) -> str:
    """Return a source without its comments, imports and texts; what stands in `${}` goes with them."""
    comments = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    code = re.sub(r"^import [^;]*;$", "", comments, flags=re.MULTILINE)
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", '""', code)
