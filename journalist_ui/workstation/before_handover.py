"""What was said before a handover, as objects and for a terminal: marks, gates, objections, the reporter's word."""

from collections.abc import Iterator, Mapping
from typing import Any

from crypto.case import Case
from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.consenting import word_of
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.gates import answers_by
from journalist_ui.workstation.screen import visible, visible_line


def tell_before_handover(team: Case) -> dict[str, Any]:
    """Return what the members of a case marked, judged and objected, for `show`."""
    return {
        "marked": {str(slot): list(words) for slot, words in sorted(team.marked.items())},
        "judged": {
            str(slot): {
                "facts": list(said.facts),
                "circle": said.circle,
                "consent": said.consent,
                "pass_on": said.pass_on,
            }
            for slot, said in sorted(answers_by(team.judged).items())
        },
        "objections": [
            {"slot": said.slot, "draft": said.draft, "text": said.text} for said in team.objections
        ],
    }


def tell_consent(view: CaseView, day: int) -> dict[str, Any]:
    """Return where the reporter stands, for `show`: the stage, since when, what was shown and until when."""
    word = word_of(view.team, view.messages)
    said, showing = word.withdrawal or word.on_draft, word.showing
    return {
        "stage": word.stage(day),
        "day": said and write_day(said.day),
        "text": said.text if said else "",
        "shown_by": showing and showing.slot,
        "shown": showing and write_day(showing.day),
        "answer_by": showing and write_day(showing.answer_by),
    }


def lines_before_handover(case: Mapping[str, Any]) -> Iterator[str]:
    """Yield the same in words, safe for a terminal; objections to the newest draft only."""
    for slot, words in case["marked"].items():
        if words:
            yield f"marked by slot {slot}, may not leave: {visible_line('; '.join(words))}"
    for slot, said in case["judged"].items():
        facts = ", ".join(said["facts"]) or "nothing"
        how = "may be passed on" if said["pass_on"] else "is NOT passed on"
        yield (
            f"judged by slot {slot}: this {how} (it says: {facts}; who could know:"
            f" {said['circle']}; the reporter: {said['consent']})"
        )
    yield from _lines_of_consent(case["consent"])
    draft = case["draft"] or {"hash": ""}
    for said in case["objections"]:
        if said["draft"] == draft["hash"]:
            yield f"slot {said['slot']} does not approve this draft: {visible(said['text'])}"


def _lines_of_consent(consent: Mapping[str, Any]) -> Iterator[str]:
    said, until = consent["day"], consent["answer_by"]
    words = {
        "withdrawn": f"WITHDRAWN by the reporter on {said}: nothing may leave, and the case may be destroyed",
        "traceable": f"the reporter finds this draft TOO TRACEABLE ({said}); write another",
        "agreed": f"the reporter agreed to this draft on {said}",
        "waiting": f"shown to the reporter, who has until {until}; wait for the answer",
        "silent": f"shown to the reporter, who did not answer by {until}: what was chosen when sending counts",
    }
    if consent["stage"] in words:
        yield words[consent["stage"]]
