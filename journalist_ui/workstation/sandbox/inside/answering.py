"""What all showers share: how they give up, how they cut into parts, and how they make a line of anything."""

from journalist_ui.workstation.sandbox.outcomes import Fact, FactName, Status
from journalist_ui.workstation.sandbox.wire import MAX_LINE
from journalist_ui.workstation.screen import visible_line


class Cannot(Exception):
    """The file is not shown, for a reason of the closed list."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


def count_parts(items: int, *, in_one: int) -> int:
    """Return into how many parts so many items are cut; nothing at all is one empty part."""
    return max(1, -(-items // in_one))


def check_part(part: int, parts: int) -> None:
    """Return if there is such a part, else raise `Cannot`."""
    if not 0 <= part < parts:
        raise Cannot(Status.NO_SUCH_PART)


def make_line(text: str) -> str:
    """Return one line of bounded length in which everything invisible is spelled out."""
    # Cut first: the spelling of one character is up to ten times as long.
    line = visible_line(text[:MAX_LINE].encode("utf-8", "replace").decode())
    return line if len(line) <= MAX_LINE else line[: MAX_LINE - 1] + "…"


def make_facts(found: dict[FactName, str]) -> tuple[Fact, ...]:
    """Return the facts that have a value, in the order in which they were found."""
    lines = ((name, make_line(value.strip())) for name, value in found.items())
    return tuple(Fact(name, line) for name, line in lines if line)
