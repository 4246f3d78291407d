"""Comparing the live site with what was signed: as visitors do, whole, and at times that nobody knows."""

from collections import Counter
from collections.abc import Iterator

import pytest

from submitter_ui.statuses import Status
from tests.clients.signed_site import FILES, POLICY, SiteServer, compare, signed_list
from tests.tiny_service import TinyService


@pytest.fixture
def server() -> Iterator[SiteServer]:
    """Serve an honest site."""
    with SiteServer(TinyService()) as server:
        yield server


def test_honest_site_is_the_same(server: SiteServer) -> None:
    """Every file is fetched, whatever it was packed with."""
    result = compare(server)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"All {len(FILES)} files of the site" in result.stderr
    asked = {path for path, _headers in server.served.headers}
    assert asked == {*server.served.files, "/api/today"}


@pytest.mark.parametrize("address", ["/", "/nl/uitleg/", "/assets/worker.js", "/404.html"])
def test_changed_file_is_named(server: SiteServer, address: str) -> None:
    """A page, a script that a page loads, and a page to which nothing leads."""
    server.served.files[address] += b" "
    result = compare(server)
    assert result.exit_code == Status.NOT_TRUSTED
    assert result.stdout == f"{address}: is not what was signed\n"
    assert "do not use the site" in result.stderr


def test_script_that_nobody_signed_is_named(server: SiteServer) -> None:
    """A page that loads more is another page, and what it loads is named too."""
    more = b'<script src="/assets/more.js"></script>'
    server.served.files["/"] = server.served.files["/"].replace(b"</head>", more + b"</head>")
    server.served.files["/assets/more.js"] = b"steal()"
    assert compare(server).stdout.splitlines() == [
        "/: is not what was signed",
        "/assets/more.js: is not in what was signed",
    ]


def test_missing_file_and_weaker_policy_are_named(server: SiteServer) -> None:
    """A file that is gone, and headers that allow more."""
    del server.served.files["/robots.txt"]
    assert compare(server).stdout == "/robots.txt: is not there\n"
    server.served.files["/robots.txt"] = FILES["/robots.txt"]
    server.served.policy = POLICY.replace("'self'", "*")
    result = compare(server)
    served = len(FILES) + len(("/manifest.signed", "/api/today"))
    weaker = f'comes with Content-Security-Policy "{server.served.policy}" instead of "{POLICY}"'
    assert result.stdout.count(weaker) == served
    assert f"At {served} addresses" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Refresh", "0; url=/elsewhere/"),
        ("Link", "</more.css>; rel=stylesheet"),
        ("Set-Cookie", "known=1"),
        ("Onion-Location", "http://another.onion/"),
        ("Reporting-Endpoints", 'default="https://elsewhere.example/"'),
    ],
)
def test_header_that_does_more_is_named(server: SiteServer, name: str, value: str) -> None:
    """The same bytes, and a browser that is led elsewhere, loads more, tells somebody, or is marked."""
    server.served.more["/nl/uitleg/"] = (name, value)
    result = compare(server)
    assert result.exit_code == Status.NOT_TRUSTED
    said = f'comes with {name.lower()} "{value}", which the site does not have'
    assert result.stdout == f"/nl/uitleg/: {said}\n"


@pytest.mark.parametrize(
    ("address", "name", "right"),
    [
        ("/nl/uitleg/", "Referrer-Policy", "no-referrer"),
        ("/assets/worker.js", "Cross-Origin-Embedder-Policy", "require-corp"),
        ("/assets/site.css", "X-Content-Type-Options", "nosniff"),
        ("/manifest.signed", "Cache-Control", "no-cache"),
        ("/api/today", "Vary", "Accept-Encoding"),
    ],
)
def test_header_that_is_weaker_or_gone_is_named(
    server: SiteServer, address: str, name: str, right: str
) -> None:
    """With its address, what came, what should come, and what to do."""
    server.served.more[address] = (name, "unsafe")
    result = compare(server)
    assert result.stdout == f'{address}: comes with {name} "unsafe" instead of "{right}"\n'
    assert "nothing in front of it (a proxy) changes these rules" in result.stderr
    assert "do not use the site" in result.stderr
    assert result.exit_code == Status.NOT_TRUSTED
    server.served.more[address] = (name, "")
    assert compare(server).stdout == f'{address}: comes without {name}, which must be "{right}"\n'


