"""The headers of the portal's pages, and how headers are set; those of the site are in `crypto/page_headers.py`."""

from flask import Response

from crypto.page_headers import PAGE_HEADERS
from crypto.page_policy import DESK_POLICY

PORTAL_HEADERS = PAGE_HEADERS | {
    # With no-referrer a browser sends a form without its origin, which the portal checks.
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": DESK_POLICY,
}
"""The portal's pages have no script at all, and their addresses hold no secret that a referrer could tell."""


def add_headers(response: Response, headers: dict[str, str]) -> Response:
    """Set the headers that a response does not carry yet."""
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
