"""A handover from a case, step by step: where it stands, the two questions, the words that may not leave."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from crypto.acts import FACTS
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.form_answers import PASS_ON_IN_SILENCE
from journalist_ui.workstation.gates import CIRCLES, CONSENTS, Answers
from journalist_ui.workstation.pages.handover_page import PAGES, at_case
from journalist_ui.workstation.pages.handover_words import (
    CIRCLE_WORDS,
    CONSENT_WORDS,
    FACT_WORDS,
)
from journalist_ui.workstation.pages.marking import propose_words
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.typed import forget_typed, typed


@PAGES.get("/cases/<number>/handover")
def show(number: str) -> str:
    """Show how far the handover of a case is, and what comes next."""
    return render_template("handover_steps.html", at=at_case(number))


@PAGES.route("/cases/<number>/handover/questions", methods=["GET", "POST"])
def questions(number: str) -> AnyResponse | str | tuple[str, int]:
    """Ask whether the report is concrete, and whether it can be traced."""
    at = at_case(number)
    given, said = at.standing.own_answers or Answers(), None
    if request.method == "POST":
        facts = tuple(fact for fact in FACTS if fact in request.form.getlist("facts"))
        form = request.form
        given = Answers(facts, form.get("circle", ""), form.get("consent", ""))
        if given == at.standing.own_answers:
            return redirect(url_for("handover.show", number=at.number), code=303)
        try:
            at.work.answer_gates(at.number, given)
        except Refused as error:
            said = say(error)
        else:
            return redirect(url_for("handover.show", number=at.number), code=303)
    page = render_template(
        "handover_questions.html",
        at=at,
        given=given,
        said=said,
        facts=[(fact, FACT_WORDS[fact]) for fact in FACTS],
        circles=[(circle, CIRCLE_WORDS[circle]) for circle in CIRCLES],
        may_pass_on_in_silence=PASS_ON_IN_SILENCE in at.case["consents"],
        consents=[(consent, CONSENT_WORDS[consent]) for consent in CONSENTS],
    )
    return (page, 409) if said else page


@PAGES.route("/cases/<number>/handover/words", methods=["GET", "POST"])
def words(number: str) -> AnyResponse | str | tuple[str, int]:
    """Let a confidant mark the words of a report that may not leave."""
    at, said = at_case(number), None
    own = "\n".join(at.standing.own_words)
    written = typed().get("words", own)
    if request.method == "POST":
        written = "\n".join([written.rstrip("\n"), *request.form.getlist("proposed")]).strip("\n")
        try:
            if written != own:
                at.work.mark(at.number, written.split("\n"))
        except Refused as error:
            said = say(error)
        else:
            forget_typed()
            if request.form.get("step") == "more":
                return redirect(url_for("handover.words", number=at.number), code=303)
            return redirect(url_for("handover.show", number=at.number), code=303)
    others = {s: m for s, m in at.standing.marked_by.items() if s != at.standing.slot and m}
    originals = at.standing.originals
    page = render_template(
        "handover_marks.html",
        at=at,
        written=written,
        others=others,
        proposed=propose_words(originals, marked=[*at.standing.marked, *written.split("\n")]),
        said=said,
    )
    return (page, 409) if said else page
