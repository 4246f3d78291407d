"""The style sheet of the portal's pages: what all pages look like, and after it what only these have."""

from journalist_ui.portal.texts import FOLDER

STYLES = FOLDER / "styles"
SHEETS = (
    "tokens",
    "ground",
    "frame",
    "blocks",
    "folds",
    "notices",
    "buttons",
    "fields",
    "choices",
    "tables",
    "portal",
    "ways",
)
"""In this order; what does not stand in `styles/` is shared."""
