"""What a running demo tells: where everything is, for other programs, and what a visitor can try, as commands."""

import json
from collections.abc import Sequence
from pathlib import Path

from deploy.desks import RunningDesk
from deploy.rehearsal import CONFIDANTS, Person, Rehearsal

ROOT = Path(__file__).resolve().parent.parent
_STEPS = """
The pages for reporters, to open in a browser: {reporters}/
  Write something, keep the codename, and come back with it at {reporters}/nl/terugkomen/
  The codename of the story, which has an answer: {codename}

What to try next, in another terminal in this folder; each of these can be pasted again.

  report something without a browser
    echo 'Iemand bedreigt mij.' | .venv/bin/sluis-report send \\
      {service} \\
      --line bedreiging --text -
  look for answers; this is the codename of the story, yours goes the same way
    .venv/bin/sluis-report check \\
      {service} \\
      --codename-file {folder}/reporter/codename
  get what came in, as {who}, and open it offline
    .venv/bin/sluis-courier get {account} \\
      --out {desk}/in.bundle --force && \\
    .venv/bin/sluis-workstation import {unlock} \\
      {desk}/in.bundle && \\
    .venv/bin/sluis-workstation cases {unlock}
  answer, as {who}; this is the case of the story, the others stand in the list above
    echo 'Wij denken met u mee.' > {desk}/answer && \\
    .venv/bin/sluis-workstation reply {unlock} \\
      {case} --text {desk}/answer
  bring the answer to the portal, as {who}
    .venv/bin/sluis-workstation export {unlock} \\
      --out {desk}/out.bundle && \\
    .venv/bin/sluis-courier bring {account} \\
      {desk}/out.bundle && rm {desk}/out.bundle
  the server's state
    .venv/bin/sluis-server state --home {home}

{who_can_answer}

Addresses, accounts and vaults of everybody are in {folder}/endpoints.json.
Ctrl-C ends everything; `make demo` starts it again; `make demo-clean` removes it."""
"""Commands that can be copied, and pasted twice."""
_ACCOUNT = """\
--portal {portal} --name {name} \\
      --password-file {desk}/password \\
      --totp-secret-file {desk}/totp-secret --session-file {desk}/session"""


def write_endpoints(rehearsal: Rehearsal, file: Path, desks: Sequence[RunningDesk] = ()) -> None:
    """Write where everything is, for people and for other programs."""
    links = {person.name: desk.link for desk in desks for person in desk.people}
    endpoints = {
        "reporter": rehearsal.reporters,
        "portal": rehearsal.portal,
        "server_home": str(rehearsal.home),
        "root": rehearsal.root,
        "staff": [_account(person) for person in rehearsal.people],
        "workstations": [
            _workstation(person, links.get(person.name)) for person in rehearsal.people
        ],
    }
    partial = file.with_suffix(".new")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(endpoints, indent=2) + "\n")
    partial.replace(file)


def next_steps(rehearsal: Rehearsal, *, case: str, sent_today: list[str]) -> str:
    """Return what can be tried next, with everything filled in.

    `sent_today` names the confidants whose batch of today is out.
    """
    free = [name for name in CONFIDANTS if name not in sent_today]
    reader = rehearsal.person(free[0] if free else next(iter(CONFIDANTS)))
    desk, vault, key = map(shorten, (reader.desk, reader.vault, reader.passphrase_file))
    return _STEPS.format(
        reporters=rehearsal.reporters,
        codename=(rehearsal.folder / "reporter" / "codename").read_text().strip(),
        service=f"--server {rehearsal.reporters} --root {rehearsal.root}",
        folder=shorten(rehearsal.folder),
        who=reader.name.capitalize(),
        account=_ACCOUNT.format(portal=rehearsal.portal, name=reader.name, desk=desk),
        unlock=f"--vault {vault} --passphrase-file {key}",
        desk=desk,
        case=case,
        home=shorten(rehearsal.home),
        who_can_answer=_who_can_answer(free, sent_today),
    )


def shorten(path: Path) -> str:
    """Return a path as seen from the repository."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _who_can_answer(free: list[str], sent_today: list[str]) -> str:
    lines = ["Answers go out in batches, one a day for each confidant (a day ends at 0.00 UTC)."]
    if sent_today:
        lines.append(
            f"Today's batch is out of: {_names(sent_today)}. What they answer now waits for"
            " tomorrow's."
        )
    if free:
        lines.append(f"Still able to answer today: {_names(free)}, once each.")
    else:
        lines.append("Nobody can answer any more today; start the demo again tomorrow.")
    return "\n".join(lines)


def _names(people: list[str]) -> str:
    return ", ".join(name.capitalize() for name in people)


def _account(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "password": (person.desk / "password").read_text().strip(),
        "totp_secret": (person.desk / "totp-secret").read_text().strip(),
    }


def _workstation(person: Person, link: str | None) -> dict[str, str | None]:
    return {
        "name": person.name,
        "role": person.role,
        "vault": str(person.vault),
        "passphrase_file": str(person.passphrase_file),
        "url": link,
    }
