"""How the pages of both desks look: names of colours and sizes, the ground they share, the icon.

A page loads one sheet: the shared ones with the desk's own behind them, as one
file. The reporters' site keeps its own: it is built without anything of the
desks, and a test holds its colours against these.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
ICON = FOLDER / "icon.svg"
_SHARED = ("tokens.css", "ground.css")


def read_sheet(own: Path) -> bytes:
    """Return the style sheet of a desk's pages: what both share, then its own."""
    shared = [(FOLDER / name).read_bytes() for name in _SHARED]
    return b"\n".join([*shared, own.read_bytes()])
