"""Why a step of a handover was refused, in words of the page, by the beginning of the program's own sentence."""

from submitter_ui.speaking.texts import text

HANDOVER_SENTENCES = {
    "a marked word stands": text(
        "Er staat een gemarkeerd woord in het onderwerp, de tekst of de naam van een bestand. Zeg het"
        " anders, of laat de schrijver een nieuwe tekst maken."
    ),
    "words of the reporter's stand literally": text(
        "Er staat een stuk in dat net zo in de melding staat. Zeg het in eigen woorden."
    ),
    "a confidant found this report": text(
        "Een vertrouwenspersoon vindt deze melding niet concreet genoeg, of te makkelijk te herleiden."
        " Overleg, en beantwoord de twee vragen opnieuw."
    ),
    "the reporter has withdrawn": text(
        "De melder heeft deze melding ingetrokken. Er gaat niets meer weg. Sluit de zaak af."
    ),
    "the reporter finds this draft": text(
        "De melder vindt deze tekst te herleidbaar. Schrijf een andere, en laat die lezen."
    ),
    "the reporter has until": text(
        "De melder kan deze tekst nu lezen. Wacht op het antwoord, of tot de laatste dag voorbij is."
    ),
    "this draft was shown": text("De melder kan deze tekst al lezen. Wacht op het antwoord."),
    "a reporter has": text("Kies hoelang de melder heeft om te antwoorden."),
    "the draft is about": text(
        "De tekst is te lang om aan de melder te laten lezen. Schrijf een kortere."
    ),
    "both gates want an answer": text("Geef bij elke vraag een antwoord."),
    "at most": text("Er zijn te veel woorden gemarkeerd. Houd over wat kan verraden."),
    "a marked word has": text(
        "Een gemarkeerd woord heeft minstens twee letters of cijfers, en hoogstens honderd tekens."
        " Zet de delen van een langer stuk op eigen regels."
    ),
    "a handover has a subject and a text": text("Schrijf een onderwerp en een tekst."),
    "the subject is longer": text("Het onderwerp is te lang. Zet meer in de tekst."),
    "the handover is about": text("De tekst is te lang. Maak hem korter, of laat een bestand weg."),
    "a colleague has drafted today too": text(
        "Een collega schreef vandaag ook een tekst voor deze zaak, en die geldt. Keur die goed, of"
        " leg de uwe morgen voor. Uw tekst staat nog hier."
    ),
    "the draft has changed": text(
        "De tekst is veranderd nadat hij hier getoond werd. Lees eerst de nieuwe."
    ),
    "this is your own draft": text(
        "Dit is uw eigen tekst. Een andere vertrouwenspersoon van deze zaak moet hem goedkeuren."
    ),
    "you have approved this draft": text(
        "U hebt deze tekst al goedgekeurd. Hij kan worden overgedragen."
    ),
    "this draft has": text(
        "Bij deze tekst horen bestanden die u nog niet bekeken hebt. Neem ze van de stick van uw"
        " collega, en vergelijk ze eerst."
    ),
    "nobody has drafted": text("Er is nog geen tekst om over te dragen. Schrijf die eerst."),
    "nobody else has approved": text(
        "Nog niemand anders heeft deze tekst goedgekeurd. Laat een collega meelezen."
    ),
    "this draft was handed over": text("Deze tekst is al overgedragen."),
    "the files of this draft are": text(
        "De bestanden bij deze tekst liggen in de kluis van wie hem schreef. Draag daar over."
    ),
    "the recipient has other readers": text(
        "De ontvanger heeft andere lezers dan toen dit geschreven werd. Schrijf de tekst opnieuw, en"
        " laat hem nog eens goedkeuren."
    ),
    "this recipient has": text(
        "Deze ontvanger heeft te veel lezers voor bestanden. Laat de bestanden weg, en zeg het de"
        " sleutelhouders."
    ),
    "the recipients' file is of another": text(
        "De lijst met ontvangers hoort bij een andere sleutelring. Haal de nieuwe op en maak hem"
        " bekend met sluis-workstation enrol."
    ),
    "you are not a member": text("U bent geen lid van deze zaak. Een lid moet dit doen."),
    "no more than": text("Er kunnen niet meer bestanden mee. Haal er eerst een weg."),
    "this file is here already": text("Dit bestand is er al. Elk bestand gaat één keer mee."),
    "that file is not here": text("Dit bestand is hier niet meer. Kies het opnieuw van de stick."),
    "something of this case has not left": text(
        "Er moet nog iets van deze zaak weg. Maak eerst het pakket, en vernietig daarna."
    ),
    "two confidants hold this case": text(
        "Twee vertrouwenspersonen houden deze zaak vast vanwege de wet. Vernietig hem na de laatste"
        " dag."
    ),
    "this case was not handed over": text(
        "Deze zaak is nog niet overgedragen. Pas daarna kan hij vernietigd worden."
    ),
    "a hold has a reason": text("Kies een reden, en een laatste dag die nog niet voorbij is."),
    "a day is written as": text("Vul een dag in: dag, maand en jaar."),
    "this is too long for the others": text("Dit is te lang om mee te sturen. Maak het korter."),
    "the folder": text(
        "De map om uit te wisselen, naast de kluis, is voor anderen te lezen. Laat hem weghalen: hij"
        " wordt vanzelf opnieuw gemaakt."
    ),
    "the disk cannot be written": text(
        "Op de schijf waar de kluizen staan kan niet geschreven worden. Vraag om hulp."
    ),
    "the pack is not there": text(
        "Wat er klaarlag is er niet meer. Vraag uw collega om het opnieuw klaar te leggen."
    ),
    "there are no keys of this week": text(
        "Er zijn hier geen sleutels van deze week. Lees eerst het nieuwste pakket in."
    ),
    "the answer is too long": text("Het antwoord is te lang. Maak het korter, of stuur er twee."),
    "the service has no such line": text(
        "De dienst heeft deze lijn niet meer. Bel de vertrouwenspersonen."
    ),
}
