"""Https: a certificate that nobody vouches for ends the visit before anything is said."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.clients.conftest import Courier, Reporter

Refused = Callable[[Result], str]
NOTHING_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def certify_itself(folder: Path, *, days: tuple[int, int] = (-1, 1)) -> Path:
    """Write a key and a certificate for 127.0.0.1, valid on these days from now, signed by itself, in one file."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(address, critical=False)
        .sign(key, None)
    )
    file = folder / "pair.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return file


@contextmanager
def https_server(certificate: Path) -> Iterator[tuple[str, list[bytes]]]:
    """An https server for one visit: its address, and what it was told."""
    heard: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _peer = listener.accept()
            with connection:
                try:
                    with context.wrap_socket(connection, server_side=True) as secure:
                        heard.append(secure.recv(1024))
                        secure.sendall(NOTHING_HERE)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}", heard
        thread.join(5)


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """An https server with a certificate that nobody vouches for."""
    with https_server(certify_itself(tmp_path)) as impostor:
        yield impostor


@pytest.mark.parametrize("days", [(-900, -300), (300, 900)])
def test_a_certificate_of_other_days_is_said_with_the_device_s_date(
    reporter: Reporter,
    refused: Refused,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: tuple[int, int],
) -> None:
    """As every certificate is to a device whose clock is a year off; the date is the device's own."""
    certificate = certify_itself(tmp_path, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with https_server(certificate) as (url, heard):
        sentence = refused(reporter.send("x", "--server", url))
    assert "23 november 2026" in sentence
    assert "certificaat" in sentence
    assert b"".join(heard) == b""


def test_a_reporter_does_not_speak_to_an_impostor(
    reporter: Reporter, refused: Refused, impostor: tuple[str, list[bytes]]
) -> None:
    """Nothing is heard there."""
    url, heard = impostor
    assert "niet bewijzen" in refused(reporter.send("x", "--server", url))
    assert b"".join(heard) == b""


def test_a_courier_does_not_speak_to_an_impostor(
    courier: Courier, refused: Refused, impostor: tuple[str, list[bytes]]
) -> None:
    """The password stays here."""
    url, heard = impostor
    assert "cannot be reached" in refused(courier.get("--portal", url))
    assert b"".join(heard) == b""


def test_no_key_of_a_line_is_written_wherever_the_machine_asks_for_it(
    reporter: Reporter, courier: Courier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer of work may, for all its programs."""
    certificate = certify_itself(tmp_path)
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    with https_server(certificate) as (url, heard):
        reporter.send("x", "--server", url)
    with https_server(certificate) as (url, also_heard):
        courier.get("--portal", url)
    assert heard
    assert also_heard
    assert not keys.exists()
