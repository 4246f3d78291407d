"""What a browser lets our pages do: the policies (CSP) with which site, API and desks are sent.

Those of the site and its API are part of the signed manifest (docs/protocol.md section 5.6), so that a server
that sends weaker ones shows. Each thing a page may not do is named, because not every browser lets
`default-src` stand for all of them.
"""

from collections.abc import Mapping

OWN = "'self'"
INLINE = "data:"
_NOTHING = "'none'"
_DIRECTIVES = (
    "default-src",
    "base-uri",
    "child-src",
    "connect-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "script-src",
    "style-src",
    "worker-src",
)
_HEADER_ONLY = "frame-ancestors"
"""Means nothing in a page's own text, and browsers complain of it there."""


def page_policy(
    allowed: Mapping[str, str], *, trusted_types: str = _NOTHING, in_header: bool = True
) -> str:
    """Return the policy that allows a page these sources, by directive, and nothing else.

    `trusted_types` names the one maker of what a script may load. Raises `ValueError` for a
    directive that is none.
    """
    if not allowed.keys() <= set(_DIRECTIVES):
        raise ValueError("a policy allows by directives that it knows")
    left = [name for name in _DIRECTIVES if in_header or name != _HEADER_ONLY]
    return "; ".join(
        [f"{name} {_NOTHING}" for name in left if name not in allowed]
        + [f"{name} {source}" for name, source in allowed.items()]
        + ["require-trusted-types-for 'script'", f"trusted-types {trusted_types}"]
    )


SITE_POLICY = page_policy(
    {
        "connect-src": OWN,
        "form-action": OWN,
        "img-src": INLINE,
        "script-src": OWN,
        "style-src": OWN,
        "worker-src": OWN,
    },
    trusted_types="sluis",
)
"""A page of the site loads its own script, style and worker, talks to its own server, and fetches no picture at all."""
API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For what is no page, of which a browser reads the policy only where somebody opens it as one."""
WORKER_POLICY = (
    f"{API_POLICY}; connect-src {OWN}; script-src {OWN}"
    f"; require-trusted-types-for 'script'; trusted-types {_NOTHING}"
)
"""The site's worker talks to its own server, loads the script for files, and makes no script of a text."""
DESK_POLICY = page_policy({"form-action": OWN, "img-src": OWN, "style-src": OWN})
"""A page of the portal or of the workstation's desk: no script at all."""
POLICIES = {
    "/api/": API_POLICY,
    "/api/form/": SITE_POLICY,
    "/assets/": API_POLICY,
    "/assets/worker.": WORKER_POLICY,
}
"""What a manifest names beside `SITE_POLICY`, by the beginning of an address; the longest counts."""
