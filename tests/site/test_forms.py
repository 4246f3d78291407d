"""The forms of the lines: what they must hold, and every fault told by file, place and remedy."""

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.keyring import LINES
from submitter_ui.form_checks import MAX_ANSWERS, MAX_QUESTIONS, faults_of, read_forms
from submitter_ui.line_forms import FORMS, LineForm, WrongForm, read_form_file

Raw = dict[str, Any]
FILES = sorted(FORMS.glob("*.toml"))
RAW: dict[str, Raw] = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FILES}
OFFICES = (
    *("burgemeester", "wethouder", "raadslid", "griffier", "gemeentesecretaris", "commissaris"),
    *("gedeputeerde", "statenlid", "bestuurder", "dijkgraaf", "politicus", "familie"),
)


def faults(raw: Raw) -> list[str]:
    """Return what is wrong with a form that has the right fields."""
    return list(faults_of(msgspec.convert(raw, LineForm), stem=raw["line"]))


def changed(line: str, change: Callable[[Raw], object]) -> Raw:
    """Return the form of a line after something was done to it."""
    raw = copy.deepcopy(RAW[line])
    change(raw)
    return raw


def refusal_of(tmp_path: Path, text: str, name: str = "contact.toml") -> str:
    """Return why a file with this text is no form."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(WrongForm) as refused:
        read_form_file(path)
    return str(refused.value)


def choices_of(line: str, question: str) -> list[str]:
    """Return the ids of what can be chosen in a question."""
    (found,) = (each for each in RAW[line]["questions"] if each["id"] == question)
    return [choice["id"] for choice in found["choices"]]


def test_every_line_of_the_service_has_a_form() -> None:
    """Six forms in the order in which they are offered, the one that is most urgent first."""
    assert [form.line for form in read_forms()] == [
        "bedreiging",
        "afpersing",
        "integriteit",
        "signaal",
        "klacht",
        "contact",
    ]
    assert {form.line for form in read_forms()} == set(LINES)


def test_threats_ask_for_exactly_the_twelve_roles() -> None:
    """Eleven offices and their families, or nothing."""
    assert choices_of("bedreiging", "rol") == [*OFFICES, "liever_niet"]
    assert "twijfel" in choices_of("bedreiging", "wat_gebeurt_er")


def test_integrity_has_exactly_the_seven_topics_and_another() -> None:
    """And six kinds of organisation."""
    assert len(choices_of("integriteit", "onderwerp")) == 7 + 1
    assert choices_of("integriteit", "onderwerp")[-1] == "anders"
    assert len(choices_of("integriteit", "soort_organisatie")) == 6


def test_extortion_says_never_pay_before_it_asks_anything() -> None:
    """The first words under the line, with the number for danger beside them."""
    form = next(form for form in read_forms() if form.line == "afpersing")
    assert form.cards[0].title.nl == "Betaal nooit"
    assert "{emergency}" in form.cards[0].advice[-1].nl


@pytest.mark.parametrize("line", sorted(RAW))
def test_no_fault_in_a_committed_form(line: str) -> None:
    """Each file by itself is right."""
    assert faults(RAW[line]) == []


@given(st.data())
def test_a_missing_translation_is_named_where_it_misses(data: st.DataObject) -> None:
    """Take one language of any text away: the fault names file and field."""
    line = data.draw(st.sampled_from(sorted(RAW)))
    raw = copy.deepcopy(RAW[line])
    said = data.draw(st.sampled_from(list(_texts(raw))))
    gone = data.draw(st.sampled_from(["nl", "en"]))
    del said[gone]
    with pytest.raises(msgspec.ValidationError, match=f"missing required field `{gone}`"):
        msgspec.convert(raw, LineForm)


@given(st.data())
def test_an_unknown_field_is_refused_wherever_it_stands(data: st.DataObject) -> None:
    """Also deep inside: a word that is mistyped would otherwise be a question that is never asked."""
    raw = copy.deepcopy(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    data.draw(st.sampled_from(list(_tables(raw))))["requird"] = True
    with pytest.raises(msgspec.ValidationError, match="unknown field `requird`"):
        msgspec.convert(raw, LineForm)


@given(st.data(), st.sampled_from(["Rol", "1_tot_3", "ja nee", "é", "", "a" * 41, "a-b", "a\n"]))
def test_an_id_that_a_message_cannot_carry_is_refused(data: st.DataObject, wrong: str) -> None:
    """The protocol's word is the only form of an id."""
    raw = copy.deepcopy(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    named = [table for table in _tables(raw) if "id" in table]
    data.draw(st.sampled_from(named))["id"] = wrong
    with pytest.raises(msgspec.ValidationError, match="regex"):
        msgspec.convert(raw, LineForm)


@given(st.data())
def test_a_question_twice_is_refused(data: st.DataObject) -> None:
    """Two answers under one name would be one."""
    raw = copy.deepcopy(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    twice = data.draw(st.sampled_from(raw["questions"]))
    raw["questions"].append(copy.deepcopy(twice))
    assert f"question {twice['id']}: this id is there twice; give one of them another id" in faults(
        raw
    )


@given(st.data())
def test_a_condition_on_what_is_not_asked_before_is_refused(data: st.DataObject) -> None:
    """On no question, on itself, on a later one, or on a choice that is not there."""
    line = data.draw(st.sampled_from(sorted(RAW)))
    raw = copy.deepcopy(RAW[line])
    number = data.draw(st.integers(0, len(raw["questions"]) - 1))
    question = raw["questions"][number]
    later = [each["id"] for each in raw["questions"][number:]]
    asked = data.draw(st.sampled_from([*later, "nergens"]))
    question["when"] = {"question": asked, "choice": "ja"}
    wanted = f"question {question['id']}: when: no earlier question is called {asked}"
    assert any(fault.startswith(wanted) for fault in faults(raw))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw.update(line="lijn7"), "a keyring cannot have a line lijn7"),
        (lambda raw: _question(raw)["choices"].clear(), "there is too little to choose from"),
        (lambda raw: _question(raw).update(kind="text"), "a short text has no choices"),
        (
            lambda raw: _question(raw).update(
                kind="one", choices=[{"id": "x", "nl": "x", "en": "x"}]
            ),
            "there is too little to choose from",
        ),
        (
            lambda raw: _question(raw)["choices"].append(dict(_question(raw)["choices"][0])),
            "choice bedreiging: this id is there twice",
        ),
        (
            lambda raw: _question(raw)["choices"][1].update(nl="Bedreiging"),
            "two choices say 'Bedreiging' in nl",
        ),
        (lambda raw: _question(raw)["ask"].update(nl="Wat?\nEn?"), "it has a line break"),
        (lambda raw: _question(raw)["ask"].update(nl="Wat? "), "a needless blank"),
        (lambda raw: _question(raw)["ask"].update(nl="Wat\u202e?"), "it has a line break"),
        (lambda raw: _question(raw)["ask"].update(en="Call {phone}"), "nothing is filled in here"),
        (
            lambda raw: raw.update(label={"nl": "Uw {x}", "en": "x"}),
            "label.nl: nothing is filled in",
        ),
        (lambda raw: raw["cards"][0]["title"].update(nl="{name}"), "only {phone} and {emergency}"),
        (
            lambda raw: raw["questions"][3].update(when={"question": "rol", "choice": "koning"}),
            "question rol has no choice koning",
        ),
        (
            lambda raw: raw["questions"].extend(
                {**_question(raw), "id": f"vraag_{n}"} for n in range(MAX_QUESTIONS)
            ),
            f"there are more than {MAX_QUESTIONS}",
        ),
        (
            lambda raw: _question(raw)["choices"].extend(
                {"id": f"k{n}", "nl": f"{n} {'x' * 290}", "en": f"{n}"} for n in range(40)
            ),
            f"{MAX_ANSWERS} fit; ask less",
        ),
    ],
)
def test_each_fault_says_what_to_do(change: Callable[[Raw], object], told: str) -> None:
    """One fault, one sentence with the place in it."""
    found = faults(changed("bedreiging", change))
    assert any(told in fault for fault in found), found


