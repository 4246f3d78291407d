"""Vectors of what is said of a report before it leaves (docs/protocol.md sections 11.1 and 11.4)."""

from typing import Any

from vectors.kit import Topic
from vectors.make_folds import Event, event
from vectors.service import DAY

_DRAFT, _OTHER = "d" * 64, "f" * 64
_FACTS = ["who", "what", "where", "when", "how"]


def _marked(*words: str) -> dict[str, Any]:
    return {"type": "marked", "words": list(words)}


def _judged(
    *facts: str, circle: str = "11-or-more", consent: str = "agreed", **more: Any
) -> dict[str, Any]:
    return {"type": "judged", "circle": circle, "consent": consent, "facts": list(facts), **more}


def _objected(text: str, draft: str = _DRAFT) -> dict[str, Any]:
    return {"type": "objected", "draft": draft, "text": text}


def _shown(answer_by: int = DAY + 14, draft: str = _DRAFT, **more: Any) -> dict[str, Any]:
    return {"type": "shown", "answer_by": answer_by, "draft": draft, "message": "a" * 32, **more}


def _without(act: dict[str, Any], field: str) -> dict[str, Any]:
    return {key: value for key, value in act.items() if key != field}


def good_acts() -> list[tuple[str, dict[str, Any], str]]:
    """Return (name, act, comment) of what an event may say."""
    return [
        ("two-hundred-words", _marked(*(f"w{n}" for n in range(200))), "200 at most."),
        (
            "a-word-of-100-characters",
            _marked("\U0001f512" * 100),
            "Characters, whatever their size.",
        ),
        ("no-word-at-all", _marked(), "All that the slot had marked is taken back."),
        ("a-judgement", _judged(*_FACTS), "Every fact, in their order."),
        (
            "a-judgement-of-nothing-known",
            _judged(circle="1-3", consent="not-shown"),
            "Not concrete.",
        ),
        ("an-objection", _objected("De dag noemt de melder."), "To one draft."),
        ("a-showing", _shown(), "Of one draft, to the reporter."),
    ]


def wrong_acts() -> list[tuple[str, dict[str, Any], str]]:
    """Return (name, act, comment) of what no event may say."""
    return [*_wrong_words(), *_wrong_judgements(), *_wrong_objections(), *_wrong_showings()]


def _wrong_words() -> list[tuple[str, dict[str, Any], str]]:
    return [
        ("two-hundred-and-one-words", _marked(*(f"w{n}" for n in range(201))), "200 at most."),
        ("a-word-of-101-characters", _marked("w" * 101), "100 at most."),
        ("an-empty-word", _marked(""), "At least one character."),
        ("a-word-twice", _marked("Janssen", "brug", "Janssen"), "Each once."),
        ("a-word-that-is-a-number", {"type": "marked", "words": [12]}, "Text."),
        ("words-in-one-text", {"type": "marked", "words": "Janssen"}, "A list."),
        ("words-that-are-missing", {"type": "marked"}, "Nothing marked is an empty list."),
        ("words-with-a-reason", {**_marked("Janssen"), "text": "x"}, "Nothing unknown is allowed."),
    ]


def _wrong_judgements() -> list[tuple[str, dict[str, Any], str]]:
    whole = _judged("who", "what")
    return [
        ("facts-in-another-order", _judged("what", "who"), "One form."),
        ("facts-in-the-order-of-letters", _judged("how", "what", "who"), "Their own order."),
        ("a-fact-twice", _judged("what", "what"), "Each once."),
        ("a-fact-of-another-kind", _judged("why"), "One of five."),
        ("a-fact-in-upper-case", _judged("Who"), "Spelled so."),
        ("facts-in-one-text", {**whole, "facts": "who"}, "A list."),
        ("a-circle-of-another-size", _judged(circle="4-11"), "One of three."),
        ("a-circle-that-is-a-number", {**whole, "circle": 3}, "One of three."),
        ("a-circle-of-nothing", _judged(circle=""), "One of three."),
        ("a-consent-of-another-kind", _judged(consent="maybe"), "One of four."),
        ("a-consent-of-nothing", {**whole, "consent": None}, "One of four."),
        *(
            (f"a-judgement-without-{field}", _without(whole, field), "All three.")
            for field in ("circle", "consent", "facts")
        ),
        ("a-judgement-in-prose", _judged(text="x"), "Nothing unknown is allowed."),
    ]


def _wrong_objections() -> list[tuple[str, dict[str, Any], str]]:
    whole = _objected("Nee.")
    return [
        ("an-objection-to-31-bytes", _objected("Nee.", "d" * 62), "32."),
        ("an-objection-in-upper-case", _objected("Nee.", "D" * 64), "Small letters."),
        ("an-objection-to-nothing", {**whole, "draft": None}, "It names its draft."),
        ("an-objection-without-a-draft", _without(whole, "draft"), "It names its draft."),
        ("an-objection-without-words", _without(whole, "text"), "Both."),
        (
            "an-objection-with-a-signature",
            {**whole, "signature": "0" * 128},
            "Its event is signed.",
        ),
    ]


