"""The table of headers: what goes with each kind of file of the site, and what never does."""

import pytest

from crypto.page_headers import (
    API_HEADERS,
    PAGE_HEADERS,
    SITE_HEADERS,
    STILL_HEADERS,
    TODAY_HEADERS,
    WORKER_HEADERS,
    file_headers,
)
from crypto.page_policy import API_POLICY, SITE_POLICY, WORKER_POLICY

HTML, TEXT, BYTES = (
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
    "application/octet-stream",
)
SCRIPT = "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "headers", "cache", "kind"),
    [
        ("nl/melden/index.html", PAGE_HEADERS, "no-store", HTML),
        ("404.html", PAGE_HEADERS, "no-store", HTML),
        ("assets/page.nl.0123.js", STILL_HEADERS, "immutable", SCRIPT),
        ("assets/worker.0123.js", WORKER_HEADERS, "immutable", SCRIPT),
        ("assets/workers.css", STILL_HEADERS, "immutable", "text/css; charset=utf-8"),
        ("robots.txt", SITE_HEADERS, "no-cache", TEXT),
        ("manifest.signed", SITE_HEADERS, "no-cache", BYTES),
        ("unheard-of.kind", SITE_HEADERS, "no-cache", BYTES),
        ("without", SITE_HEADERS, "no-cache", BYTES),
    ],
)
def test_each_kind_of_file_has_its_headers(
    name: str, headers: dict[str, str], cache: str, kind: str
) -> None:
    """Its policy, how long it may be kept, and what it is; a page is never kept."""
    sent = file_headers(name, packed=False)
    assert sent.pop("Cache-Control").endswith(cache)
    assert sent.pop("Content-Type") == kind
    assert sent == headers


def test_what_is_packed_says_that_it_differs_by_visitor() -> None:
    """One header more, and nothing else."""
    plain, packed = (file_headers("index.html", packed=each) for each in (False, True))
    assert packed.items() - plain.items() == {("Vary", "Accept-Encoding")}


def test_the_offline_page_is_saved_and_not_opened() -> None:
    """Here its script would not run."""
    sent = file_headers("sluis-offline.html", packed=False)
    assert sent["Content-Disposition"] == 'attachment; filename="sluis-offline.html"'
    assert "Content-Disposition" not in file_headers("nl/sluis-offline.html", packed=False)


def test_each_place_has_the_policy_that_the_manifest_names() -> None:
    """A page, its worker, and what is no page."""
    named = [PAGE_HEADERS, SITE_HEADERS, WORKER_HEADERS, STILL_HEADERS, API_HEADERS, TODAY_HEADERS]
    assert [headers["Content-Security-Policy"] for headers in named] == [
        SITE_POLICY,
        SITE_POLICY,
        WORKER_POLICY,
        *[API_POLICY] * 3,
    ]
    assert all(headers["X-Content-Type-Options"] == "nosniff" for headers in named)
