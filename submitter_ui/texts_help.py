"""The help of `sluis-report` in Dutch, by its English, which stands where a command or an option is made."""

from collections.abc import Mapping

from crypto.keyring import LINES
from submitter_ui.tor.addresses import TOR, TOR_BROWSER

DUTCH_WORDS: Mapping[str, str] = {
    "Usage: ": "Zo gebruikt u het: ",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT ...",
    "Options": "Opties",
    "Commands": "Opdrachten",
    "default: ": "anders: ",
    "required": "verplicht",
    "FILE": "BESTAND",
    "MARK": "KENMERK",
    "HOURS": "UREN",
    "LINE": "LIJN",
}
"""Words of Click, and what stands in the place of a value."""

_COMMANDS: Mapping[str, str] = {
    "Report safely and anonymously, and read the answer with a codename.": "Meld veilig en anoniem, en lees"
    " het antwoord met een codenaam.",
    "Print the eight words of the service's key, to compare with a poster or over the phone.": "Toon de acht"
    " woorden van de sleutel van de dienst, om te vergelijken met een poster of door de telefoon.",
    "Print the questions of a line as a file for --answers; answer what you like.": "Toon de vragen van een"
    " lijn als bestand voor --answers; u antwoordt wat u wilt.",
    "Send a report. The last line of the output is its codename: keep it.": "Verstuur een melding. De laatste"
    " regel die u ziet, is de codenaam: bewaar hem.",
    "Look for answers with a codename.": "Zoek met een codenaam naar antwoorden.",
    "Add something to a report, judge a text that was shown, or withdraw; to those whom the newest answer"
    " names.": "Vul een melding aan, zeg wat u van een tekst vindt, of trek de melding in; voor wie in het"
    " nieuwste antwoord staan.",
    "Seal a report to a file, offline. The last line of the output is its codename: keep it.": "Verzegel een"
    " melding in een bestand, zonder internet. De laatste regel die u ziet, is de codenaam: bewaar hem.",
    "Seal a follow-up, or a word in its place, to a file, offline; it goes to those whom the newest answer"
    " names.": "Verzegel een aanvulling, of een woord in plaats daarvan, in een bestand, zonder internet;"
    " voor wie in het nieuwste antwoord staan.",
    "Send a message that was sealed before, with its attachments; once more goes on where it stopped.\n\nIt was"
    " sealed by `seal`, on the offline page, or by a recipient who answers.": "Verstuur een bericht dat al"
    " verzegeld is, met de bijlagen; nog een keer gaat verder waar het was.\n\nHet is verzegeld met `seal`,"
    " op de offline pagina, of door een ontvanger die antwoordt.",
    "Look for answers in a downloaded drop, offline.": "Zoek antwoorden in wat u hebt gedownload, zonder"
    " internet.",
    "Fetch the whole site as visitors do, and compare it with what its root holders signed.": "Haal de hele"
    " site op zoals bezoekers dat doen, en vergelijk hem met wat de wortelhouders hebben getekend.",
}
_MESSAGES: Mapping[str, str] = {
    f"One of: {', '.join(LINES)}.": f"Een van: {', '.join(LINES)}.",
    "The line of the report, as long as there is no answer.": "De lijn van de melding, zolang er geen"
    " antwoord is.",
    "Answers to the line's questions, in TOML (see: sluis-report questions).": "Antwoorden op de vragen van"
    " de lijn, in TOML (zie: sluis-report questions).",
    "Ask no questions.": "Stel geen vragen.",
    "Leave out this confidant; may be given more than once.": "Sla deze vertrouwenspersoon over; mag vaker.",
    "The text; - for stdin.": "De tekst; met - typt u zelf.",
    "Only name what may betray you; do not ask whether to go on.": "Noem alleen wat u kan verraden; vraag"
    " niet of u doorgaat.",
    "Send even if nothing was heard of the line lately.": "Verstuur ook als er van de lijn lang niets is"
    " gehoord.",
    "Send a file along; may be given more than once. What stands inside it (author, place) is not removed.": "Stuur"
    " een bestand mee; mag vaker. Wat erin staat (maker, plaats) gaat er niet uit.",
    "Send files under names that say no more than what they are (photo-1.jpg).": "Geef bestanden een naam die"
    " alleen zegt wat ze zijn (foto-1.jpg).",
    "Withdraw the report.": "Trek de melding in.",
    "Agree to the text that was shown with this mark.": "Zeg ja tegen de tekst met dit kenmerk.",
    "Say that the text with this mark would betray you; --text may say by what.": "Zeg dat de tekst met dit"
    " kenmerk u zou verraden; met --text mag u zeggen waardoor.",
    "Where the codename stands; without it, it is asked for.": "Waar de codenaam staat; anders vraagt het"
    " programma ernaar.",
    "The sealed file; a new one.": "Het verzegelde bestand; een nieuw.",
    "Write over FILE if it is there.": "Schrijf over BESTAND heen als het er al is.",
    "Print JSON.": "Toon het als JSON.",
}
_SERVICE: Mapping[str, str] = {
    "Show this message and exit.": "Toon dit, en stop.",
    "Address of the service.": "Adres van de dienst.",
    "The service's key, unless it is compiled in.": "De sleutel van de dienst, als die niet al in dit"
    " programma zit.",
    "Language of what is said, and of the codename; nl unless you choose.": "Taal van wat dit programma zegt,"
    " en van de codenaam; nl, tenzij u kiest.",
    f"Go through Tor's SOCKS port: {TOR} if none is named, {TOR_BROWSER} for a Tor Browser that runs.": "Ga door"
    f" de SOCKS-poort van Tor: {TOR} als u niets noemt, {TOR_BROWSER} voor een Tor Browser die aanstaat.",
    **{
        f"Downloaded from {at} of the service.": f"Gedownload van {at} van de dienst."
        for at in ("/api/today", "/api/drop", "/api/drop/lists", "/api/drop/BITS/NUMBER")
    },
    "Compare again, at a random moment within each stretch of so many hours.": "Vergelijk opnieuw, steeds op"
    " een willekeurig moment binnen zoveel uur.",
    "How often, with --every.": "Hoe vaak, met --every.",
}
DUTCH_HELP: Mapping[str, str] = {**_COMMANDS, **_MESSAGES, **_SERVICE}
