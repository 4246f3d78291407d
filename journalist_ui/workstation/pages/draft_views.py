"""Writing a handover beside the report, with files made anew; checked before it is signed."""

from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_work import Written
from journalist_ui.workstation.leaving_checks import Findings
from journalist_ui.workstation.pages.handover_page import PAGES, AtCase, at_case
from journalist_ui.workstation.pages.handover_words import PLACE_WORDS
from journalist_ui.workstation.pages.refusing import Said, say
from journalist_ui.workstation.pages.showing import has_hidden
from journalist_ui.workstation.pages.tickets import has_ticket, new_ticket, spend_tickets
from journalist_ui.workstation.pages.typed import forget_typed, typed
from submitter_ui.speaking.texts import text

NO_RECIPIENT = text("Kies een ontvanger.")
NO_SUBJECT = text("Schrijf een onderwerp.")
NO_TEXT = text("Schrijf de nieuwe tekst.")
NOT_APART = text("Ga na of de ontvanger losstaat van degene om wie het gaat, en zet een vinkje.")
NOT_CLEAN = text("Kijk de bestanden na op wat erin staat, en zet een vinkje.")
AGAIN = text("Kijk alles nog een keer na, en leg het dan voor.")


@dataclass(frozen=True, slots=True)
class Checked:
    """A handover as typed: what may not leave, how much room is left, what is still missing."""

    written: Written
    findings: Findings
    room: int
    hidden: bool
    missing: list[str]

    @property
    def can_be_signed(self) -> bool:
        """Whether nothing stands in the way."""
        return self.findings.can_leave and self.room >= 0 and not self.missing


@PAGES.route("/cases/<number>/handover/write", methods=["GET", "POST"])
def write(number: str) -> AnyResponse | str | tuple[str, int]:
    """Write the new text; bring files; have it checked; give it to a colleague."""
    refusals = take_files(at_case(number)) if request.method == "POST" else []
    at, step = at_case(number), request.form.get("step", "")
    done = redirect(url_for("handover.show", number=at.number), code=303)
    if not at.standing.pass_on:
        return done
    written = _written(at)
    if step == "sign" and _is_signed(at, written):
        # The second of two clicks: the first has signed it.
        forget_typed()
        return done
    checked = _check(at, written)
    if step == "sign" and checked.can_be_signed and not refusals:
        try:
            at.work.draft(at.number, written)
        except (Refused, ProtocolError) as error:
            refusals.append(say(error))
        else:
            spend_tickets()
            forget_typed()
            return done
    page = render_template(
        "handover_write.html",
        at=at,
        checked=checked,
        step=step,
        refusals=refusals,
        places=PLACE_WORDS,
        ticket=new_ticket(),
    )
    return (page, 409) if refusals else page


def take_files(at: AtCase) -> list[Said]:
    """Bring the files of a form to the case, take away the one whose button was pressed; return what was refused."""
    refusals = []
    for file in request.files.getlist("file"):
        if file.filename:
            try:
                at.work.bring(at.number, name=file.filename, stream=cast(BinaryIO, file.stream))
            except Refused as error:
                refusals.append(say(error))
    if unwanted := request.form.get("away"):
        try:
            at.work.take_away(at.number, unwanted)
        except Refused as error:
            refusals.append(say(error))
    return refusals


def _written(at: AtCase) -> Written:
    """Return what is being written, at first what the newest draft says."""
    if kept := typed():
        return Written(kept["recipient"], kept["subject"], kept["text"])
    if at.draft is None:
        return Written()
    return Written(at.draft["recipient"], at.draft["subject"], at.draft["text"])


def _check(at: AtCase, written: Written) -> Checked:
    form = request.form
    wanted = (
        (written.recipient in at.standing.recipients, NO_RECIPIENT),
        (written.subject.strip(), NO_SUBJECT),
        (written.text.strip(), NO_TEXT),
        ("apart" in form, NOT_APART),
        ("clean" in form or not at.standing.files, NOT_CLEAN),
        (has_ticket(), AGAIN),
    )
    return Checked(
        written,
        at.work.check(at.number, written),
        at.work.room(at.number, written),
        has_hidden(written.subject + written.text),
        [words for holds, words in wanted if not holds],
    )


def _is_signed(at: AtCase, written: Written) -> bool:
    """Tell whether the newest draft is ours and says just this, with just these files."""
    draft = at.draft
    if draft is None or not at.is_own_draft:
        return False
    said = Written(draft["recipient"], draft["subject"], draft["text"])
    files = {file["sha256"] for file in draft["files"]}
    return said == written and files == {file.sha256 for file in at.standing.files}
