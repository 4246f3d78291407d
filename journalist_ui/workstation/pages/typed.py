"""What is typed into a page of several fields: kept over the lock, as letters are (`write_views`).

Kept in memory by the keeper, under the page's address, until it is sent or the
person locks the vault.
"""

import json
from collections.abc import Mapping

from flask import g, request

from journalist_ui.workstation.pages.composing import read_text
from journalist_ui.workstation.pages.keeper import Keeper

FIELDS: Mapping[str, tuple[str, ...]] = {
    "handover.words": ("words",),
    "handover.write": ("recipient", "subject", "text"),
    "handover.check": ("why",),
    "received.answer": ("text",),
}
"""The pages on which something is written, and its fields there."""


def keep_what_was_typed(keeper: Keeper) -> None:
    """Keep what comes while the vault is locked, too: whoever unlocks it again goes on with it."""
    fields = FIELDS.get(str(request.endpoint), ())
    if request.method == "POST" and any(field in request.form for field in fields):
        said = {field: read_text(request.form.get(field, "")) for field in fields}
        # Nothing but blanks is no letter that waits to be finished.
        written = json.dumps(said) if any(text.strip() for text in said.values()) else ""
        keeper.keep_draft(request.path, written)


def typed() -> dict[str, str]:
    """Return what was typed on this page by field, or nothing."""
    kept = g.keeper.draft(request.path)
    said: dict[str, str] = json.loads(kept) if kept else {}
    return said


def forget_typed() -> None:
    """Forget what was typed on this page: it is sent."""
    g.keeper.drop_draft(request.path)
