"""What the headers of responses must be, spelled out once for pages of reporters and of the portal."""

from werkzeug.test import TestResponse

READ = {"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
RUN = READ | {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
}
OPENED = RUN | {"Cross-Origin-Opener-Policy": "same-origin", "X-Frame-Options": "DENY"}
NONE = {"'none'"}
SELF = {"'self'"}
STRICT = {"default-src": NONE, "base-uri": NONE, "form-action": NONE, "frame-ancestors": NONE}
HSTS = "Strict-Transport-Security"


def policy_of(response: TestResponse) -> dict[str, set[str]]:
    """Return the Content-Security-Policy of a response by directive."""
    return parse_policy(response.headers["Content-Security-Policy"])


def parse_policy(policy: str) -> dict[str, set[str]]:
    """Return a policy by directive."""
    return {name: set(values) for name, *values in map(str.split, policy.split("; "))}
