"""The form of a line: advice before the story, questions after it; one file a line, in both languages.

A form is data (`forms/*.toml`): the site is rendered from it, and `sluis-report` asks
from it, so a new line needs a file and no code. A file is read strictly; what its
fields cannot say by their types is judged in `submitter_ui.form_checks`. Every fault
is a `WrongForm` that names the file, the place in it, and what to do.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from crypto.messages import Key
from submitter_ui.texts import Language

FORMS = Path(__file__).parent / "forms"
MAX_FORM = 1 << 16

Phrase = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Place = Annotated[int, msgspec.Meta(ge=1, le=99)]
_AT = re.compile(r" - at `\$(?P<path>.*)`\Z")
_NUMBERED = re.compile(r"\.(cards|questions)\[(\d+)\]")
_SINGULAR = {"cards": "card", "questions": "question"}


class WrongForm(Exception):
    """A form cannot be used: its file, the place in it, and what to do."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}: {what}")


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    nl: Phrase
    en: Phrase

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        return self.nl if language == "nl" else self.en


class Choice(Said, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the answers that can be chosen; whoever chooses it gives the consent that it names."""

    id: Key
    consent: Key | None = None


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier question, and the choice in it that must have been made."""

    question: Key
    choice: Key


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question that nobody has to answer: choose one, choose several, or a short text of one's own."""

    id: Key
    kind: Literal["one", "several", "text"]
    ask: Said
    hint: Said | None = None
    choices: list[Choice] = []
    when: Condition | None = None


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Advice that stands before the story: a title, and what to do."""

    title: Said
    advice: list[Said] = []


class LineForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line as a reporter meets it: its place among the lines, its name, what to write about, what is asked.

    `label` is what the field for it is called, where that is no story.
    """

    line: Key
    place: Place
    name: Said
    about: Said
    story: Said
    label: Said | None = None
    cards: list[Card] = []
    questions: list[Question] = []


def read_form_file(path: Path) -> LineForm:
    """Return the form in a TOML file by its types alone, or raise `WrongForm`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise WrongForm(path.name, "it cannot be read; look at its permissions") from error
    if len(raw) > MAX_FORM:
        raise WrongForm(path.name, f"it is larger than {MAX_FORM} bytes; ask less")
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8")), LineForm)
    except UnicodeDecodeError as error:
        raise WrongForm(path.name, "it is not in UTF-8; save it as text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongForm(path.name, f"it is not TOML: {error}; mend that line") from error
    except msgspec.ValidationError as error:
        raise WrongForm(path.name, _in_words(str(error), raw)) from error


def form_files(folder: Path) -> Sequence[Path]:
    """Return the files of the forms in a folder, or raise `WrongForm` if there are none."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise WrongForm(
            folder.name, "there is no form in this folder; name the folder of the forms"
        )
    return files


def _in_words(fault: str, raw: bytes) -> str:
    """Return a fault of the schema with the question named by its id instead of its number."""
    found = _AT.search(fault)
    if found is None:
        return f"{fault}; mend that field"
    said, path = fault[: found.start()], found["path"]
    if "regex" in said:
        said = "an id is a small letter and at most 39 small letters, digits or _"
    whole = tomllib.loads(raw.decode("utf-8"))
    place = _NUMBERED.sub(lambda match: _named(whole, match[1], int(match[2])), path)
    return f"{place.removeprefix('.')}: {said}; mend that field"


def _named(whole: dict[str, object], kind: str, number: int) -> str:
    """Return "question rol" if that question has an id that can be read, else "question 4"."""
    items = whole.get(kind)
    item = items[number] if isinstance(items, list) else None
    name = item.get("id") if isinstance(item, dict) else None
    return f".{_SINGULAR[kind]} {name if isinstance(name, str) else number + 1}"
