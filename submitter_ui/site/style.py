"""The style sheet: one file for every page, joined from `styles/` in a fixed order and made small by esbuild.

Later sheets win over earlier ones, so the order is part of the look. One sheet
for all pages, because a sheet per page would tell which page is read.
"""

from pathlib import Path

from submitter_ui.site.kept import Kept
from submitter_ui.site.scripts import installed, run_node

STYLES = Path(__file__).parent / "styles"
SHRINKER = Path(__file__).parents[1] / "client" / "shrink_style.mjs"
SHEETS = (
    "tokens",
    "ground",
    "frame",
    "exit",
    "blocks",
    "doors",
    "notices",
    "buttons",
    "fields",
    "choices",
    "questions",
    "steps",
    "words",
    "paper",
    "completing",
    "thread",
    "files",
    "traces",
    "ways",
)
"""In this order; a new sheet goes before `ways`, which has the last word."""


def bundle_style(node: str, kept: Kept) -> bytes:
    """Return the style sheet as it is served, or raise `CannotBundle`."""
    sheets = join_sheets()
    made_of = (b"style", sheets.encode(), SHRINKER.read_bytes(), installed())
    return kept.get(made_of, lambda: run_node(node, SHRINKER, sheets).encode())


def join_sheets() -> str:
    """Return all sheets as they were written, one behind the other."""
    return "\n".join((STYLES / f"{name}.css").read_text("utf-8") for name in SHEETS)
