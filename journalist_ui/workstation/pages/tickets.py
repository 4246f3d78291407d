"""One ticket for each page from which something is done that counts: two clicks do it once."""

import secrets

from flask import g, request


def new_ticket() -> str:
    """Return a ticket for a form."""
    ticket = secrets.token_urlsafe(16)
    g.desk.tickets.add(ticket)
    return ticket


def has_ticket() -> bool:
    """Tell whether the form that came has a ticket that nothing was done with."""
    return request.form.get("ticket") in g.desk.tickets


def spend_tickets() -> None:
    """Let no form count that was given before."""
    g.desk.tickets.clear()
