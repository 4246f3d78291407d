"""The story of one report, played by the four commands; every step says in plain words what happens."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from deploy.rehearsal import Person, Rehearsal
from deploy.setting_up import bring, fetch, new_file

AUTHOR = "anna"
"""Who answers in the story, with the batch of that day."""
REPORT = """\
Ik werk bij een gemeente. Een collega van vergunningen heeft in september een horecavergunning
verleend aan een zaak waar zijn zwager mede-eigenaar van is. In het systeem staat dat de Bibob-toets
is gedaan, maar die is overgeslagen. Twee mensen weten hiervan. Ik durf het niet intern te melden.
"""
NOTES = "12 september: vergunning verleend. 14 september: dossier gesloten zonder toets.\n"
ANSWER = """\
Dank u wel voor uw melding. Die is goed aangekomen. U heeft niets verkeerd gedaan.
Weet u of de toets ook bij andere aanvragen is overgeslagen? Schrijf niets op uw werkcomputer.
"""
FOLLOW_UP = "Ja, ik weet van nog een aanvraag in juli waarbij het zo is gegaan.\n"
OTHER_REPORT = """\
Iemand wil dat ik geld betaal, anders zegt hij dingen over mij tegen de krant. Ik weet niet wat ik moet doen.
"""
SUBJECT = "Vergunning zonder toets"
HANDOVER = """\
Bij de afdeling vergunningen van een gemeente zou in het derde kwartaal een horecavergunning zijn
verleend zonder de verplichte Bibob-toets, aan een onderneming waarin een familielid van de behandelend
ambtenaar een belang heeft. De toets zou in de administratie wel als gedaan staan.
"""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What the story left behind: the codename, the case's name on the workstations, and what was read."""

    codename: str
    case: str
    answer: str
    handover: str


def play(rehearsal: Rehearsal, say: Say) -> Played:
    """Play the whole story once and return what it left behind."""
    anna, bram = rehearsal.person(AUTHOR), rehearsal.person("bram")
    say("A reporter writes, attaches a file, and seals both on their own device.")
    codename = send_report(rehearsal)
    say(f"   the codename, known to nobody else: {codename}")
    say("Anna and Bram carry what came in from the portal to their offline workstations.")
    for confidant in (anna, bram):
        _say_lines(say, fetch(rehearsal, confidant))
    case = _newest_case(rehearsal, anna)
    say(
        "Somebody else reports extortion. Chris does not serve that line: he can see that something"
    )
    say("came in, and that it is not for him.")
    send_report(rehearsal, OTHER_REPORT, line="afpersing")
    _say_lines(say, fetch(rehearsal, rehearsal.person("chris")))
    say("Anna reads the first report and answers it.")
    _with_text(rehearsal, anna, "reply", ANSWER, case)
    hand_over(rehearsal, case, say)
    say(
        "Anna brings one bundle: a batch of eight drop slots, among them the answer and the handover."
    )
    bring(rehearsal, anna)
    say("The reporter comes back with the codename, fetches the whole drop, and searches it.")
    answer = check(rehearsal, codename)
    _say_lines(say, answer)
    say("The Rijksrecherche fetches the same drop and verifies both signatures.")
    handover = read_handover(rehearsal, say)
    _say_lines(say, handover)
    say("The reporter adds something; Anna fetches it.")
    follow_up(rehearsal, codename)
    _say_lines(say, fetch(rehearsal, anna))
    return Played(codename, case, answer, handover)


def send_report(rehearsal: Rehearsal, text: str = REPORT, *, line: str = "integriteit") -> str:
    """Send a report with an attachment and return its codename."""
    attachment = rehearsal.folder / "reporter" / "notities.txt"
    attachment.parent.mkdir(exist_ok=True)
    attachment.write_text(NOTES)
    sent = rehearsal.report(
        "send", "--line", line, "--text", "-", "--attach", attachment, stdin=text
    )
    return sent.strip().splitlines()[-1]


def hand_over(rehearsal: Rehearsal, case: str, say: Say) -> None:
    """Draft with Anna, approve with Bram at the same desk, hand over with Anna."""
    anna, bram = rehearsal.person(AUTHOR), rehearsal.person("bram")
    say("Anna writes anew what can be handed over, without anything that betrays the reporter.")
    options = ("--recipient", "rijksrecherche", "--subject", SUBJECT)
    _with_text(rehearsal, anna, "draft", HANDOVER, case, *options)
    say("Bram reads the draft on his own workstation and approves it: two signatures.")
    _exchange(rehearsal, anna, bram, slot="1")
    rehearsal.workstation("approve", bram, case, "--yes")
    _exchange(rehearsal, bram, anna, slot="0")
    rehearsal.workstation("hand-over", anna, case)


def check(rehearsal: Rehearsal, codename: str) -> str:
    """Look for answers and return what the reporter sees."""
    return rehearsal.report("check", "--codename-file", _codename_file(rehearsal, codename))


def follow_up(rehearsal: Rehearsal, codename: str, text: str = FOLLOW_UP) -> None:
    """Add to the thread."""
    file = _codename_file(rehearsal, codename)
    rehearsal.report("follow-up", "--codename-file", file, "--text", "-", stdin=text)


def read_handover(rehearsal: Rehearsal, say: Say) -> str:
    """Carry the drop to the Rijksrecherche's workstation and return the handover as it is shown there."""
    reader = rehearsal.person("rijksrecherche")
    _say_lines(say, fetch(rehearsal, reader))
    return rehearsal.workstation("show", reader, _newest_case(rehearsal, reader))


def _exchange(rehearsal: Rehearsal, giver: Person, taker: Person, *, slot: str) -> None:
    pack = new_file(giver.desk, "exchange")
    rehearsal.workstation("exchange", giver, "--for", slot, "--out", pack)
    rehearsal.workstation("import", taker, pack)


def _newest_case(rehearsal: Rehearsal, person: Person) -> str:
    cases = json.loads(rehearsal.workstation("cases", person, "--json"))
    return str(cases[-1]["case"])


def _with_text(
    rehearsal: Rehearsal, person: Person, command: str, text: str, case: str, *options: str
) -> None:
    file = new_file(person.desk, command)
    file.write_text(text)
    rehearsal.workstation(command, person, case, *options, "--text", file)


def _codename_file(rehearsal: Rehearsal, codename: str) -> str:
    path = rehearsal.folder / "reporter" / "codename"
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(codename + "\n")
    return str(path)


def _say_lines(say: Say, text: str) -> None:
    for line in text.strip().splitlines():
        say(f"   {line}")
