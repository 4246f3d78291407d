"""Lines of JavaScript before every script of a page: what a slow or wrong device is like, without the wait."""

QUICK = (
    b"{const wait=globalThis.setTimeout;"
    b"globalThis.setTimeout=(act,ms=0,...rest)=>wait(act,ms<60000?ms/100:ms,...rest)}\n"
)
"""Pauses between tries pass a hundred times as fast; the end of a long wait stays where it is."""
PATIENT = (
    b"{const wait=globalThis.setTimeout;"
    b"globalThis.setTimeout=(act,ms=0,...rest)=>wait(act,ms*100,...rest)}\n"
)
"""Nothing is too late because the machine is slow: whatever has an end has it a hundred times as late."""


def stop_clock(day: int) -> bytes:
    """Return what lets the device's clock stand at noon of a day, in the page and in its worker."""
    return b"Date.now=()=>%d;\n" % ((2 * day + 1) * 43_200_000)


def shift_clock(days: int) -> bytes:
    """Return what puts the device's clock this many days off, in the page and in its worker."""
    return b"{const now=Date.now;Date.now=()=>now()+(%d)*86400000}\n" % days
