"""The style sheet: one file for every page, joined in a fixed order and made small by esbuild.

One sheet for all pages, because a sheet per page would tell which page is read. What
looks the same on the desks' pages stands in `submitter_ui/looks`, the rest in `styles/`.
"""

from pathlib import Path

from submitter_ui.looks.sheet import join_sheets
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
    "folds",
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
    "motion",
    "ways",
)
"""In this order; a new sheet goes before `ways`, which has the last word."""


def bundle_style(node: str, kept: Kept) -> bytes:
    """Return the style sheet as it is served, or raise `CannotBundle`."""
    sheets = join_sheets(SHEETS, STYLES)
    made_of = (b"style", sheets.encode(), SHRINKER.read_bytes(), installed())
    return kept.get(made_of, lambda: run_node(node, SHRINKER, sheets).encode())
