"""A real mail server on loopback: with TLS from the start or on request, and a certificate of its own."""

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.held_port import held_port

USER, PASSWORD = "sluis", "open-sesame"
READY_SECONDS = 60


@dataclass
class Inbox:
    """What came, and what the server says to the next mails instead of taking them."""

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        self.mails += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 OK"


def make_certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 and its key; return the certificate's file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "mail.key").write_bytes(private)
    return file


@contextmanager
def mail_server(certificate: Path, *, security: str = "tls") -> Iterator[Inbox]:
    """Take mails on a free port until the block ends; `security` may also be `starttls` or `none`."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_name("mail.key"))
    inbox = Inbox()

    def judge(
        _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any
    ) -> AuthResult:
        fits = isinstance(given, LoginPassword)
        fits = fits and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=fits, handled=False)

    with held_port() as inbox.port:
        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=inbox.port,
            ssl_context=context if security == "tls" else None,
            tls_context=context if security == "starttls" else None,
            authenticator=judge,
            # Under TLS from the start the library does not see that it is there.
            auth_require_tls=security == "starttls",
            ready_timeout=READY_SECONDS,
        )
        controller.start()
        try:
            yield inbox
        finally:
            controller.stop()
