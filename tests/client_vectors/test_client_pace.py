"""How fast files go is told seldom and roundly."""

from typing import Any

from client_vectors.client import Client

MB = 1_000_000


def _told(client: Client, total: int, done: list[int]) -> list[dict[str, Any]]:
    """Return what is told when that much is done, second by second."""
    return [pace for pace in client.get("pace", total=total, done=done) if pace is not None]


def test_nothing_is_told_before_anything_is_known(client: Client) -> None:
    """The first seconds say little."""
    assert _told(client, 100 * MB, [0, MB, 2 * MB, 3 * MB]) == []


def test_an_even_pace_is_told_in_minutes_and_then_in_tens_of_seconds(client: Client) -> None:
    """A megabyte a second: the speed stays, the time goes down in steps."""
    told = _told(client, 200 * MB, [second * MB for second in range(200)])
    assert {pace["speed"] for pace in told} == {MB}
    left = [pace["left"] for pace in told]
    assert left == sorted(left, reverse=True)
    assert len(left) == len(set(left))
    assert left[:2] == [180, 120]
    assert all(seconds % (60 if seconds > 90 else 10) == 0 for seconds in left)


def test_a_pace_that_jumps_is_told_every_five_seconds_at_most(client: Client) -> None:
    """Words that change faster than they are read tell nobody anything."""
    done = [second * MB + (second % 2) * 5 * MB for second in range(60)]
    assert len(_told(client, 200 * MB, done)) <= 60 // 5


def test_a_line_that_stands_still_is_told_nothing_of(client: Client) -> None:
    """A time without end would be a lie."""
    assert _told(client, 100 * MB, [0] * 60) == []
