"""What the guide fills in: addresses, names, secrets of a demo, and texts that can be copied."""

import json
from collections.abc import Sequence

from deploy.desks import RunningDesk
from deploy.rehearsal import Person, Rehearsal
from deploy.story import ANSWER, HANDOVER, REPORT, SUBJECT

AUTHORS = ("anna", "bram")
"""Who can answer in the guide; they share a workstation, and the other one approves."""
RECIPIENT = "rijksrecherche"
TEXTS = {
    "nl": {
        "report_text": REPORT,
        "answer_text": ANSWER,
        "subject": SUBJECT,
        "marked_word": "zwager",
        "handover_text": HANDOVER,
    },
    "en": {
        "report_text": """\
I work for a town. In September a colleague of mine granted a licence to a café that his
brother-in-law owns half of. The files say that the background check was done, but it was
skipped. Two people know about this. I dare not raise it inside.""",
        "answer_text": """\
Thank you for your report. It has arrived safely. You have done nothing wrong. Do you know
whether the check was skipped for others as well? Write nothing on your computer at work.""",
        "subject": "A licence without the check",
        "marked_word": "brother-in-law",
        "handover_text": """\
In the permits department of a town a catering licence is said to have been issued in the third
quarter without the obligatory background check, to a business in which a relative of the official
in charge has an interest. According to the administration the check was carried out.""",
    },
}
"""What can be copied; the handover is written anew, as a confidant would."""
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
    }
    for who, name in people.items():
        values |= _secrets(rehearsal, rehearsal.person(name), who)
    return values


def texts_to_copy(language: str) -> dict[str, str]:
    """Return the texts of a language as somebody types them, without the breaks of our own lines."""
    return {name: " ".join(text.split()) for name, text in TEXTS[language].items()}


def _secrets(rehearsal: Rehearsal, person: Person, who: str) -> dict[str, str]:
    home = ("--home", rehearsal.home)
    printed = rehearsal.run("sluis-server", "staff", "codes", *home, person.name, "--json")
    codes = json.loads(printed)["codes"]
    return {
        who: person.name,
        f"{who}_name": person.name.capitalize(),
        f"{who}_password": (person.desk / "password").read_text().strip(),
        f"{who}_passphrase": person.passphrase_file.read_text().strip(),
        f"{who}_spare_codes": "  ".join(codes[CODES - 1 : CODES + 2]),
    } | {f"{who}_code_{number}": code for number, code in enumerate(codes[: CODES - 1], 1)}


def _link(desks: Sequence[RunningDesk], name: str) -> str:
    return next(d.link for d in desks if name in [person.name for person in d.people])
