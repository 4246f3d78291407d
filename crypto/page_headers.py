"""The headers with which the site and its API are sent, by address: what a server sends, and what a visitor may expect.

One table, which the server sends from and `sluis-report verify-site` judges by, so that no second list can
differ. The policies (CSP) in it are those of `crypto/page_policy.py`, which the signed manifest names too; the
other headers are not signed (decision 0039). A response carries what a browser heeds there and no more: each
header would go over the line once for every request of a visit.
"""

from crypto.page_policy import API_POLICY, SITE_POLICY, WORKER_POLICY

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
TLS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
"""Two years; only where the settings say https, or a trial on plain HTTP would lock itself out."""

_OCTETS = "application/octet-stream"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".signed": _OCTETS,
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
"""The site of today has no picture in a file of its own; one that was built before it had its icon there."""
NEVER, ANEW = "no-store", "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"
_SAVED = ("sluis-offline.html",)
"""Pages for a disk: here their script is not run, and a browser is to save them."""
PACKED_HEADERS = {"Vary": "Accept-Encoding"}
"""With what comes packed for whoever takes it so."""
PUBLISHED_HEADERS = {"Cache-Control": ANEW, "Content-Type": _OCTETS}
"""With what the API publishes for everybody and makes anew now and then."""
TODAY_HEADERS = API_HEADERS | PUBLISHED_HEADERS | PACKED_HEADERS


def file_headers(name: str, *, packed: bool) -> dict[str, str]:
    """Return every header that is the same each time a file of the site is sent.

    `name` is its path in the site's folder; `packed` where there is a packed form of it. A kind that is not in
    `TYPES` is bytes to a browser.
    """
    headers = _headers_of(name) | {
        "Cache-Control": _cache(name),
        "Content-Type": TYPES.get(name[name.rfind(".") :], _OCTETS),
    }
    if name in _SAVED:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers | (PACKED_HEADERS if packed else {})


def _headers_of(name: str) -> dict[str, str]:
    if name.endswith(".html"):
        return PAGE_HEADERS
    if name.startswith("assets/worker."):
        return WORKER_HEADERS
    return STILL_HEADERS if name.startswith("assets/") else SITE_HEADERS


def _cache(name: str) -> str:
    """Return how long a file may be kept: a page not at all, as it would tell of a visit."""
    if name.startswith("assets/"):
        return _FOR_EVER
    return NEVER if name.endswith(".html") else ANEW
