"""Every sentence that `sluis-report` says, in Dutch (level B1) and in English.

A refusal is one sentence that tells what to do next. The number and the hours
are those of De Vertrouwenslijn.
"""

from collections.abc import Mapping
from typing import Literal

Language = Literal["nl", "en"]
NAME = "De Vertrouwenslijn"
_PHONE_NL = "0800 2800 200 (elke dag van 10.00 tot 17.00 uur)"
_PHONE_EN = "0800 2800 200 (daily from 10.00 to 17.00)"

_DUTCH: Mapping[str, str] = {
    # Progress and results
    "checking_service": "De gegevens van de dienst worden gecontroleerd.",
    "sending_file": "Bestand {number} van {total} wordt versleuteld en verstuurd.",
    "sending": "Uw bericht wordt versleuteld en verstuurd.",
    "metadata": "Let op: wat in een bestand zelf staat, zoals de naam van de maker of de plaats van"
    " een foto, wordt NIET verwijderd.",
    "report_stored": "Uw melding is veilig opgeslagen. Kijk vanaf nu, en op zijn laatst op {date},"
    " of er een antwoord is. Schrijf de codenaam hieronder op en laat hem aan niemand zien: alleen"
    " daarmee kunt u het antwoord lezen.",
    "followup_stored": "Uw aanvulling is veilig opgeslagen. Kijk op zijn laatst op {date} weer met"
    " uw codenaam.",
    "no_answer": "Er is (nog) geen antwoord bij deze codenaam.",
    "answer_of": "{who}, {date}",
    "damaged": "Let op: niet alle antwoorden konden worden gelezen (beschadigd: {count}); bel"
    " {phone}.",
    "silent": "Van {count} van de vertrouwenspersonen is langer dan een week niets gehoord; een"
    " antwoord kan daarom later komen, en u kunt altijd bellen met {phone}.",
    "ask_codename": "Uw codenaam (u ziet niet wat u typt)",
    # The codename
    "codename_words": "Dit is geen codenaam: het moeten precies acht woorden zijn die bij elkaar"
    " horen; kijk ze na en probeer het opnieuw.",
    "codename_count": "Dit is geen codenaam: het moeten acht woorden zijn (geteld: {count}{doubts});"
    " kijk ze na en probeer het opnieuw.",
    "codename_doubtful": "Dit is geen codenaam: {doubts}; kijk het na en probeer het opnieuw.",
    "doubt": "woord {place} staat niet in de woordenlijst",
    "doubt_or": "woord {place} staat niet in de woordenlijst (bedoelt u {candidates}?)",
    "or": "of",
    "codename_missing": "Er is geen codenaam gegeven; typ de acht woorden of gebruik"
    " --codename-file.",
    "codename_unreadable": "Het bestand met de codenaam kan niet worden gelezen; controleer de"
    " naam van het bestand.",
    # What the reporter gives
    "text_unreadable": "De tekst kan niet worden gelezen; controleer de naam van het bestand.",
    "text_not_utf8": "De tekst is niet in UTF-8 opgeslagen; sla het bestand op als tekst in UTF-8.",
    "text_empty": "De tekst is leeg; schrijf wat u wilt melden.",
    "text_too_long": "De tekst is {characters} tekens te lang; maak hem korter of stuur de rest"
    " als bestand mee met --attach.",
    "text_much_too_long": "De tekst is veel te lang (meer dan een miljoen tekens); stuur hem als"
    " bestand mee met --attach.",
    "too_many_files": "Er kunnen hoogstens {most} bestanden mee; stuur de andere later als"
    " aanvulling.",
    "file_not_sealed": "Het bestand {file} is geen bericht dat voor deze dienst is verzegeld.",
    "sealed_stored": "Het verzegelde bericht is aangekomen.",
    "sealed_perhaps_stored": "Het is niet zeker of het bericht is aangekomen. Stuur hetzelfde bestand"
    " nog een keer; het wordt maar een keer getoond.",
    "file_unreadable": "Het bestand {file} kan niet worden gelezen; controleer de naam en de"
    " rechten.",
    "file_not_plain": "{file} is geen gewoon bestand; noem een los bestand, geen map.",
    "file_empty": "Het bestand {file} is leeg; laat het weg of kies een ander.",
    "file_too_large": "Het bestand {file} is te groot (hoogstens {most} MiB); stuur een kleiner"
    " deel.",
    "file_changed": "Het bestand {file} veranderde tijdens het lezen; sluit"
    " andere programma's die het gebruiken en probeer het opnieuw.",
    "unknown_line": "Die lijn is er niet; kies een van deze: {lines}.",
    "unknown_slot": "Vertrouwenspersoon {slots} hoort niet bij deze lijn; controleer het nummer bij"
    " --exclude-slot.",
    "line_needed": "Er is nog geen antwoord dat zegt aan wie de aanvulling gaat; noem de lijn"
    " opnieuw met --line, en zo nodig --exclude-slot.",
    "other_line": "Het laatste antwoord noemt de lijn {line} en niet {asked}; laat --line weg, dan gaat"
    " de aanvulling naar wie het antwoord noemt.",
    # What was typed and not sent
    "report_not_sent": "Uw melding is NIET verstuurd.",
    "followup_not_sent": "Uw aanvulling is NIET verstuurd.",
    "message_not_sent": "Het bericht is NIET verstuurd.",
    "ask_keep": "Uw tekst staat nog nergens. Typ een bestandsnaam om hem te bewaren (iedereen die bij dat"
    " bestand kan, kan hem lezen), of druk op Enter om hem weg te gooien",
    "text_kept": "Uw tekst staat in {file}. Verstuur hem later met --text, en verwijder dat"
    " bestand daarna.",
    "text_not_kept": "Dat bestand kan niet worden gemaakt, of het is er al; kies een andere naam.",
    "text_thrown_away": "Uw tekst is niet bewaard.",
    # The service
    "no_root": "Dit programma weet nog niet bij welke dienst het hoort; geef de sleutel van de"
    " dienst met --root.",
    "wrong_root": "De sleutel bij --root klopt niet; het zijn 64 tekens, cijfers en a tot f.",
    "wrong_address": "Het adres bij --server klopt niet; het begint met https:// en heeft geen"
    " naam of wachtwoord erin.",
    "unsafe_address": "Dit adres is niet veilig; gebruik een adres met https://, of een"
    " .onion-adres.",
    "unreachable": "De server is niet bereikbaar; controleer uw verbinding en het adres en probeer het"
    " later opnieuw, of bel {phone}.",
    "too_slow": "De server antwoordt niet, of veel te langzaam; probeer het later opnieuw, of"
    " bel {phone}.",
    "no_service": "Op dit adres is de dienst niet te vinden; controleer het adres bij --server (alleen het"
    " begin, zoals https://voorbeeld.nl), of bel {phone}.",
    "certificate_date": "Op de datum van dit apparaat ({date}) is het certificaat van de server niet geldig;"
    " klopt die datum niet, zet hem dan goed en probeer het opnieuw, en klopt hij wel, bel dan {phone}.",
    "nonsense": "De server geeft een antwoord dat niet klopt; controleer het adres en probeer het"
    " later opnieuw, of bel {phone}.",
    "server_refused": "De server heeft het bericht geweigerd; probeer het opnieuw, of bel {phone}.",
    "server_too_large": "Een van de bestanden is te groot voor deze dienst; stuur"
    " een kleiner bestand, of bel {phone}.",
    "server_busy": "De server heeft het te druk; probeer het straks opnieuw, of bel {phone}.",
    "server_fault": "De server heeft een storing; probeer het later opnieuw, of bel {phone}.",
    "server_full": "De server is vol; bel {phone}.",
    "ticket_expired": "Het versturen duurde te lang; probeer het opnieuw, of bel {phone}.",
    "wrong_period": "De server en dit apparaat (hier is het {date}) zijn het niet eens over de week;"
    " zet datum en tijd goed en probeer het opnieuw, of bel {phone}.",
    "too_few_members": "Op deze lijn zijn nu te weinig vertrouwenspersonen bereikbaar; bel"
    " {phone}.",
    "overdue": "Van de vertrouwenspersonen op deze lijn is te lang niets gehoord; bel {phone},"
    " of gebruik --send-anyway om toch te versturen.",
    "incomplete": "De server laat niet alle antwoorden zien die er zijn; probeer het later opnieuw,"
    " of bel {phone}.",
    "rolled_back": "De server laat verouderde gegevens zien; verstuur niets en bel {phone}.",
    "expired": "De gegevens van de dienst zijn verlopen; verstuur niets en bel {phone}.",
    "wrong_clock": "Dit apparaat denkt dat het {date} is, en die datum lijkt niet te kloppen; zet datum"
    " en tijd goed en probeer het opnieuw, en klopt de datum wel, verstuur dan niets en bel {phone}.",
    "other_service": "Deze server hoort niet bij de dienst waarvoor dit programma is gemaakt;"
    " controleer het adres, of bel {phone}.",
    "not_genuine": "De gegevens van de server zijn niet echt of zijn veranderd; verstuur niets en"
    " bel {phone}.",
    # In doubt
    "report_perhaps_stored": "Het is niet zeker of uw melding is aangekomen; bewaar de codenaam"
    " hieronder, kijk ermee, en verstuur de melding pas opnieuw als er na een week geen antwoord"
    " is, of bel {phone}.",
    "followup_perhaps_stored": "Het is niet zeker of uw aanvulling is aangekomen; verstuur haar pas"
    " opnieuw als er na een week geen antwoord is, of bel {phone}.",
    "codename_not_printed": "Het is gelukt, maar de codenaam kon niet worden weggeschreven; hier"
    " staat hij alsnog.",
    "stopped": "U hebt het programma gestopt.",
    # Sealed to a file, searched in files
    "nothing_sealed": "Er is NIETS verzegeld.",
    "report_sealed": "Uw melding staat verzegeld in {file} en is nog NIET verstuurd. Verstuur dat bestand"
    " op de site van de dienst: kies 'Zo werkt het' en dan 'Zonder JavaScript'. Doe dat op zijn laatst"
    " op {date}, want daarna neemt de server het niet meer aan. Schrijf de codenaam hieronder op en"
    " laat hem aan niemand zien: alleen daarmee kunt u het antwoord lezen.",
    "followup_sealed": "Uw aanvulling staat verzegeld in {file} en is nog NIET verstuurd. Verstuur dat"
    " bestand op de site van de dienst: kies 'Zo werkt het' en dan 'Zonder JavaScript'. Doe dat op zijn"
    " laatst op {date}, want daarna neemt de server het niet meer aan.",
    "out_exists": "Het bestand {file} is er al; kies een andere naam bij --out.",
    "out_not_made": "Het bestand {file} kan niet worden gemaakt; kies een andere naam of map bij --out.",
    "sealed_other_week": "Dit bestand is voor een andere week verzegeld; verzegel uw bericht opnieuw met"
    " de sleutels van deze week, of bel {phone}.",
    "drop_needed": "Het bestand met alle antwoorden ontbreekt; download /api/drop van de site en noem het"
    " met --drop.",
    "bucket_needed": "Alle antwoorden samen staan nu in meer bestanden; download /api/drop/lists en"
    " /api/drop/{bits}/{number} van de site en noem ze met --lists en --bucket (de server ziet dan in"
    " welk deel u zoekt; gebruik daarom het liefst de Tor Browser).",
    "wrong_file": "Het bestand {file} is niet wat bij {option} hoort, of niet heel; download {address}"
    " opnieuw van de site en noem dat bestand, of bel {phone}.",
    "carried_text_too_long": "De tekst is {characters} tekens te lang; maak hem korter en stuur de rest"
    " later als aanvulling.",
    "carried_text_much_too_long": "De tekst is veel te lang (meer dan een miljoen tekens); maak hem"
    " korter.",
    "carried_incomplete": "De bestanden passen niet bij elkaar, of er ontbreken antwoorden; download ze"
    " allemaal opnieuw, of bel {phone}.",
    "carried_nonsense": "In een van de bestanden staat iets dat niet klopt; download ze allemaal opnieuw,"
    " of bel {phone}.",
    "carried_rolled_back": "In het bestand bij --today staan verouderde gegevens; verstuur niets en bel"
    " {phone}.",
    "carried_wrong_clock": "Dit apparaat denkt dat het {date} is, en het bestand bij --today is van een"
    " andere week; zet de datum goed of download het bestand opnieuw, en helpt dat niet, verstuur dan"
    " niets en bel {phone}.",
    "carried_other_service": "Het bestand bij --today hoort niet bij de dienst waarvoor dit programma is"
    " gemaakt; download het opnieuw van het goede adres, of bel {phone}.",
    "carried_not_genuine": "De bestanden zijn niet echt of zijn veranderd; verstuur niets en bel"
    " {phone}.",
}

