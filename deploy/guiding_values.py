"""What the guide fills in: addresses, names, secrets of a demo, and texts that can be copied."""

import json
from collections.abc import Sequence

from deploy.desks import RunningDesk
from deploy.rehearsal import Person, Rehearsal
from deploy.story import ANSWER, HANDOVER, REPORT, SUBJECT

AUTHORS = ("anna", "bram")
"""Who can answer in the guide; they share a workstation, and the other one approves."""
RECIPIENT = "rijksrecherche"
CODES = 4
"""Sign in, sign in once more, bring, and one to spare."""


def choose_author(rehearsal: Rehearsal) -> str:
    """Return who can still send an answer today; the first of all if nobody can."""
    return next((name for name in AUTHORS if can_answer_today(rehearsal, name)), AUTHORS[0])


def can_answer_today(rehearsal: Rehearsal, name: str) -> bool:
    """Tell whether a confidant's batch of today, of which there is one, has not left yet."""
    state = json.loads(rehearsal.workstation("state", rehearsal.person(name), "--json"))
    return bool(state["next_batch"] == state["day"])


def collect_values(
    rehearsal: Rehearsal, desks: Sequence[RunningDesk], *, author: str
) -> dict[str, str]:
    """Return every value by the name that the guide gives it; the codes are printed anew."""
    second = next(name for name in AUTHORS if name != author)
    people = {"author": author, "second": second, "recipient": RECIPIENT}
    values = {
        "reporters": rehearsal.reporters,
        # Another name for the same address: a browser keeps the cookies of a name for all its
        # ports, and signing out of the portal forgets all of them.
        "portal": rehearsal.portal.replace("127.0.0.1", "localhost"),
        "team_desk": _link(desks, author),
        "recipient_desk": _link(desks, RECIPIENT),
        "report_text": _in_one_line(REPORT),
        "answer_text": _in_one_line(ANSWER),
        "subject_text": SUBJECT,
        "handover_text": _in_one_line(HANDOVER),
    }
    for who, name in people.items():
        values |= _secrets(rehearsal, rehearsal.person(name), who)
    return values


def _secrets(rehearsal: Rehearsal, person: Person, who: str) -> dict[str, str]:
    home = ("--home", rehearsal.home)
    printed = rehearsal.run("sluis-server", "staff", "codes", *home, person.name, "--json")
    codes = json.loads(printed)["codes"]
    return {
        who: person.name,
        f"{who}_password": (person.desk / "password").read_text().strip(),
        f"{who}_passphrase": person.passphrase_file.read_text().strip(),
        f"{who}_spare_codes": "  ".join(codes[CODES - 1 : CODES + 2]),
    } | {f"{who}_code_{number}": code for number, code in enumerate(codes[: CODES - 1], 1)}


def _link(desks: Sequence[RunningDesk], name: str) -> str:
    return next(d.link for d in desks if name in [person.name for person in d.people])


def _in_one_line(text: str) -> str:
    """Return a text as somebody types it: paragraphs, without the breaks of our own lines."""
    return " ".join(text.split())
