"""The door of the portal's pages: whose cookie this is, and whether a form came from our own page.

A form is taken when three things hold: the browser says that it was sent from
this very origin, the cookie is there (it is `SameSite=Strict`), and the form
carries a token that only a page of the same session can know.
"""

import hashlib
import hmac

from flask import Request, Response

from journalist_ui.portal.desk import DeskRefusal, Session

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_LABEL = b"sluis portal form"


def cookie_name(*, is_https: bool) -> str:
    """Return the cookie's name; browsers take the first only over https, for this host and from its root."""
    return "__Host-sluis" if is_https else "sluis"


def set_cookie(response: Response, session: Session, *, is_https: bool) -> None:
    """Give a browser its session, until the browser is closed; no script can read it."""
    response.set_cookie(
        cookie_name(is_https=is_https),
        session.token,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=is_https,
    )


def clear_cookie(response: Response, *, is_https: bool) -> None:
    """Take the cookie back."""
    response.delete_cookie(
        cookie_name(is_https=is_https), path="/", httponly=True, samesite="Strict", secure=is_https
    )


def form_token(session_token: str) -> str:
    """Return what a form of this session carries; the session cannot be told from it."""
    return hmac.new(session_token.encode(), _LABEL, hashlib.sha256).hexdigest()


def require_form_token(session_token: str, sent: str) -> None:
    """Refuse a form that no page of this session made."""
    if not hmac.compare_digest(form_token(session_token).encode(), sent.encode()):
        raise DeskRefusal("old-page", "This page is not of this session.", status=403)


def require_own_origin(request: Request, *, is_https: bool) -> None:
    """Refuse what changes something and was not sent from a page of this very address."""
    if request.method in SAFE_METHODS:
        return
    own = f"{'https' if is_https else 'http'}://{request.host}"
    fetched_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.headers.get("Origin") != own or fetched_from != "same-origin":
        raise DeskRefusal("origin", "This was not sent from a page of this portal.", status=403)
