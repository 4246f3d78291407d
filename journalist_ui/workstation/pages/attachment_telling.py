"""What a page tells of a look at a file: why it is not shown, what it is, what stands in it, what to mind."""

from collections.abc import Callable
from typing import Any

from journalist_ui.workstation.kept_files import KeptFile
from journalist_ui.workstation.pages.attachment_warnings import warnings_of
from journalist_ui.workstation.pages.attachment_words import KINDS, MACHINE, OUTCOMES, tell
from journalist_ui.workstation.sandbox.outcomes import Look, Refused


def tell_look(file: KeptFile, look: Look, *, say: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the same words for every page that shows a file; `say` may put others in place of a sentence."""
    refused = look if isinstance(look, Refused) else None
    return {
        "look": look,
        "form": type(look).__name__,
        "refused": say(OUTCOMES[refused.status]) if refused else None,
        "at_machine": refused is not None and refused.status in MACHINE,
        "kind": KINDS[look.kind],
        "told": [] if isinstance(look, Refused) else list(tell(look.facts)),
        "warnings": [say(warning) for warning in warnings_of(file, look)],
    }
