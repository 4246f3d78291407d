"""Every sentence that `sluis-report` says, in Dutch (level B1) and in English.

A refusal is one sentence that tells what to do next. The number and the hours
are those of De Vertrouwenslijn.
"""

from collections.abc import Mapping
from typing import Literal

from submitter_ui.texts_dutch import DUTCH
from submitter_ui.texts_english import ENGLISH
from submitter_ui.texts_misuse import DUTCH_MISUSE, ENGLISH_MISUSE
from submitter_ui.texts_site import DUTCH_SITE, ENGLISH_SITE

Language = Literal["nl", "en"]
NAME = "De Vertrouwenslijn"
_PHONE_NL = "0800 2800 200 (elke dag van 10.00 tot 17.00 uur)"
_PHONE_EN = "0800 2800 200 (daily from 10.00 to 17.00)"

TEXTS: Mapping[str, Mapping[str, str]] = {
    "nl": {**DUTCH, **DUTCH_SITE, **DUTCH_MISUSE},
    "en": {**ENGLISH, **ENGLISH_SITE, **ENGLISH_MISUSE},
}
EMERGENCY = "112"
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