def test_a_file_and_its_line_have_one_name() -> None:
    """Whoever looks for a line's form finds it."""
    form = msgspec.convert(RAW["contact"], LineForm)
    assert list(faults_of(form, stem="klacht")) == [
        "line: it says contact; give the file and the line the same name"
    ]


def test_two_forms_cannot_have_one_place(tmp_path: Path) -> None:
    """The order of the lines is nobody's guess."""
    for path in FILES:
        text = path.read_text("utf-8").replace("place = 6", "place = 5")
        (tmp_path / path.name).write_text(text, "utf-8")
    with pytest.raises(WrongForm, match=r"contact.toml: another form has place 5 too"):
        read_forms(tmp_path)


def test_a_folder_without_forms_is_told(tmp_path: Path) -> None:
    """A page with no line would help nobody."""
    with pytest.raises(WrongForm, match="there is no form in this folder"):
        read_forms(tmp_path)


def test_a_fault_of_the_fields_names_the_question_by_its_id(tmp_path: Path) -> None:
    """By its number where the id itself is what is wrong."""
    text = FORMS.joinpath("contact.toml").read_text("utf-8")
    assert "contact.toml: question waarover.ask: Object missing required field `en`" in refusal_of(
        tmp_path, text.replace('ask.en = "What is your question about?"', "")
    )
    assert "question 7.id: an id is a small letter" in refusal_of(
        tmp_path, text.replace('id = "waarover"', 'id = "7"')
    )
    assert "question 1.id: Expected `str`, got `int`" in refusal_of(
        tmp_path, text.replace('id = "waarover"', "id = 7")
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("line = ", "it is not TOML"),
        ('line = "contact"\n' + "#" * 70_000, "it is larger than"),
        ("", "Object missing required field `line`"),
    ],
)
def test_a_file_that_is_no_form_is_named(tmp_path: Path, text: str, told: str) -> None:
    """Whatever it is, the file's name stands in front."""
    refused = refusal_of(tmp_path, text)
    assert refused.startswith("contact.toml: ")
    assert told in refused


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """An editor that saves in Latin-1 is told so."""
    path = tmp_path / "contact.toml"
    path.write_bytes('line = "één"'.encode("latin-1"))
    with pytest.raises(WrongForm, match="it is not in UTF-8"):
        read_form_file(path)


def _question(raw: Raw) -> Raw:
    first: Raw = raw["questions"][0]
    return first


def _tables(raw: Any) -> list[Raw]:
    """Return every table of a form that has named fields."""
    if isinstance(raw, list):
        return [table for each in raw for table in _tables(each)]
    if isinstance(raw, dict):
        return [raw, *(table for each in raw.values() for table in _tables(each))]
    return []


def _texts(raw: Raw) -> list[Raw]:
    return [table for table in _tables(raw) if "nl" in table]
