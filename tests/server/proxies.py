"""The shipped examples for nginx and Caddy, in front of a server of the tests, with addresses and keys of theirs."""

import datetime
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.programs import CADDY, NGINX, ready
from tests.held_port import held_port
from tests.server.running import ROOT

NAME = "melden.example"
EXAMPLES = ROOT / "deploy" / "proxy"
WHOLE_NGINX = """
daemon off;
pid {folder}/pid;
user root;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/temporary/body;
    proxy_temp_path {folder}/temporary/proxy;
    fastcgi_temp_path {folder}/temporary/fastcgi;
    uwsgi_temp_path {folder}/temporary/uwsgi;
    scgi_temp_path {folder}/temporary/scgi;
    include {folder}/sluis.conf;
}}
"""


@dataclass
class Proxy:
    """A proxy that runs in front of something on a port."""

    folder: Path
    port: int
    certificate: Path | None = None

    def dial(self) -> socket.socket:
        """Open a line to it, as a browser does."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        if self.certificate is None:
            return line
        context = ssl.create_default_context(cafile=self.certificate)
        return context.wrap_socket(line, server_hostname=NAME)

    def spooled(self) -> list[Path]:
        """Return every file that it has put on a disk of what came through."""
        return [path for path in (self.folder / "temporary").rglob("*") if path.is_file()]


def swap(text: str, *pairs: tuple[str, str]) -> str:
    """Return an example with other addresses; each that is replaced must stand in it."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Return the files of a certificate that signs itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(days=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "chain.pem").write_bytes(signed.public_bytes(pem))
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, plain))
    return folder / "chain.pem", folder / "key.pem"


def write_nginx(folder: Path, *, port: int, behind: int) -> list[str]:
    """Write the shipped nginx.conf with addresses of the tests, and return the command that runs it."""
    chain, key = make_certificate(folder)
    (folder / "temporary").mkdir()
    example = swap(
        (EXAMPLES / "nginx.conf").read_text(),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("listen [::]:443 ", f"listen unix:{folder}/line "),
        ("/etc/ssl/sluis/fullchain.pem", str(chain)),
        ("/etc/ssl/sluis/key.pem", str(key)),
        ("127.0.0.1:8080", f"127.0.0.1:{behind}"),
    )
    (folder / "sluis.conf").write_text(example)
    (folder / "nginx.conf").write_text(WHOLE_NGINX.format(folder=folder))
    return [str(ready(NGINX)), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def write_caddy(folder: Path, *, port: int, behind: int) -> list[str]:
    """Write the shipped Caddyfile with addresses of the tests, without TLS, and return the command that runs it."""
    (folder / "temporary").mkdir()
    example = swap(
        (EXAMPLES / "Caddyfile").read_text(),
        ("\nmelden.example {", f"\nhttp://:{port} {{\n\tbind 127.0.0.1"),
        ("127.0.0.1:8080", f"127.0.0.1:{behind}"),
        ("{\n\tlog {", "{\n\tadmin off\n\tlog {"),
    )
    (folder / "Caddyfile").write_text(example)
    words = ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return [str(ready(CADDY)), *words]


@contextmanager
def proxy(kind: str, folder: Path, *, behind: int) -> Iterator[Proxy]:
    """Run a proxy in front of a port until the block ends."""
    write = write_nginx if kind == "nginx" else write_caddy
    chain = folder / "chain.pem" if kind == "nginx" else None
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "temporary")}
    with held_port() as port, (folder / "log").open("wb") as log:
        command = write(folder, port=port, behind=behind)
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        with _answering(process, folder, port):
            yield Proxy(folder, port, chain)


@contextmanager
def _answering(process: subprocess.Popen[bytes], folder: Path, port: int) -> Iterator[None]:
    """Wait until a proxy takes lines, and end it with the block."""
    try:
        deadline = time.monotonic() + 60
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(60)
