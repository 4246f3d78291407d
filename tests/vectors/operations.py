"""The operation of each topic, as a function from decoded inputs to decoded outputs."""

from collections.abc import Callable
from typing import Any

from vectors import run_bundles, run_formats, run_messages, run_sealing, run_trust

from crypto.errors import ProtocolError

Fields = dict[str, Any]

OPERATIONS: dict[str, Callable[[Fields], Fields]] = {
    "canonical-json": run_formats.canonical_json,
    "frame": run_formats.frame,
    "header": run_formats.header,
    "padding": run_formats.padding,
    "parts": run_formats.parts,
    "stored-object": run_formats.stored_object,
    "submission": run_formats.submission,
    "batch": run_formats.batch,
    "drop": run_formats.drop,
    "hybrid-stanza": run_sealing.hybrid_stanza,
    "sealed-file": run_sealing.sealed_file,
    "slots": run_sealing.slots,
    "text-part": run_sealing.text_part,
    "rewrap": run_sealing.rewrap,
    "codename": run_sealing.codename,
    "derivation": run_sealing.derivation,
    "keyring": run_trust.keyring,
    "rotation": run_trust.rotation,
    "site": run_trust.site,
    "period-key": run_trust.period_key,
    "revocation": run_trust.revocation,
    "recipients": run_trust.recipients,
    "head": run_trust.head,
    "today": run_trust.today,
    "completeness": run_trust.completeness,
    "buckets": run_trust.buckets,
    "messages": run_messages.messages,
    "reply": run_messages.reply,
    "handover": run_messages.handover,
    "events": run_messages.events,
    "snapshot": run_messages.snapshot,
    "fold": run_messages.folded,
    "standing": run_messages.standing,
    "leaving": run_messages.leaving,
    "bundle-inbound": run_bundles.inbound,
    "bundle-outbound": run_bundles.outbound,
}


def run(topic: str, inputs: Fields) -> tuple[str, Fields | None]:
    """Return (outcome, output) of a vector's decoded inputs by Python's own code."""
    try:
        return "ok", OPERATIONS[topic](inputs)
    except ProtocolError as error:
        return outcome_of(error), _detail(error)


def outcome_of(error: ProtocolError) -> str:
    """Return the name in section 13: of the error's class, or of the nearest one above it that stands there."""
    return next(c.__name__ for c in type(error).__mro__ if c.__module__ == "crypto.errors")


def _detail(error: ProtocolError) -> Fields | None:
    doubtful = getattr(error, "doubtful", ())
    if not doubtful:
        return None
    return {
        "doubtful": [{"place": d.place, "candidates": list(d.candidates)} for d in doubtful],
    }
