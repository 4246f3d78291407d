"""What `sluis-report` says of what it was given, in both languages: a part of `submitter_ui.texts`."""

DUTCH_MISUSE = {
    "misused": "Hier staat iets te veel, of er ontbreekt een opdracht; kijk na wat u hebt getypt.",
    "no_such_command": "De opdracht {given} is er niet; kies een van de opdrachten van dit programma.",
    "no_such_option": "{given} kent deze opdracht niet; kijk na wat u hebt getypt.",
    "option_alone": "Achter {option} hoort iets, of juist niets; kijk na wat u hebt getypt.",
    "option_missing": "{option} ontbreekt; typ het erbij.",
    "option_value": "Wat achter {option} staat, kan niet; kies {allowed}.",
    "number_between": "een getal van {least} tot en met {most}",
    "something_else": "iets anders",
    "text_missing": "--text ontbreekt; typ het erbij, of kies --withdraw, --agree of --too-traceable.",
    "two_words": "Kies een van deze drie: --withdraw, --agree of --too-traceable.",
    "files_with_word": "Bij --withdraw, --agree en --too-traceable gaan geen bestanden mee; laat --attach"
    " weg, of stuur de bestanden met een aanvulling.",
    "every_without_times": "--every en --times horen bij elkaar; geef ze allebei, of geen van beide.",
    "see_help": "Met {command} --help leest u wat er kan.",
}
ENGLISH_MISUSE = {
    "misused": "There is something too much, or a command is missing; look again at what you typed.",
    "no_such_command": "There is no command {given}; choose one of those that this program has.",
    "no_such_option": "This command does not know {given}; look again at what you typed.",
    "option_alone": "{option} needs something behind it, or nothing at all; look again at what you typed.",
    "option_missing": "{option} is missing; add it.",
    "option_value": "What stands behind {option} cannot be; choose {allowed}.",
    "number_between": "a number from {least} to {most}",
    "something_else": "something else",
    "text_missing": "--text is missing; add it, or choose --withdraw, --agree or --too-traceable.",
    "two_words": "Choose one of these three: --withdraw, --agree or --too-traceable.",
    "files_with_word": "No files go along with --withdraw, --agree and --too-traceable; leave out --attach,"
    " or send the files with a follow-up.",
    "every_without_times": "--every and --times go together; give both, or neither.",
    "see_help": "{command} --help says what is possible.",
}
