"""A second reader of the protocol, written from docs/protocol.md alone: a module for each part of the page.

It shares no code with the project: it shows that the page is enough to open a
report or a handover with its files, find a reply and judge what is published.
Numbers in brackets are the page's sections. Here: what is refused, with the outcome of section 13.
For tests only: it hides nothing from somebody who measures time.
"""


class Refused(Exception):
    """Nothing of the input is used; `outcome` is one of section 13."""

    def __init__(self, outcome: str, why: str = "") -> None:
        super().__init__(f"{outcome}: {why}")
        self.outcome = outcome


def need(holds: object, outcome: str = "Malformed", why: str = "") -> None:
    """Go on only if it holds."""
    if not holds:
        raise Refused(outcome, why)