def test_what_a_header_says_does_not_steer_the_terminal(server: SiteServer) -> None:
    """And is not repeated without an end."""
    server.served.more["/"] = ("X-Note", "\x1b[2J" + "x" * 5000)
    said = compare(server).stdout
    assert "\x1b" not in said
    assert len(said) < 1200


def test_tag_of_each_visitor_s_own_is_named(server: SiteServer) -> None:
    """A browser that keeps a script says its tag when it comes back."""
    server.served.more["/assets/page.js"] = ("ETag", '"{}"')
    assert compare(server).stdout == (
        "/assets/page.js: gets another tag at each visit, by which a visitor can be known again\n"
    )
    server.served.more["/assets/page.js"] = ("ETag", '"thesame"')
    assert compare(server).exit_code == 0


def test_more_behind_a_packed_page_is_a_changed_page(server: SiteServer) -> None:
    """Some browsers unpack that too."""
    server.served.trailing = "/nl/uitleg/"
    assert compare(server).stdout == "/nl/uitleg/: is not what was signed\n"


def test_pages_come_before_the_list(server: SiteServer) -> None:
    """Who asks for the list shows that they compare."""
    compare(server)
    asked = [path for path, _headers in server.served.headers]
    assert asked.index("/manifest.signed") > asked.index("/nl/uitleg/")
    assert asked[0] == "/"
    assert asked[1:6] == [
        *("/assets/worker.js", "/assets/icon.svg", "/assets/site.css"),
        *("/assets/page.js", "/api/today"),
    ]


def test_requests_say_what_a_browser_s_say(server: SiteServer) -> None:
    """No header names this program."""
    compare(server)
    for path, headers in server.served.headers:
        assert "sluis" not in str(headers).lower()
        assert headers["User-Agent"].startswith("Mozilla/5.0 ")
        assert headers["Accept-Encoding"] == "gzip, deflate"
        is_page = headers["Sec-Fetch-Dest"] == "document"
        assert is_page == (path in ("/", "/nl/uitleg/"))


@pytest.mark.parametrize("signers", [(), (0,), (0, 1, 3)])
def test_list_that_too_few_or_others_signed_is_refused(
    server: SiteServer, signers: tuple[int, ...]
) -> None:
    """Nothing is compared with a list that nobody vouches for."""
    server.served.files["/manifest.signed"] = signed_list(server.service, signers)
    result = compare(server)
    assert result.exit_code == Status.NOT_TRUSTED
    assert "not signed by enough root holders" in result.stderr


def test_list_of_another_service_is_refused(server: SiteServer) -> None:
    """Its scripts believe another root."""
    server.served.files["/manifest.signed"] = signed_list(server.service, root=bytes(32))
    assert compare(server).exit_code == Status.NOT_TRUSTED


def test_site_without_a_list_says_so(server: SiteServer) -> None:
    """There is nothing to compare with."""
    del server.served.files["/manifest.signed"]
    result = compare(server)
    assert result.exit_code == Status.NOT_TRUSTED
    assert "no signed list" in result.stderr


def test_bomb_is_a_changed_file(server: SiteServer) -> None:
    """A page that unpacks to more than any file is not unpacked."""
    server.served.files["/nl/uitleg/"] = bytes(64 * 1024 * 1024)
    assert compare(server).stdout == "/nl/uitleg/: is not what was signed\n"


def test_comparisons_come_at_times_that_nobody_knows(server: SiteServer) -> None:
    """Each at some moment within its stretch; none waits longer than two stretches."""
    waits: list[float] = []
    result = compare(server, "--every", "2", "--times", "3", waits=waits)
    assert result.exit_code == 0
    assert result.stderr.count("as the root holders signed") == 3
    assert Counter(path for path, _headers in server.served.headers)["/manifest.signed"] == 3
    assert 7200 <= sum(waits) <= 4 * 7200 + 3 * 40 * len(FILES) * 2
    assert max(waits) <= 2 * 7200


def test_options_that_belong_together_are_asked_for(server: SiteServer) -> None:
    """Before anything is asked."""
    assert compare(server, "--times", "3").exit_code == Status.WRONG_USE
    assert server.served.headers == []


def test_server_that_is_away_is_told(server: SiteServer) -> None:
    """With the status that says: try again."""
    server.__exit__(None, None, None)
    assert compare(server).exit_code == Status.TRY_AGAIN
    server.__enter__()
