"""The reporters' site is signed by enough root holders, on separate machines, and by nobody else."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from workstation.commands import PASSPHRASE, done, refused

from crypto.keyring import open_keyring
from crypto.site_manifest import (
    SiteManifest,
    encode_digests,
    encode_site_manifest,
    open_site,
)


@dataclass
class Signing:
    """A folder with three holders' keys, a keyring of two of three, and a built site's manifest."""

    folder: Path

    @property
    def root(self) -> bytes:
        """The root of the service."""
        return bytes.fromhex((self.folder / "held" / "root.hex").read_text())

    def draft(self, out: str = "site.draft") -> Path:
        """Draft the site."""
        path = self.folder / out
        keyring = self.folder / "held" / "keyring"
        self.said = done(
            *("ceremony", "site", "--keyring", keyring, "--out", path),
            self.folder / "manifest.json",
        )
        return path

    def words(self, holder: int, *files: Path) -> list[object]:
        """Return the words with which a holder signs."""
        secret = ["--passphrase-file", self.folder / "passphrase"]
        return ["ceremony", "sign", "--key", self.folder / f"h{holder}", *secret, "--yes", *files]

    def write_manifest(self, root: bytes) -> None:
        """Build a site, as far as a manifest shows."""
        manifest = SiteManifest(
            app="sluis",
            build_day=20_800,
            default_csp="default-src 'none'",
            default_fallback="/index.html",
            default_index="index.html",
            extra_csp={},
            files=encode_digests({"/index.html": b"start"}),
            root=root.hex(),
            version="0.1.0",
            wasm=[],
        )
        (self.folder / "manifest.json").write_bytes(encode_site_manifest(manifest))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    """Give a service whose keyring was signed."""
    held = Signing(tmp_path_factory.mktemp("site"))
    folder, secret = held.folder, ["--passphrase-file", held.folder / "passphrase"]
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    named = ["--role", "confidant", "--name", "anna", "--request", folder / "anna.request"]
    done("init", "--vault", folder / "anna", *named, *secret)
    holders: list[object] = []
    for number in range(4):
        done("ceremony", "holder", "--out", folder / f"h{number}", *secret)
        holders += ["--holder", folder / f"h{number}.pub"] if number < 3 else []
    shared = ["--slot", f"0={folder / 'anna.request'}", "--line", "integriteit=0:1"]
    keyring = folder / "keyring.draft"
    done("ceremony", "draft", "--out", keyring, "--threshold", 2, *holders, *shared)
    for number in (0, 1):
        done(*held.words(number, keyring))
    done("ceremony", "finish", keyring, "--out", folder / "held")
    held.write_manifest(held.root)
    return held


def test_two_copies_signed_apart_make_one(held: Signing) -> None:
    """Each holder signs a copy of their own; what comes out is what a reader accepts."""
    one, two = held.draft("one.draft"), held.draft("two.draft")
    assert "signed by 1 of 2 needed" in done(*held.words(0, one))
    assert "root holder 3" in done(*held.words(2, two))
    said = done("ceremony", "finish", one, two, "--out", held.folder / "signed")
    assert "beside manifest.json" in said
    raw = (held.folder / "signed" / "manifest.signed").read_bytes()
    keyring = open_keyring((held.folder / "held" / "keyring").read_bytes(), root=held.root)
    assert open_site(raw, keyring=keyring, root=held.root).build_day == 20_800


def test_what_is_signed_is_told_in_words_and_digits(held: Signing) -> None:
    """A holder compares the hash with that of a site they built themselves."""
    held.draft("told.draft")
    assert "the manifest's SHA-256: " in held.said
    assert "sha256sum manifest.json" in held.said


def test_one_signature_is_not_enough(held: Signing) -> None:
    """Nothing leaves the ceremony."""
    draft = held.draft("alone.draft")
    done(*held.words(0, draft))
    assert "2 are needed" in refused("ceremony", "finish", draft, "--out", held.folder / "alone")
    assert not (held.folder / "alone").exists()


def test_stranger_and_second_time_are_refused(held: Signing) -> None:
    """And the draft stays as it was."""
    draft = held.draft("strange.draft")
    done(*held.words(0, draft))
    before = draft.read_bytes()
    assert "not one of the root holders" in refused(*held.words(3, draft))
    assert "signed the site already" in refused(*held.words(0, draft))
    assert draft.read_bytes() == before


def test_site_of_another_service_is_not_drafted(held: Signing) -> None:
    """Its scripts would believe another keyring."""
    held.write_manifest(bytes(32))
    keyring, out = held.folder / "held" / "keyring", held.folder / "other.draft"
    words = ["ceremony", "site", "--keyring", keyring, "--out", out, held.folder / "manifest.json"]
    try:
        assert "built for other root holders" in refused(*words)
    finally:
        held.write_manifest(held.root)
    assert not out.exists()


def test_draft_with_a_changed_file_is_refused(held: Signing) -> None:
    """A signature that does not match what it signs stops whoever reads the draft next."""
    one, two = held.draft("first.draft"), held.draft("second.draft")
    done(*held.words(0, one))
    (held.folder / "manifest.json").write_bytes(
        (held.folder / "manifest.json").read_bytes().replace(b'"0.1.0"', b'"0.1.1"')
    )
    try:
        other = held.draft("third.draft")
    finally:
        held.write_manifest(held.root)
    done(*held.words(1, other))
    out = held.folder / "mixed"
    assert "copies" in refused("ceremony", "finish", one, other, "--out", out)
    assert two.read_bytes() == held.draft("fourth.draft").read_bytes()
