"""`sluis-report --tor`: every line goes through the port, no name is looked up here, and no two visits look alike."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from click.testing import Result

from submitter_ui import service_options, wire
from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.socks_port import SocksPort, onion_of, socks_port

Refused = Callable[[Result], str]
ONION = onion_of(bytes(range(32)))


@pytest.fixture
def tor(reporter: Reporter) -> Iterator[SocksPort]:
    """A port that leads to the reporter's server by an onion address."""
    with socks_port({ONION: reporter.server.url}) as port:
        yield port


def send(reporter: Reporter, *more: str, address: str = f"http://{ONION}") -> Result:
    """Send a report to an address."""
    return reporter.send("Er is iets.", "--server", address, *more)


def test_a_report_with_a_file_goes_through_tor(reporter: Reporter, tor: SocksPort) -> None:
    """Every request of it, by the name as it was typed."""
    attached = reporter.write("foto.jpg", b"een foto")
    result = send(reporter, "--attach", attached, "--tor", tor.where)
    assert result.exit_code == 0, result.stderr
    assert len(reporter.server.submissions) == 1
    assert set(tor.asked) == {(ONION, 80)}


def test_a_visit_has_one_user_and_the_next_another(reporter: Reporter, tor: SocksPort) -> None:
    """Tor gives each user a circuit of its own, so two visits do not come from one place."""
    for _ in range(2):
        assert send(reporter, "--tor", tor.where).exit_code == 0
    assert len(set(tor.users)) == 2
    for user, password in tor.users:
        assert (len(bytes.fromhex(user)), len(bytes.fromhex(password))) == (16, 16)


def test_answers_are_found_through_tor(reporter: Reporter, tor: SocksPort) -> None:
    """`check` goes the same way."""
    codename = reporter.send_well()
    result = reporter.check(codename, "--server", f"http://{ONION}", "--tor", tor.where)
    assert result.exit_code == 0, result.stderr
    assert tor.asked != []


def test_no_name_is_looked_up_here(
    reporter: Reporter, tor: SocksPort, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider's name server would learn who is visited."""

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        assert host in ("127.0.0.1", None), host
        return real(host, *_, **__)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert send(reporter, "--tor", tor.where).exit_code == 0


def test_proxies_in_the_environment_are_not_used(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be anybody's."""
    monkeypatch.setenv("ALL_PROXY", "socks5h://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    reporter.send_well()


@pytest.mark.parametrize("address", [f"http://{ONION}", f"https://{ONION}", f"http://x.{ONION}/"])
def test_an_onion_address_without_tor_is_refused(
    reporter: Reporter, refused: Refused, address: str
) -> None:
    """With what to type, and before any name is looked up."""
    result = send(reporter, address=address)
    assert "--tor 127.0.0.1:9150" in refused(result)
    assert result.exit_code == Status.WRONG_USE


@pytest.mark.parametrize(
    "address",
    [
        f"http://{ONION.replace('a', 'b', 1)}",
        "http://abcdefghijklmnop.onion",
        "http://.onion",
        f"http://{'1' * 56}.onion",
    ],
)
def test_a_slip_in_an_onion_address_is_noticed_here(
    reporter: Reporter, refused: Refused, tor: SocksPort, address: str
) -> None:
    """It has its own checksum; nobody is asked for it."""
    assert "fout" in refused(send(reporter, "--tor", tor.where, address=address))
    assert tor.asked == []


def test_plain_http_through_tor_goes_to_onions_only(
    reporter: Reporter, refused: Refused, tor: SocksPort
) -> None:
    """Whoever runs the exit would read it; this device is not at the other end either."""
    for address in ("http://meld.example", reporter.server.url):
        assert "niet veilig" in refused(send(reporter, "--tor", tor.where, address=address))
    assert tor.asked == []


@pytest.mark.parametrize(
    "port", ["", "9050", "tor:9050", "8.8.8.8:9050", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999"]
)
def test_a_port_that_is_not_near_is_refused(
    reporter: Reporter, refused: Refused, port: str
) -> None:
    """What goes there is not sealed in Tor yet, and a name would be looked up."""
    result = send(reporter, "--tor", port)
    assert "--tor" in refused(result)
    assert result.exit_code == Status.WRONG_USE


def test_where_no_tor_runs_it_is_said_how_to_start_it(reporter: Reporter, refused: Refused) -> None:
    """Nothing listens at the port."""
    result = send(reporter, "--tor", "127.0.0.1:1")
    assert "Draait Tor?" in refused(result)
    assert result.exit_code == Status.TRY_AGAIN


@contextmanager
def answering(raw: bytes) -> Iterator[str]:
    """A port that answers anything with these bytes, and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    line, _peer = listener.accept()
                except OSError:
                    return
                with line:
                    line.recv(100)
                    line.sendall(raw)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "raw", [b"", b"\5", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\5\xff", b"\5\2\1\1", b"\5\x7f"]
)
def test_another_program_at_the_port_is_no_tor(
    reporter: Reporter, refused: Refused, raw: bytes
) -> None:
    """Silence, a web server, a proxy that takes no user, or not this one."""
    with answering(raw) as where:
        assert "is geen Tor" in refused(send(reporter, "--tor", where))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "geen verbinding"),
        (2, "geen verbinding"),
        (4, "niet vinden"),
        (5, "neemt niemand op"),
        (6, "niet op tijd"),
        (77, "geen Tor"),
    ],
)
def test_what_tor_answers_is_said_in_words(
    reporter: Reporter, refused: Refused, number: int, words: str
) -> None:
    """Each number of the protocol, and one that it does not have."""
    with socks_port({ONION: number}) as port:
        result = send(reporter, "--tor", port.where)
    assert words in refused(result)
    assert result.exit_code == Status.TRY_AGAIN


def test_a_tor_that_makes_no_line_is_not_waited_for_for_ever(
    reporter: Reporter, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a tenth of a second instead of a minute."""
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = f"127.0.0.1:{silent.getsockname()[1]}"
        assert "niet op tijd" in refused(send(reporter, "--tor", where))


def test_the_option_alone_means_the_tor_of_the_system(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch, tor: SocksPort
) -> None:
    """Port 9050 of this device."""
    asked: list[str] = []

    def new_visit(port: str) -> object:
        asked.append(port)
        return real(tor.where)

    real = service_options.new_visit
    monkeypatch.setattr(service_options, "new_visit", new_visit)
    assert send(reporter, "--tor").exit_code == 0
    assert asked == ["127.0.0.1:9050"]


def test_a_tor_that_finds_a_way_at_last_is_no_reason_to_stop(
    reporter: Reporter, tor: SocksPort
) -> None:
    """A circuit that fails is ordinary: it is asked for again, and the report is stored once."""
    tor.stumbles += [4, 6]
    assert send(reporter, "--tor", tor.where).exit_code == 0
    assert len(reporter.server.submissions) == 1
    tor.stumbles += [1] * 9
    tor.asked.clear()
    assert send(reporter, "--tor", tor.where).exit_code == Status.TRY_AGAIN
    assert len(tor.asked) == 3
