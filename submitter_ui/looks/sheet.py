"""How pages look: the sheets that site, portal and desk share, the icon and the mark.

Each application loads one sheet, joined from those it names: the shared ones stand
here, its own in a folder of its own. A sheet is shared as it stands, so the reporters'
site, whose bytes are counted, has the last word on what is in one, and a desk says in
its own sheet what it wants otherwise.
"""

from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
ICON = FOLDER / "icon.svg"
TEMPLATES = FOLDER / "templates"
"""What stands on the pages of all three: the mark before the name."""


def join_sheets(names: Sequence[str], own: Path) -> str:
    """Return the sheets of these names one behind the other, each from the folder `own` or else from the shared ones.

    Later sheets win over earlier ones, so the order is part of the look.
    """
    return "\n".join(find_sheet(name, own).read_text("utf-8") for name in names)


def find_sheet(name: str, own: Path) -> Path:
    """Return where a sheet stands."""
    file = f"{name}.css"
    return own / file if (own / file).is_file() else FOLDER / file
