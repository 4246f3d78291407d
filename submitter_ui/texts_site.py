"""What `sluis-report verify-site` says, in both languages: a part of `submitter_ui.texts`."""

DUTCH_SITE = {
    "site_same": "Alle {files} bestanden van de site zijn zoals de wortelhouders ze hebben getekend"
    " (gemaakt voor {date}).",
    "site_differs": "Bij {count} adressen van de site (gemaakt voor {date}) is iets niet zoals het hoort;"
    " gebruik de site niet, bewaar deze uitvoer, vergelijk nog eens vanaf een andere plek, en blijft het"
    " zo, bel dan {phone}.",
    "site_headers": "Wat een browser mag, is vergeleken met wat versie {ours} van dit programma weet; de site"
    " is van versie {theirs}. Zijn die niet gelijk, neem dan dit programma in de versie van de site. Beheert"
    " u de server, zorg dan dat niets ervoor (een proxy) iets aan deze regels verandert of toevoegt.",
    "site_changed": "is anders dan wat is getekend",
    "site_missing": "is er niet",
    "site_unknown": "staat niet in wat is getekend",
    "site_header": 'komt met {header} "{came}" in plaats van "{expected}"',
    "site_header_missing": 'komt zonder {header}; dat moet "{expected}" zijn',
    "site_header_more": 'komt met {header} "{came}"; dat heeft de site niet',
    "site_header_form": 'komt met {header} "{came}"; zo hoort het er niet uit te zien',
    "site_tag": "krijgt voor elk bezoek een ander kenmerk; daaraan is een bezoeker te herkennen",
    "site_unsigned": "Deze site heeft geen getekende lijst van bestanden, dus er is niets om mee te"
    " vergelijken; vraag ernaar bij {phone}.",
    "site_wrongly_signed": "De lijst van bestanden is niet door genoeg wortelhouders getekend, of is van"
    " een andere dienst; gebruik de site niet en bel {phone}.",
}
ENGLISH_SITE = {
    "site_same": "All {files} files of the site are as the root holders signed them (made for {date}).",
    "site_differs": "At {count} addresses of the site (made for {date}) something is not as it should be;"
    " do not use the site, keep this output, compare again from another place, and if it stays so, call"
    " {phone}.",
    "site_headers": "What a browser may do was compared with what release {ours} of this program knows; the"
    " site is of release {theirs}. If these differ, take this program in the release of the site. If you"
    " run the server, see that nothing in front of it (a proxy) changes these rules or adds to them.",
    "site_changed": "is not what was signed",
    "site_missing": "is not there",
    "site_unknown": "is not in what was signed",
    "site_header": 'comes with {header} "{came}" instead of "{expected}"',
    "site_header_missing": 'comes without {header}, which must be "{expected}"',
    "site_header_more": 'comes with {header} "{came}", which the site does not have',
    "site_header_form": 'comes with {header} "{came}", which is not how it should look',
    "site_tag": "gets another tag at each visit, by which a visitor can be known again",
    "site_unsigned": "This site has no signed list of its files, so there is nothing to compare with; ask"
    " about it at {phone}.",
    "site_wrongly_signed": "The list of files was not signed by enough root holders, or is of another"
    " service; do not use the site and call {phone}.",
}
