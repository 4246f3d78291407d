"""Traces of the writer in a text: names, numbers, and turns of phrase by which somebody could be known.

The same rules as in a browser (`client/traces.json`, read by `client/page/traces.ts`
too), in the part of regular expressions that both languages have: ASCII classes, no
look-behind, every repetition bounded. What only the writer can know is not found.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MOST = 100
"""No text is searched for more: who has so many of them need not see each."""
_LONGEST = 65_536
"""Characters that are searched: no message has room for more."""
_RULES = Path(__file__).parent / "client" / "traces.json"
_BEFORE, _AFTER = r"^|\W", r"(?!\w)"
_PLAIN_OR_SIGN = re.compile(r"([\n -~]+)|.", re.DOTALL)
_NO_WIDTH = ("M", "Cf")
_SIGNS = {"\t": " ", "\r": " ", "\u2018": "'", "\u2019": "'", "\u2212": "-"}
_CITIZEN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SHORTEST_IBAN = 15


@dataclass(frozen=True, slots=True)
class Trace:
    """Of which kind it is, and where in the text: `text[start:end]`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text in plain signs; where each of them came from, and the end."""

    text: str
    origin: list[int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What to look for, and how much of what was found is one of its kind."""

    kind: str
    pattern: re.Pattern[str]
    check: Callable[[str], int]


def find_traces(text: str) -> list[Trace]:
    """Return the traces in a text, in order, none of them within another."""
    folded = _fold(text[:_LONGEST])
    found = [trace for rule in _rules() for trace in _search(folded, rule)]
    found.sort(key=lambda trace: (trace.start, -trace.end))
    apart: list[Trace] = []
    for trace in found:
        if not apart or trace.start >= apart[-1].end:
            apart.append(trace)
    return apart[:MOST]


@cache
def _given() -> Mapping[str, Any]:
    given: Mapping[str, Any] = json.loads(_RULES.read_text(encoding="utf-8"))
    return given


@cache
def _alike() -> Mapping[str, str]:
    """Return Latin letters by those of Cyrillic and Greek that look the same."""
    alike = _given()["alike"]
    return dict(zip(alike["look"], alike["read"], strict=True))


@cache
def _rules() -> list[_Rule]:
    given = _given()
    return [
        _Rule(rule["kind"], _compile(rule, given["words"]), _CHECKS[rule.get("check", "none")])
        for rule in given["rules"]
    ]


def _compile(rule: Mapping[str, Any], words: Mapping[str, str]) -> re.Pattern[str]:
    before, after = rule.get("before", _BEFORE), rule.get("after", _AFTER)
    source = f"(?:{before})({'|'.join(rule['find'])}){after}"
    while (filled := re.sub(r"<(\w+)>", lambda name: words[name[1]], source)) != source:
        source = filled
    # Python's $ is also before a last line break, JavaScript's is the end.
    return re.compile(source.replace("$", r"\Z"), re.ASCII | (0 if "exact" in rule else re.I))


def _search(folded: _Folded, rule: _Rule) -> Iterator[Trace]:
    place = count = 0
    while count < MOST and (match := rule.pattern.search(folded.text, place)):
        start = match.start(1)
        length = rule.check(match[1])
        place = start + (length or 1)
        if length:
            count += 1
            yield Trace(rule.kind, folded.origin[start], _end_of(folded.origin, start + length))


def _end_of(origin: list[int], place: int) -> int:
    """Take accents along with their letter, and all that was written as one sign."""
    while place < len(origin) and origin[place] == origin[place - 1]:
        place += 1
    return origin[min(place, len(origin) - 1)]


def _fold(text: str) -> _Folded:
    """Bring signs that look the same to one of them, without accents and what has no width."""
    origin: list[int] = []
    folded: list[str] = []
    for piece in _PLAIN_OR_SIGN.finditer(text):
        if piece[1]:
            folded.append(piece[0])
            origin.extend(range(piece.start(), piece.end()))
        else:
            signs = _fold_sign(piece[0])
            folded.append(signs)
            origin.extend([piece.start()] * len(signs))
    return _Folded("".join(folded), [*origin, len(text)])


def _fold_sign(sign: str) -> str:
    return "".join(map(_plain_sign, unicodedata.normalize("NFKD", sign)))


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category.startswith(_NO_WIDTH):
        return ""
    if category == "Pd":
        return "-"
    return " " if category.startswith("Z") else _SIGNS.get(sign) or _alike().get(sign, sign)


def _length_of_iban(found: str) -> int:
    """Return how much of it is an account number; what follows may look like more of it."""
    for length in range(len(found), 0, -1):
        inside = found[length : length + 1].isalnum()
        if not inside and _is_iban(re.sub(r"\W", "", found[:length])):
            return length
    return 0


def _is_iban(signs: str) -> bool:
    """Return whether the check of 97 holds (ISO 13616), where A is 10 and Z is 35."""
    turned = signs[4:] + signs[:4]
    digits = "".join(str(int(sign, 36)) for sign in turned)
    return len(signs) >= _SHORTEST_IBAN and int(digits) % 97 == 1


def _length_of_citizen_number(found: str) -> int:
    """Return all of it if it passes the eleven test; eight digits lost their zero in front."""
    digits = re.sub(r"\D", "", found).zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(_CITIZEN_WEIGHTS, digits, strict=True))
    return len(found) if total > 0 and total % 11 == 0 else 0


def _length_of_plate(found: str) -> int:
    """Return all of it, unless it lacks a hyphen and is not as plates are since 1978, in capitals."""
    looks_like_many = re.search(r"[a-zAEIOUCQ]|(?:\d.*){4}", found)
    return 0 if found.count("-") < 2 and looks_like_many else len(found)


_CHECKS: Mapping[str, Callable[[str], int]] = {
    "none": len,
    "iban": _length_of_iban,
    "bsn": _length_of_citizen_number,
    "plate": _length_of_plate,
}
