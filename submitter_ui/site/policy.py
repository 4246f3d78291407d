"""The policies with which a server sends the site and its API: part of the signed manifest, so that a change shows.

The server has them in its own code (`server/headers.py`); a test compares the two.
"""

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
_OWN = ("connect-src", "form-action", "img-src", "script-src", "style-src", "worker-src")

SITE_POLICY = "; ".join(
    [f"{directive} 'none'" for directive in _NOTHING]
    + [f"{directive} 'self'" for directive in _OWN]
    + ["require-trusted-types-for 'script'", "trusted-types sluis"]
)
API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
POLICIES = {
    "/api/": API_POLICY,
    "/api/form/": SITE_POLICY,
    "/assets/icon.": API_POLICY,
    "/assets/site.": API_POLICY,
}
"""By the beginning of an address; the longest counts. Style and picture are no pages: nothing is what they need."""
