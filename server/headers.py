"""The headers of every response: for the pages people see, for what runs in a worker, and for what is only read.

A response carries what a browser heeds there and no more: each header would go over the line once for every
request of a visit. The policies (CSP) among them stand in `crypto/page_policy.py`, where the site's signed
manifest has them from too.
"""

from flask import Response

from crypto.page_policy import API_POLICY, DESK_POLICY, SITE_POLICY, WORKER_POLICY

_READ = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_RUN = _READ | {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
}
_OPENED = _RUN | {
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_FEATURES = (
    "accelerometer",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
"""What could tell of the device or of the person, or act for them."""

API_HEADERS = _READ | {"Content-Security-Policy": API_POLICY}
"""For programs. In a frame the policy lets nobody show them."""
STILL_HEADERS = API_HEADERS
"""For style, pictures and a page's scripts: a browser reads the policy only where somebody opens one as a page."""
WORKER_HEADERS = _RUN | {"Content-Security-Policy": WORKER_POLICY}
SITE_HEADERS = _OPENED | {"Content-Security-Policy": SITE_POLICY}
PAGE_HEADERS = SITE_HEADERS | {
    "Permissions-Policy": ",".join(f"{feature}=()" for feature in _FEATURES)
}
"""Half a kilobyte that browsers read on a page only, so that nothing else carries it."""
PORTAL_HEADERS = PAGE_HEADERS | {
    # With no-referrer a browser sends a form without its origin, which the portal checks.
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": DESK_POLICY,
}
"""The portal's pages have no script at all, and their addresses hold no secret that a referrer could tell."""
TLS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
"""Two years; only where the settings say https, or a trial on plain HTTP would lock itself out."""


def add_headers(response: Response, headers: dict[str, str]) -> Response:
    """Set the headers that a response does not carry yet."""
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
