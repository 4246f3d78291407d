"""`sluis-courier --tor`: the confidant's online desk is as hard to find as a reporter."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from tests.clients.conftest import Courier
from tests.clients.socks_port import SocksPort, onion_of, socks_port

Refused = Callable[[Result], str]
ONION = onion_of(bytes(range(32)))


@pytest.fixture
def tor(courier: Courier) -> Iterator[SocksPort]:
    """A port that leads to the courier's portal by an onion address."""
    with socks_port({ONION: courier.portal.url}) as port:
        yield port


def test_a_bundle_is_got_through_tor(courier: Courier, tor: SocksPort) -> None:
    """Every request by the name as it was typed, and as one visit."""
    result = courier.get("--portal", f"http://{ONION}", "--tor", tor.where)
    assert result.exit_code == 0, result.stderr
    assert courier.on_the_stick().keys() == {"in.tar"}
    assert set(tor.asked) == {(ONION, 80)}
    assert len(set(tor.users)) == 1


@pytest.mark.parametrize(
    ("address", "options", "words"),
    [
        (f"http://{ONION}", (), "--tor 127.0.0.1:9150"),
        ("http://abcdefghijklmnop.onion", ("--tor",), "mistake"),
        ("http://127.0.0.1:9", ("--tor",), "overheard"),
        ("https://portal.example", ("--tor", "8.8.8.8:9050"), "near"),
        (f"http://{ONION}", ("--tor", "127.0.0.1:1"), "start Tor Browser"),
    ],
)
def test_a_way_that_is_none_is_refused(
    courier: Courier, refused: Refused, address: str, options: tuple[str, ...], words: str
) -> None:
    """No Tor, a slip in the address, an exit that could read along, a port far away, nothing at the port."""
    assert words in refused(courier.get("--portal", address, *options))


@pytest.mark.parametrize(("number", "words"), [(4, "cannot find"), (1, "could not reach")])
def test_what_tor_answers_is_said_in_words(
    courier: Courier, refused: Refused, number: int, words: str
) -> None:
    """Nothing was sent, so no password has left."""
    with socks_port({ONION: number}) as port:
        result = courier.get("--portal", f"http://{ONION}", "--tor", port.where)
    assert words in refused(result)
