"""Days and periods: the windows agree with each other (docs/protocol.md section 3)."""

from hypothesis import given
from hypothesis import strategies as st

from crypto.period import (
    AHEAD,
    IMPORT_DAYS,
    Window,
    accept_window,
    client_window,
    last_day,
    last_kept_day,
    oldest_kept,
    period_of,
)

DAYS = st.integers(100, 100_000)


def test_the_windows_of_a_period_are_those_of_the_table() -> None:
    """Section 3.1, for the week from 20,776 to 20,782."""
    assert (period_of(20_775), period_of(20_776), period_of(20_782)) == (2_967, 2_968, 2_968)
    assert last_day(2_968) == 20_782
    assert client_window(2_968) == Window(20_775, 20_783)
    assert accept_window(2_968) == Window(20_775, 20_784)
    assert last_kept_day(2_968) == 20_817
    assert (AHEAD, IMPORT_DAYS) == (8, 3)


def test_a_window_holds_its_first_and_its_last_day() -> None:
    """Both included, and no other."""
    assert [day for day in range(10) if Window(3, 5).holds(day)] == [3, 4, 5]


@given(DAYS)
def test_a_day_lies_in_its_period_and_in_no_other(day: int) -> None:
    """Seven days each."""
    period = period_of(day)
    assert last_day(period) - 7 < day <= last_day(period)


@given(DAYS)
def test_what_a_client_seals_the_server_accepts(day: int) -> None:
    """The server's window holds every day of the client's, and one more."""
    for period in range(period_of(day) - 2, period_of(day) + 3):
        if client_window(period).holds(day):
            assert accept_window(period).holds(day)
    assert accept_window(period_of(day)).last == client_window(period_of(day)).last + 1


@given(DAYS)
def test_the_oldest_kept_period_is_kept_and_the_one_before_is_not(day: int) -> None:
    """The server's retention, seen from a day."""
    oldest = oldest_kept(day)
    assert last_kept_day(oldest) >= day > last_kept_day(oldest - 1)
