"""What `sluis-report` says in Dutch, at level B1; `submitter_ui.texts` tells what a sentence is."""

from collections.abc import Mapping

DUTCH: Mapping[str, str] = {
    # Progress and results
    "checking_service": "De gegevens van de dienst worden gecontroleerd.",
    "sending_file": "Bestand {number} van {total} wordt versleuteld en verstuurd.",
    "sending": "Uw bericht wordt versleuteld en verstuurd.",
    "metadata": "Let op: wat in een bestand zelf staat, zoals de naam van de maker of de plaats van"
    " een foto, wordt NIET verwijderd. De pagina haalt dat er voor veel soorten bestanden wel uit."
    " Ook hun naam gaat mee, tenzij u --plain-names opgeeft.",
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
    "ask_codename": "Uw codenaam (u ziet wat u typt: let op wie er meekijkt)",
    # What may betray the writer
    "traces": "Kan iemand u hieraan herkennen? Dit staat in uw tekst; u mag het laten staan.",
    "trace": "- {where}: {found} ({why})",
    "trace_in_line": "regel {line}",
    "trace_in_answer": "in een antwoord",
    "trace_account": "een profiel of account",
    "trace_address": "een adres",
    "trace_bsn": "een burgerservicenummer",
    "trace_email": "een e-mailadres",
    "trace_iban": "een rekeningnummer",
    "trace_name": "een naam",
    "trace_only": "zegt dat u de enige was",
    "trace_phone": "een telefoonnummer",
    "trace_plate": "een kenteken",
    "trace_self": "zegt iets over uzelf",
    "traces_limits": "Dit programma vindt alleen wat het kent. Wat alleen u kunt weten, vindt het niet;"
    " lees uw tekst dus zelf nog een keer.",
    "ask_go_on": "Toch doorgaan? Typ ja",
    "text_to_change": "U wilt de tekst eerst veranderen.",
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
    "answers_too_long": "De tekst en de antwoorden zijn samen {characters} tekens te lang; maak ze"
    " korter.",
    "answers_unreadable": "Het bestand {file} is geen TOML in UTF-8; laat sluis-report questions zien"
    " hoe het moet.",
    "answers_unknown": "De vraag {question} is er niet op deze lijn; de vragen zijn: {questions}.",
    "answers_not_asked": "De vraag {question} wordt alleen gesteld als {earlier} = {choice}; haal het"
    " antwoord weg, of voeg dat toe.",
    "answers_want_text": "Het antwoord op {question} is een tekst; zet hem tussen aanhalingstekens.",
    "answers_want_one": "Het antwoord op {question} is een van deze: {choices}.",
    "answers_want_several": "Het antwoord op {question} is een lijst van een of meer van deze:"
    " {choices}.",
    "answers_to_nothing": "Er wordt hier niets gevraagd; laat --answers of --no-questions weg.",
    "questions_file": "Bewaar dit als bestand, haal de # weg voor wat u wilt antwoorden, en noem het bij"
    " --answers.",
    "questions_follow": "Nu een paar vragen. U mag elke vraag overslaan met Enter.",
    "ask_one": "Nummer:",
    "ask_several": "Nummers (met een spatie ertussen):",
    "ask_text": "Antwoord:",
    "ask_again": "Typ een nummer van 1 tot en met {most}, of alleen Enter.",
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
    "file_too_large": "Het bestand {file} is te groot (hoogstens {most} MB); stuur een kleiner"
    " deel.",
    "files_too_large": "De bestanden zijn samen te groot (hoogstens {most} MB); stuur een deel later na.",
    "file_changed": "Het bestand {file} veranderde tijdens het lezen; sluit"
    " andere programma's die het gebruiken en probeer het opnieuw.",
    "unknown_line": "Die lijn is er niet; kies een van deze: {lines}.",
    "unknown_slot": "Vertrouwenspersoon {slots} hoort niet bij deze lijn; controleer het nummer bij"
    " --exclude-slot.",
    "line_needed": "Er is nog geen antwoord dat zegt aan wie de aanvulling gaat; noem de lijn"
    " opnieuw met --line, en zo nodig --exclude-slot.",
    "no_proposal": "Er is geen tekst om over te oordelen: die staat dan in een antwoord (sluis-report"
    " check).",
    "other_proposal": "Bij dit kenmerk is geen tekst getoond; lees met sluis-report check wat er nu"
    " staat, en neem het kenmerk over dat erbij staat.",
    "proposal": "Deze tekst willen wij doorgeven aan {recipient}. Kan iemand u hieraan herkennen?",
    "proposal_mark": "Antwoord met sluis-report follow-up en een van deze drie: --agree {mark},"
    " --too-traceable {mark}, of --withdraw (de hele melding).",
    "proposal_until": "Tot en met {date} gaat hij niet weg. Antwoordt u niet, dan doen wij wat u bij"
    " het versturen koos voor als u niet terugkomt. Koos u niets, dan geven wij niets door.",
    "proposal_files": "Er gaan bestanden mee, door ons opnieuw gemaakt: {files}.",
    "withdrawn": "Zodra een vertrouwenspersoon dit leest, wordt er niets meer doorgegeven; bellen is"
    " sneller ({phone}). Wat al was doorgegeven, kan niemand terughalen.",
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
    "fingerprint": "Dit zijn de acht woorden van de sleutel; vergelijk ze met een poster, of bel {phone}. Zijn het"
    " andere woorden, verstuur dan niets.",
    "no_root": "Dit programma weet nog niet bij welke dienst het hoort; geef de sleutel van de"
    " dienst met --root.",
    "wrong_root": "De sleutel bij --root klopt niet; het zijn 64 tekens, cijfers en a tot f.",
    "wrong_address": "Het adres bij --server klopt niet; het begint met https:// en heeft geen"
    " naam of wachtwoord erin.",
    "unsafe_address": "Dit adres is niet veilig; gebruik een adres met https://, of een"
    " .onion-adres.",
    "wrong_onion": "In dit .onion-adres zit een fout; kijk na of u het hele adres hebt overgenomen (56 letters"
    " en cijfers voor .onion).",
    "onion_needs_tor": "Een .onion-adres is alleen via Tor te bereiken; start de Tor Browser en gebruik --tor"
    " 127.0.0.1:9150, of alleen --tor als Tor op dit apparaat zelf draait.",
    "tor_wrong_port": "Bij --tor hoort een adres op dit apparaat of in uw eigen netwerk, zoals"
    " 127.0.0.1:9150; zet --tor zonder adres achteraan.",
    "tor_not_there": "Op het adres bij --tor antwoordt niets. Draait Tor? Start de Tor Browser, wacht tot hij"
    " verbonden is, en gebruik --tor 127.0.0.1:9150.",
    "tor_not_tor": "Wat op het adres bij --tor antwoordt, is geen Tor; gebruik --tor 127.0.0.1:9150 voor de Tor"
    " Browser.",
    "tor_slow": "Tor kreeg niet op tijd verbinding met de server; wacht een paar minuten en probeer het"
    " opnieuw, of bel {phone}.",
    "tor_no_line": "Tor kreeg geen verbinding met de server; probeer het over een paar minuten opnieuw, of bel"
    " {phone}.",
    "tor_not_found": "Tor kan dit adres niet vinden, of de server staat uit; kijk het adres na en probeer het"
    " later opnieuw, of bel {phone}.",
    "name_unknown": "Dit adres is niet te vinden; kijk het adres bij --server na en of u internet hebt, en"
    " probeer het opnieuw, of bel {phone}.",
    "line_refused": "Op dit adres neemt niemand op; kijk het adres bij --server na en probeer het later"
    " opnieuw, of bel {phone}.",
    "line_not_secure": "De beveiligde verbinding met de server kwam niet tot stand, of brak af; kijk het adres"
    " na en probeer het later opnieuw, of bel {phone}.",
    "line_damages": "Het bestand raakt onderweg steeds beschadigd; probeer het via een andere verbinding,"
    " of bel {phone}.",
    "fetching_answers": "Alle antwoorden ophalen",
    "certificate_wrong": "De server kan niet bewijzen dat hij bij dit adres hoort: misschien leest iemand mee;"
    " verstuur niets via dit netwerk, en bel {phone}.",
    "without_tor": "Let op: zonder --tor ziet uw provider dat u deze dienst bezoekt, en ziet de server uw"
    " internetadres.",
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
    "codename_not_printed": "De codenaam kon niet worden weggeschreven; hier staat hij alsnog.",
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
    "out_exists": "Het bestand {file} is er al; kies een andere naam bij --out, of overschrijf het"
    " met --force.",
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
    "parcels_sealed": "Er horen bijlagen bij ({count}): {names}. Verstuur ze samen met de melding, met: sluis-report"
    " upload {file} {names}",
    "parcels_missing": "Bij dit bericht horen nog {count} verzegelde bijlagen; noem ze achter hetzelfde"
    " bericht.",
    "parcel_of_another": "De verzegelde bijlage {file} hoort niet bij dit bericht; laat haar weg.",
    "two_messages": "Dit zijn twee berichten; verstuur ze een voor een, elk met de eigen bijlagen.",
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
