"""Which numbers of a chain are here, and which are missing."""

from journalist_ui.workstation.records import Sequence

MAX_BEYOND = 10_000
"""Numbers remembered behind a gap; a chain that jumps further is not a chain."""


def start(first: int) -> Sequence:
    """Return a chain that is expected from `first` on."""
    return Sequence(first, first)


def with_number(sequence: Sequence, number: int) -> Sequence:
    """Return the chain with one more number in it."""
    if number < sequence.next or number in sequence.beyond:
        return sequence
    beyond = sorted([*sequence.beyond, number])[:MAX_BEYOND]
    upto = sequence.next
    while beyond and beyond[0] == upto:
        upto += 1
        del beyond[0]
    return Sequence(sequence.first, upto, beyond)


def missing(sequence: Sequence) -> int:
    """Return how many numbers are missing before the highest one."""
    if not sequence.beyond:
        return 0
    return sequence.beyond[-1] + 1 - sequence.next - len(sequence.beyond)