def _wrong_showings() -> list[tuple[str, dict[str, Any], str]]:
    whole = _shown()
    return [
        *(
            (f"a-showing-without-{field.replace('_', '-')}", _without(whole, field), "All three.")
            for field in ("answer_by", "draft", "message")
        ),
        ("a-showing-of-31-bytes", _shown(draft="d" * 62), "32."),
        ("a-showing-until-before-1970", _shown(-1), "Four bytes, unsigned."),
        ("a-showing-with-words", _shown(text="x"), "The proposal has those."),
    ]


def _output(
    *,
    marked: list[Any] | None = None,
    judged: list[Any] | None = None,
    objections: list[Any] | None = None,
) -> dict[str, Any]:
    return {"marked": marked or [], "judged": judged or [], "objections": objections or []}


def make_leaving() -> Topic:
    """Return the vectors of what is said before a handover; nothing is refused."""
    topic = Topic("leaving", "11.4", base={})
    for name, events, output, comment in [*_orders(), *_takings_back(), *_odd_ones()]:
        topic.ok(name, comment, output, events=events)
    return topic


def _orders() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    events = [
        event(0, 0, _marked("Janssen")),
        event(1, 0, _marked("brug", "Janssen")),
        event(0, 1, _judged("what")),
        event(1, 1, _judged("who", "what", "when", circle="4-10", consent="silent-go")),
        event(1, 2, _objected("Te precies.")),
        event(0, 2, _objected("Ook de plaats.", _OTHER)),
        event(1, 3, _objected("Nog steeds.")),
    ]
    whole = _output(
        marked=[[0, ["Janssen"]], [1, ["brug", "Janssen"]]],
        judged=[
            [0, ["what"], "11-or-more", "agreed"],
            [1, ["who", "what", "when"], "4-10", "silent-go"],
        ],
        objections=[
            [0, DAY, _OTHER, "Ook de plaats."],
            [1, DAY, _DRAFT, "Te precies."],
            [1, DAY, _DRAFT, "Nog steeds."],
        ],
    )
    return [
        ("nothing-said", [], _output(), "There is no default."),
        ("two-slots-each-for-itself", events, whole, "By day, slot, generation, sequence."),
        ("the-same-in-reverse", events[::-1], whole, "In whatever order they came."),
    ]


def _takings_back() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    first = event(0, 0, _marked("Janssen", "oud"))
    closed = event(0, 1, _judged(circle="1-3", consent="silent-stop"))
    return [
        (
            "another-list-in-place-of-the-first",
            [event(0, 2, _marked("brug"), day=DAY + 1), first],
            _output(marked=[[0, ["brug"]]]),
            "The newest of a slot is all that it marks.",
        ),
        (
            "an-empty-list-in-place-of-the-first",
            [first, event(0, 2, _marked())],
            _output(marked=[[0, []]]),
            "It takes everything back.",
        ),
        (
            "the-later-generation-of-a-slot-judges-anew",
            [event(0, 0, _judged("what"), generation=2), closed],
            _output(judged=[[0, ["what"], "11-or-more", "agreed"]]),
            "A replaced workstation begins at 0 and speaks last.",
        ),
        (
            "another-slot-takes-nothing-back",
            [first, closed, event(1, 0, _marked()), event(1, 1, _judged("what"))],
            _output(
                marked=[[0, ["Janssen", "oud"]], [1, []]],
                judged=[
                    [0, [], "1-3", "silent-stop"],
                    [1, ["what"], "11-or-more", "agreed"],
                ],
            ),
            "Each for itself.",
        ),
    ]


def _odd_ones() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    closed = event(0, 1, _judged(circle="1-3", consent="silent-stop"))
    return [
        (
            "a-judgement-not-known-here-behind-one-that-is",
            [closed, event(0, 2, _judged("why"))],
            _output(judged=[[0, [], "1-3", "silent-stop"]]),
            "An unknown form changes nothing.",
        ),
        (
            "an-objection-that-came-before-its-draft",
            [
                event(0, 1, {"type": "drafted", "body": "{}", "signature": "1" * 128}),
                event(1, 0, _objected("Nee."), day=DAY - 1),
            ],
            _output(objections=[[1, DAY - 1, _DRAFT, "Nee."]]),
            "It stands, whatever is drafted.",
        ),
        (
            "a-draft-shown-twice",
            [event(1, 0, _shown(DAY + 20), day=DAY + 6), event(0, 0, _shown())],
            {**_output(), "shown": [[0, DAY, _DRAFT, DAY + 14], [1, DAY + 6, _DRAFT, DAY + 20]]},
            "Each showing stands, in their order.",
        ),
    ]
