"""The protocol's page and the code say the same (docs/protocol.md)."""

import re
from pathlib import Path

from crypto import errors, labels

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/protocol.md").read_text()
CODE = sorted(
    path
    for folder in ("crypto", "server", "submitter_ui", "journalist_ui")
    for path in (ROOT / folder).rglob("*.py")
)
CITATION = re.compile(r"(?:protocol\.md |\()sections? ((?:\d+(?:\.\d+)?(?:, | and | to )?)+)")


def test_every_section_that_code_cites_exists() -> None:
    """A citation that leads nowhere is worse than none."""
    sections = set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)[. ]", PAGE, re.MULTILINE))
    cited = {
        (path.relative_to(ROOT), number)
        for path in CODE
        for text in re.findall(
            r"(?:protocol\.md |\()sections? ((?:\d+(?:\.\d+)?(?:, | and | to )?)+)",
            path.read_text(),
        )
        for number in re.findall(r"\d+(?:\.\d+)?", text)
    }
    assert len(sections) > 30
    assert not {place for place in cited if place[1] not in sections}


def test_the_table_of_labels_is_the_code_s_table() -> None:
    """Section 12 lists every type, info and label, and no other."""
    values = {
        value.decode() if isinstance(value, bytes) else value
        for name, value in vars(labels).items()
        if name.isupper()
    }
    table = PAGE[PAGE.index("## 12.") : PAGE.index("## 13.")]
    assert set(re.findall(r"^\| `(sluis/v1/[a-z-]+)`", table, re.MULTILINE)) == values


def test_the_table_of_outcomes_is_the_code_s_tree() -> None:
    """Section 13 names every error that protocol code raises."""
    tree = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value is not errors.ProtocolError
    }
    named = set(
        re.findall(r"`([A-Z][A-Za-z]+)`", PAGE[PAGE.index("## 13.") : PAGE.index("## 14.")])
    )
    assert named == tree
