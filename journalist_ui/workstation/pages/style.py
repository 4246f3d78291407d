"""The style sheet of the workstation's pages: what all pages look like, and after it what only these have."""

from journalist_ui.workstation.pages.texts import FOLDER

STYLES = FOLDER / "styles"
SHEETS = (
    "tokens",
    "ground",
    "frame",
    "blocks",
    "notices",
    "buttons",
    "fields",
    "tables",
    "desk",
    "today",
    "cases",
    "handover",
    "said",
    "attachments",
    "ways",
)
"""In this order; what does not stand in `styles/` is shared."""
