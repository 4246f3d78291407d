"""From nothing to a running service with its people: the ceremony, the server's home, accounts, first bundles."""

import json
import secrets
import shutil
from pathlib import Path

from crypto.words.dutch import WORDS
from deploy.bootstrap import ENVIRONMENT
from deploy.node import ready_node
from deploy.rehearsal import (
    CONFIDANTS,
    LINES,
    RECIPIENTS,
    ROOT_HOLDERS,
    THRESHOLD,
    Person,
    Rehearsal,
)

KEPT = ENVIRONMENT / "site"
"""What building the pages keeps for the next time: bundling takes longer than all the rest."""


def make_vaults(rehearsal: Rehearsal) -> None:
    """Give everybody a vault, and write down their enrolment requests."""
    for person in rehearsal.people:
        person.desk.mkdir(parents=True)
        _write_secret(person.passphrase_file, _passphrase())
        request = person.vault.parent / "request.json"
        rehearsal.workstation(
            "init", person, "--role", person.role, "--name", person.name, "--request", request
        )


def hold_ceremony(rehearsal: Rehearsal) -> None:
    """Make three root holders' keys, draft the keyring, have two sign it, finish."""
    room = rehearsal.folder / "root-holders"
    room.mkdir()
    for holder in ROOT_HOLDERS:
        _write_secret(room / f"{holder}.passphrase", secrets.token_urlsafe(24))
        rehearsal.run(
            "sluis-workstation",
            *("ceremony", "holder", "--out", room / f"{holder}.key"),
            *("--passphrase-file", room / f"{holder}.passphrase"),
        )
    draft = room / "keyring.draft"
    rehearsal.run(
        "sluis-workstation", "ceremony", "draft", "--out", draft, *_draft_options(rehearsal)
    )
    _sign(rehearsal, draft)
    rehearsal.run("sluis-workstation", "ceremony", "finish", draft, "--out", rehearsal.ceremony)


def enrol_everybody(rehearsal: Rehearsal) -> None:
    """Show every vault the keyring, and let it find its own place there."""
    for person in rehearsal.people:
        rehearsal.workstation(
            "enrol",
            person,
            *("--keyring", rehearsal.ceremony / "keyring"),
            *("--recipients", rehearsal.ceremony / "recipients"),
            *("--root", rehearsal.root),
        )


def build_site(rehearsal: Rehearsal) -> None:
    """Build the reporters' pages with the service's root compiled in."""
    rehearsal.run(
        *("python", "-m", "submitter_ui.site"),
        *("--root", rehearsal.ceremony / "root.hex", "--out", rehearsal.site),
        *("--node", ready_node(), "--kept", KEPT),
    )


def sign_site(rehearsal: Rehearsal) -> None:
    """Have two root holders sign the built site, and put what they signed beside it."""
    room = rehearsal.folder / "root-holders"
    draft, signed = room / "site.draft", room / "site"
    rehearsal.run(
        *("sluis-workstation", "ceremony", "site", "--keyring", rehearsal.ceremony / "keyring"),
        *("--out", draft, rehearsal.site / "manifest.json"),
    )
    _sign(rehearsal, draft)
    rehearsal.run("sluis-workstation", "ceremony", "finish", draft, "--out", signed)
    shutil.copy(signed / "manifest.signed", rehearsal.site)


def open_server(rehearsal: Rehearsal) -> None:
    """Make the server's home with its site, install the keyring, give everybody an account."""
    home = ("--home", rehearsal.home)
    rehearsal.run("sluis-server", "init", *home, "--site", rehearsal.site)
    keyring = rehearsal.ceremony / "keyring"
    rehearsal.run("sluis-server", "keyring", "install", *home, "--root", rehearsal.root, keyring)
    for person in rehearsal.people:
        slot = ["--slot", str(CONFIDANTS[person.name])] if person.name in CONFIDANTS else []
        account = json.loads(
            rehearsal.run(
                *("sluis-server", "staff", "add", *home, person.name),
                *("--role", person.role, *slot, "--json"),
            )
        )
        _write_secret(person.desk / "password", account["password"])
        _write_secret(person.desk / "totp-secret", account["totp_secret"])


def bring_first_bundles(rehearsal: Rehearsal) -> None:
    """Let every confidant's workstation publish its keys and its first head."""
    for name in CONFIDANTS:
        bring(rehearsal, rehearsal.person(name), "--no-batch")


def give_word(rehearsal: Rehearsal, person: Person) -> None:
    """Let a confidant's workstation speak today unless it has; what it made before goes first, in order.

    Without a batch, so that an answer of today can still leave.
    """
    if _has_spoken(rehearsal, person):
        return
    fetch(rehearsal, person)
    state = json.loads(rehearsal.workstation("state", person, "--json"))
    for number in state["bundles_kept"]:
        bring(rehearsal, person, "--again", "--number", str(number))
    if not _has_spoken(rehearsal, person):
        bring(rehearsal, person, "--no-batch")


def bring(rehearsal: Rehearsal, person: Person, *options: str) -> None:
    """Carry an outbound bundle from a vault to the portal."""
    bundle = new_file(person.desk, "outbound")
    rehearsal.workstation("export", person, "--out", bundle, *options)
    rehearsal.courier("bring", person, bundle)


def fetch(rehearsal: Rehearsal, person: Person) -> str:
    """Carry an inbound bundle from the portal to a vault and return what the import said."""
    bundle = new_file(person.desk, "inbound")
    rehearsal.courier("get", person, "--out", bundle)
    return rehearsal.workstation("import", person, bundle)


def new_file(folder: Path, stem: str) -> Path:
    """Return the first free numbered name in a folder."""
    return next(
        path for number in range(1_000_000) if not (path := folder / f"{stem}-{number}").exists()
    )


def _sign(rehearsal: Rehearsal, draft: Path) -> None:
    room = rehearsal.folder / "root-holders"
    for holder in ROOT_HOLDERS[:THRESHOLD]:
        rehearsal.run(
            "sluis-workstation",
            *("ceremony", "sign", "--key", room / f"{holder}.key", "--yes"),
            *("--passphrase-file", room / f"{holder}.passphrase", draft),
        )


def _has_spoken(rehearsal: Rehearsal, person: Person) -> bool:
    state = json.loads(rehearsal.workstation("state", person, "--json"))
    last = state["last_bundle"]
    return last is not None and last["day"] == state["day"]


def _draft_options(rehearsal: Rehearsal) -> list[str | Path]:
    room = rehearsal.folder / "root-holders"
    options: list[str | Path] = ["--threshold", str(THRESHOLD)]
    for holder in ROOT_HOLDERS:
        options += ["--holder", room / f"{holder}.key.pub"]
    for name, slot in CONFIDANTS.items():
        options += ["--slot", f"{slot}={_request(rehearsal, name)}"]
    for line, slots in LINES.items():
        options += ["--line", f"{line}={slots}"]
    for name, title in RECIPIENTS.items():
        options += ["--recipient", f"{name}={title}:{_request(rehearsal, name)}"]
    return options


def _request(rehearsal: Rehearsal, name: str) -> Path:
    return rehearsal.person(name).vault.parent / "request.json"


def _passphrase() -> str:
    """Return six words of 4,096, 72 bits: a vault's passphrase is typed by hand."""
    return " ".join(secrets.choice(WORDS) for _ in range(6))


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n")
