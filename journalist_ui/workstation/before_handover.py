"""What was said before a handover, as objects and as lines for a terminal: marks, answers at the gates, objections."""

from collections.abc import Iterator, Mapping
from typing import Any

from crypto.case import Case
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
    draft = case["draft"] or {"hash": ""}
    for said in case["objections"]:
        if said["draft"] == draft["hash"]:
            yield f"slot {said['slot']} does not approve this draft: {visible(said['text'])}"
