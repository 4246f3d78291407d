"""The headers of an answer, judged one by one: each has one value, or a form where every answer has a value of its own.

The values are those of `crypto/page_headers.py`, from which the server sends, and the policy that was signed.
Any other header may lead a browser elsewhere, load more, report to somebody, or mark it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crypto.page_headers import TLS_ONLY, TODAY_HEADERS, file_headers
from crypto.site_manifest import SiteManifest

POLICY = "Content-Security-Policy"
_DAY = r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT"
_PORT = r'h[23]=":\d{1,5}"(; ?(ma|persist)=\d{1,9})*'
_PROGRAM = r"[\w .,:()/+-]{1,80}"
_FORMS = {
    "accept-ranges": "bytes|none",
    "age": r"\d{1,9}",
    # The same host: another one would be another way there.
    "alt-svc": rf"clear|{_PORT}(, ?{_PORT})*",
    "connection": "(?i:close|keep-alive)",
    "content-encoding": "br|gzip",
    "content-length": r"\d{1,9}",
    "date": _DAY,
    "etag": r'(W/)?"[\w.:+-]{1,80}"',
    "keep-alive": r"timeout=\d{1,9}(, ?max=\d{1,9})?",
    "last-modified": _DAY,
    "server": _PROGRAM,
    "sluis-returning-size": r"\d{1,12}",
    # On plain HTTP, where it may come and browsers pass over it; on HTTPS it is expected.
    **{name.lower(): re.escape(value) for name, value in TLS_ONLY.items()},
    "transfer-encoding": "chunked",
    "via": _PROGRAM,
}
"""What belongs to a line, a moment or a program in between."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A header that came with another value than it has, or came, or is missing; empty is a value that is not there."""

    name: str
    came: str = ""
    expected: str = ""
    is_formed: bool = False
    """Where no value is expected but a form."""


def expected_of_file(name: str, manifest: SiteManifest, *, secure: bool) -> dict[str, str]:
    """Return the headers with which the site's file of this name (5.6) comes; `secure` where it comes over HTTPS."""
    packed = f"{name}.br" in manifest.files or f"{name}.gz" in manifest.files
    return _expected(file_headers(name[1:], packed=packed), name, manifest, secure=secure)


def expected_of_today(address: str, manifest: SiteManifest, *, secure: bool) -> dict[str, str]:
    """Return the headers with which `today` comes."""
    return _expected(TODAY_HEADERS, address, manifest, secure=secure)


def judge_headers(came: Mapping[str, str], expected: Mapping[str, str]) -> Iterator[Differing]:
    """Yield every header that is not as it is expected, by name."""
    wanted = {name.lower(): (name, value) for name, value in expected.items()}
    for low in sorted({*came, *wanted}):
        name, value = wanted.get(low, (low, ""))
        said = came.get(low, "")
        if low in wanted:
            if said != value:
                yield Differing(name, said, value)
        elif low not in _FORMS or re.fullmatch(_FORMS[low], said, re.ASCII) is None:
            yield Differing(name, said, is_formed=low in _FORMS)


def _expected(
    sent: Mapping[str, str], address: str, manifest: SiteManifest, *, secure: bool
) -> dict[str, str]:
    # Of the policy there is a word that was signed, which goes before what this program knows.
    return {**sent, POLICY: manifest.policy(address), **(TLS_ONLY if secure else {})}