_ENGLISH: Mapping[str, str] = {
    "checking_service": "Checking what the service says.",
    "sending_file": "Sealing and sending file {number} of {total}.",
    "sending": "Sealing and sending your message.",
    "metadata": "Mind: what stands inside a file, such as its author or the place of a photograph,"
    " is NOT removed.",
    "report_stored": "Your report is stored safely. Look from now on, and on {date} at the latest,"
    " whether there is an answer. Write down the codename below and show it to nobody: only with"
    " it can you read the answer.",
    "followup_stored": "Your follow-up is stored safely. Look again with your codename on {date} at"
    " the latest.",
    "no_answer": "There is no answer (yet) for this codename.",
    "answer_of": "{who}, {date}",
    "damaged": "Mind: not every answer could be read (damaged: {count}); call {phone}.",
    "silent": "Nothing was heard of {count} of the confidants for more than a week; an answer may"
    " come later for that reason, and you can always call {phone}.",
    "ask_codename": "Your codename (what you type is not shown)",
    "codename_words": "This is not a codename: it must be exactly eight words that belong together;"
    " check them and try again.",
    "codename_count": "This is not a codename: it must be eight words (counted: {count}{doubts}); check"
    " them and try again.",
    "codename_doubtful": "This is not a codename: {doubts}; check it and try again.",
    "doubt": "word {place} is not in the list of words",
    "doubt_or": "word {place} is not in the list of words (did you mean {candidates}?)",
    "or": "or",
    "codename_missing": "No codename was given; type the eight words or use --codename-file.",
    "codename_unreadable": "The file with the codename cannot be read; check the file's name.",
    "text_unreadable": "The text cannot be read; check the file's name.",
    "text_not_utf8": "The text is not in UTF-8; save the file as text in UTF-8.",
    "text_empty": "The text is empty; write what you want to report.",
    "text_too_long": "The text is {characters} characters too long; make it shorter or send the"
    " rest as a file with --attach.",
    "text_much_too_long": "The text is much too long (over a million characters); send it as a file"
    " with --attach.",
    "too_many_files": "At most {most} files can go along; send the others later as a follow-up.",
    "file_not_sealed": "The file {file} is not a message that was sealed for this service.",
    "sealed_stored": "The sealed message has arrived.",
    "sealed_perhaps_stored": "It is not certain that the message arrived. Send the same file again;"
    " it is shown only once.",
    "file_unreadable": "The file {file} cannot be read; check its name and permissions.",
    "file_not_plain": "{file} is not a plain file; name a single file, not a folder.",
    "file_empty": "The file {file} is empty; leave it out or choose another one.",
    "file_too_large": "The file {file} is too large (at most {most} MiB); send a smaller part.",
    "file_changed": "The file {file} changed while it was read; close other"
    " programs that use it and try again.",
    "unknown_line": "There is no such line; choose one of these: {lines}.",
    "unknown_slot": "Confidant {slots} does not serve this line; check the number at"
    " --exclude-slot.",
    "line_needed": "There is no answer yet that says to whom the follow-up goes; name the line"
    " again with --line, and --exclude-slot if need be.",
    "other_line": "The newest answer names the line {line} and not {asked}; leave out --line, and the"
    " follow-up goes to those whom the answer names.",
    "report_not_sent": "Your report was NOT sent.",
    "followup_not_sent": "Your follow-up was NOT sent.",
    "message_not_sent": "The message was NOT sent.",
    "ask_keep": "Your text stands nowhere yet. Type a file's name to keep it (whoever can open that file"
    " can read it), or press Enter to throw it away",
    "text_kept": "Your text is in {file}. Send it later with --text, and remove that file"
    " afterwards.",
    "text_not_kept": "That file cannot be made, or it is there already; choose another name.",
    "text_thrown_away": "Your text was not kept.",
    "no_root": "This program does not know yet which service it belongs to; give the service's key"
    " with --root.",
    "wrong_root": "The key at --root is wrong; it has 64 characters, digits and a to f.",
    "wrong_address": "The address at --server is wrong; it begins with https:// and has no name or"
    " password in it.",
    "unsafe_address": "This address is not safe; use an address with https://, or an .onion"
    " address.",
    "unreachable": "The server cannot be reached; check your connection and the address and try again"
    " later, or call {phone}.",
    "too_slow": "The server does not answer, or far too slowly; try again later, or call {phone}.",
    "no_service": "The service is not found at this address; check the address at --server (its beginning"
    " only, like https://example.org), or call {phone}.",
    "certificate_date": "On the date of this device ({date}) the server's certificate is not valid; if that"
    " date is wrong, set it right and try again, and if it is right, call {phone}.",
    "nonsense": "The server gives an answer that makes no sense; check the address and try again"
    " later, or call {phone}.",
    "server_refused": "The server refused the message; try again, or call {phone}.",
    "server_too_large": "One of the files is too large for this service; send"
    " a smaller file, or call {phone}.",
    "server_busy": "The server is too busy; try again in a while, or call {phone}.",
    "server_fault": "The server has a fault; try again later, or call {phone}.",
    "server_full": "The server is full; call {phone}.",
    "ticket_expired": "Sending took too long; try again, or call {phone}.",
    "wrong_period": "The server and this device (here it is {date}) do not agree on the week; set date"
    " and time right and try again, or call {phone}.",
    "too_few_members": "Too few confidants of this line can be reached now; call {phone}.",
    "overdue": "The confidants of this line have not been heard of for too long; call {phone},"
    " or use --send-anyway to send all the same.",
    "incomplete": "The server does not show every answer that there is; try again later, or call"
    " {phone}.",
    "rolled_back": "The server shows outdated keys; send nothing and call {phone}.",
    "expired": "The keys of the service have expired; send nothing and call {phone}.",
    "wrong_clock": "This device thinks that it is {date}, and that date seems wrong; set date and time"
    " right and try again, and if the date is right, send nothing and call {phone}.",
    "other_service": "This server is not of the service that this program was made for; check the"
    " address, or call {phone}.",
    "not_genuine": "What the server shows is not genuine or was altered; send nothing and call"
    " {phone}.",
    "report_perhaps_stored": "It is not certain that your report arrived; keep the codename below,"
    " look with it, and send the report again only if there is no answer after a week, or call"
    " {phone}.",
    "followup_perhaps_stored": "It is not certain that your follow-up arrived; send it again only"
    " if there is no answer after a week, or call {phone}.",
    "codename_not_printed": "It worked, but the codename could not be written out; here it is"
    " after all.",
    "stopped": "You stopped the program.",
    "nothing_sealed": "NOTHING was sealed.",
    "report_sealed": "Your report is sealed in {file} and was NOT sent yet. Send that file on the site of"
    " the service: choose 'How it works' and then 'Without JavaScript'. Do so on {date} at the latest,"
    " because the server does not take it after that. Write down the codename below and show it to"
    " nobody: only with it can you read the answer.",
    "followup_sealed": "Your follow-up is sealed in {file} and was NOT sent yet. Send that file on the"
    " site of the service: choose 'How it works' and then 'Without JavaScript'. Do so on {date} at the"
    " latest, because the server does not take it after that.",
    "out_exists": "The file {file} is there already; choose another name at --out.",
    "out_not_made": "The file {file} cannot be made; choose another name or folder at --out.",
    "sealed_other_week": "This file was sealed for another week; seal your message again with the keys of"
    " this week, or call {phone}.",
    "drop_needed": "The file with all answers is missing; download /api/drop from the site and name it"
    " with --drop.",
    "bucket_needed": "All answers together are in several files now; download /api/drop/lists and"
    " /api/drop/{bits}/{number} from the site and name them with --lists and --bucket (the server then"
    " sees in which part you look; so rather use Tor Browser).",
    "wrong_file": "The file {file} is not what belongs at {option}, or not whole; download {address}"
    " again from the site and name that file, or call {phone}.",
    "carried_text_too_long": "The text is {characters} characters too long; make it shorter and send the"
    " rest later as a follow-up.",
    "carried_text_much_too_long": "The text is much too long (over a million characters); make it"
    " shorter.",
    "carried_incomplete": "The files do not fit together, or answers are missing; download all of them"
    " again, or call {phone}.",
    "carried_nonsense": "Something in one of the files makes no sense; download all of them again, or"
    " call {phone}.",
    "carried_rolled_back": "The file at --today holds outdated keys; send nothing and call {phone}.",
    "carried_wrong_clock": "This device thinks that it is {date}, and the file at --today is of another"
    " week; set the date right or download the file again, and if that does not help, send nothing and"
    " call {phone}.",
    "carried_other_service": "The file at --today is not of the service that this program was made for;"
    " download it again from the right address, or call {phone}.",
    "carried_not_genuine": "The files are not genuine or were altered; send nothing and call {phone}.",
}

TEXTS: Mapping[str, Mapping[str, str]] = {"nl": _DUTCH, "en": _ENGLISH}
PHONE: Mapping[str, str] = {"nl": _PHONE_NL, "en": _PHONE_EN}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
