"""The headers of every response: one set for what programs read, one for the pages people see.

A page may load its own script, style, picture and worker, talk to its own
server, and nothing else; each thing it may not is named, because not every
browser lets `default-src` stand for all of them.
"""

from flask import Response

_COMMON = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OWN = ("connect-src", "form-action", "img-src", "script-src", "style-src", "worker-src")
_NOTHING = (
    "default-src",
    "base-uri",
    "child-src",
    "font-src",
    "frame-ancestors",
    "frame-src",
    "manifest-src",
    "media-src",
    "object-src",
)
_SCRIPTED = ("connect-src", "script-src", "worker-src")
_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "unload",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

API_HEADERS = _COMMON | {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
}
SITE_HEADERS = _COMMON | {
    "Content-Security-Policy": "; ".join(
        [f"{directive} 'none'" for directive in _NOTHING]
        + [f"{directive} 'self'" for directive in _OWN]
        + ["require-trusted-types-for 'script'", "trusted-types sluis"]
    ),
}
STILL_HEADERS = API_HEADERS
"""For style and pictures, of which a browser reads the policy only where somebody opens one as a page."""
PAGE_HEADERS = SITE_HEADERS | {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES)
}
"""A kilobyte that browsers read on a page only, so that nothing else carries it."""
PORTAL_HEADERS = (
    _COMMON
    | {"Permissions-Policy": PAGE_HEADERS["Permissions-Policy"]}
    | {
        # With no-referrer a browser sends a form without its origin, which the portal checks.
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "; ".join(
            [f"{directive} 'none'" for directive in (*_NOTHING, *_SCRIPTED)]
            + [f"{directive} 'self'" for directive in _OWN if directive not in _SCRIPTED]
            + ["require-trusted-types-for 'script'", "trusted-types 'none'"]
        ),
    }
)
"""The portal's pages have no script at all, and their addresses hold no secret that a referrer could tell."""
TLS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
"""Two years; only where the settings say https, or a trial on plain HTTP would lock itself out."""


def add_headers(response: Response, headers: dict[str, str]) -> Response:
    """Set the headers that a response does not carry yet."""
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
