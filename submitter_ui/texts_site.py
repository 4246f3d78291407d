"""What `sluis-report verify-site` says, in both languages: a part of `submitter_ui.texts`."""

DUTCH_SITE = {
    "site_same": "Alle {files} bestanden van de site zijn zoals de wortelhouders ze hebben getekend"
    " (gemaakt voor {date}).",
    "site_differs": "{count} van {files} bestanden van de site zijn niet zoals de wortelhouders hebben"
    " getekend (gemaakt voor {date}); gebruik de site niet, bewaar deze uitvoer, vergelijk nog eens"
    " vanaf een andere plek, en blijft het zo, bel dan {phone}.",
    "site_changed": "is anders dan wat is getekend",
    "site_missing": "is er niet",
    "site_unknown": "staat niet in wat is getekend",
    "site_policy": "komt met andere regels voor de browser dan is getekend",
    "site_headers": "komt met regels voor de browser die de site niet heeft: {headers}",
    "site_tag": "krijgt voor elk bezoek een ander kenmerk; daaraan is een bezoeker te herkennen",
    "site_unsigned": "Deze site heeft geen getekende lijst van bestanden, dus er is niets om mee te"
    " vergelijken; vraag ernaar bij {phone}.",
    "site_wrongly_signed": "De lijst van bestanden is niet door genoeg wortelhouders getekend, of is van"
    " een andere dienst; gebruik de site niet en bel {phone}.",
}
ENGLISH_SITE = {
    "site_same": "All {files} files of the site are as the root holders signed them (made for {date}).",
    "site_differs": "{count} of {files} files of the site are not as the root holders signed them (made"
    " for {date}); do not use the site, keep this output, compare again from another place, and if it"
    " stays so, call {phone}.",
    "site_changed": "is not what was signed",
    "site_missing": "is not there",
    "site_unknown": "is not in what was signed",
    "site_policy": "comes with other rules for the browser than were signed",
    "site_headers": "comes with rules for the browser that the site does not have: {headers}",
    "site_tag": "gets another tag at each visit, by which a visitor can be known again",
    "site_unsigned": "This site has no signed list of its files, so there is nothing to compare with; ask"
    " about it at {phone}.",
    "site_wrongly_signed": "The list of files was not signed by enough root holders, or is of another"
    " service; do not use the site and call {phone}.",
}
