"""The policies of our pages: each thing a page may not do is named, and what it may is what was asked for."""

import pytest

from crypto.page_policy import DESK_POLICY, SITE_POLICY, page_policy


def directives(policy: str) -> dict[str, str]:
    """Return what a policy says, by directive."""
    pairs = (directive.partition(" ") for directive in policy.split("; "))
    return {name: value for name, _space, value in pairs}


def test_a_page_is_allowed_what_is_named_and_nothing_else() -> None:
    """Every other directive that browsers know is closed by its own name."""
    policy = directives(page_policy({"img-src": "'self'"}))
    assert policy.pop("require-trusted-types-for") == "'script'"
    assert policy.pop("img-src") == "'self'"
    assert set(policy.values()) == {"'none'"}
    assert {"default-src", "base-uri", "frame-ancestors", "script-src", "worker-src"} <= set(policy)


def test_every_policy_names_the_same_directives() -> None:
    """Site and desks differ in what they allow, not in what they speak of."""
    assert directives(SITE_POLICY).keys() == directives(DESK_POLICY).keys()


def test_a_page_on_a_disk_leaves_out_what_only_a_header_can_say() -> None:
    """A browser would complain of `frame-ancestors` in a page's own text."""
    in_header, in_page = (directives(page_policy({}, in_header=each)) for each in (True, False))
    assert in_header.keys() - in_page.keys() == {"frame-ancestors"}


def test_a_directive_that_is_none_is_refused() -> None:
    """A slip of the pen would leave a page with less than was meant, in silence."""
    with pytest.raises(ValueError, match="directives"):
        page_policy({"img-scr": "'self'"})
