"""The site as it is served: what is in its manifest, as it stands there, and nothing else."""

import gzip
import re
import time
from pathlib import Path

import brotli
import pytest

from crypto.frame import encode_frame
from crypto.site_manifest import site_frame
from server.settings import Settings, WrongHome, parse_settings, render_settings
from server.site import load_site
from tests.server.service import Server, Template, copy_server
from tests.server.small_site import ROBOTS, STYLE, small_files, write_manifest, write_small_site
from tests.tiny_service import DAY, TinyService


@pytest.fixture
def shown(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server that shows a small site."""
    site = str(write_small_site(tmp_path / "site"))
    return copy_server(template, tmp_path, tiny, site=site)


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/nl/uitleg/", "text/html; charset=utf-8"),
        (f"/{STYLE}", "text/css; charset=utf-8"),
        ("/manifest.json", "application/json"),
    ],
)
def test_file_is_served_with_its_type(shown: Server, address: str, content_type: str) -> None:
    """A file of the site is at its address, with its type."""
    response = shown.reporters.get(address)
    assert (response.status_code, response.content_type) == (200, content_type)


def test_packed_form_is_the_one_that_was_asked_for(shown: Server) -> None:
    """Brotli comes before gzip, gzip before nothing, and each gives the same page."""
    plain = small_files()["nl/uitleg/index.html"]
    for asked, given, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
        (None, None, bytes),
    ):
        headers = {"Accept-Encoding": asked} if asked else {}
        response = shown.reporters.get("/nl/uitleg/", headers=headers)
        assert response.headers.get("Content-Encoding") == given
        assert response.headers["Vary"] == "Accept-Encoding"
        assert unpack(response.data) == plain


def test_forms_of_a_file_have_tags_of_their_own(shown: Server) -> None:
    """A cache that holds one form is not told that it holds another."""
    tags = {
        shown.reporters.get(f"/{ROBOTS}", headers={"Accept-Encoding": asked}).headers["ETag"]
        for asked in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_known_file_is_not_sent_again(shown: Server) -> None:
    """Whoever has a file already is told so, without it."""
    tag = shown.reporters.get(f"/{ROBOTS}").headers["ETag"]
    again = shown.reporters.get(f"/{ROBOTS}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_what_nobody_asks_for_again_has_no_tag(shown: Server) -> None:
    """A page is never kept, and what has its hash in its name is kept for ever."""
    for address in ("/", "/nl/uitleg/", f"/{STYLE}"):
        assert "ETag" not in shown.reporters.get(address).headers


def test_hashed_files_are_kept_and_pages_are_not(shown: Server) -> None:
    """What has its hash in its name may be kept for ever; a page would tell of a visit."""
    kept = shown.reporters.get(f"/{STYLE}").headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"
    for address in ("/", "/nl/uitleg/", "/nothing"):
        assert shown.reporters.get(address).headers["Cache-Control"] == "no-store"


def test_folder_without_its_slash_leads_on(shown: Server) -> None:
    """The way on names neither scheme nor host: a proxy in front may have changed both."""
    response = shown.reporters.get("/nl/uitleg")
    assert (response.status_code, response.headers["Location"]) == (308, "/nl/uitleg/")


@pytest.mark.parametrize(
    ("address", "page"), [("/nope", b"missing nl"), ("/en/nope", b"missing en")]
)
def test_person_gets_a_page_for_what_is_not_there(shown: Server, address: str, page: bytes) -> None:
    """What is not there is said in a page, in the language of the address."""
    response = shown.reporters.get(address)
    assert (response.status_code, response.data) == (404, page)


def test_program_gets_json_for_what_is_not_there(shown: Server) -> None:
    """Below /api/ nothing changes by there being a site."""
    response = shown.reporters.get("/api/nope")
    assert (response.status_code, response.get_json()["error"]) == (404, "unknown")


@pytest.mark.parametrize(
    "address",
    [
        "/../home/settings.toml",
        "/%2e%2e/home/settings.toml",
        "/nl/..%2f..%2fhome/settings.toml",
        "//etc/passwd",
        "/nl//uitleg/",
        "/assets/",
        "/assets",
        f"/{STYLE}.gz",
        "/index.html%00",
        "/.well-known/security.txt",
    ],
)
def test_nothing_else_has_an_address(shown: Server, address: str) -> None:
    """No way out of the folder, no list of it, no packed form by name, no contact that nobody set."""
    assert shown.reporters.get(address).status_code == 404


def test_file_beside_the_manifest_is_not_served(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """What lies in the folder and is not in the manifest is not served."""
    folder = write_small_site(tmp_path / "site")
    (folder / "notes.txt").write_text("left behind")
    shown = copy_server(template, tmp_path, tiny, site=str(folder))
    assert shown.reporters.get("/notes.txt").status_code == 404


def test_altered_file_is_refused(tmp_path: Path) -> None:
    """A server does not start with a file that is not what the manifest says."""
    folder = write_small_site(tmp_path / "site")
    (folder / STYLE).write_bytes(b"other")
    with pytest.raises(WrongHome, match="not what its manifest says"):
        load_site(folder)


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "a//b.txt", ".x"]
)
def test_manifest_names_nothing_outside(tmp_path: Path, name: str) -> None:
    """A name that is not one of a site's is refused before it becomes a path."""
    folder = write_small_site(tmp_path / "site")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    write_manifest(folder, small_files() | {name: b"secret"})
    with pytest.raises(WrongHome, match=r"the manifest in .* is damaged"):
        load_site(folder)


def test_site_that_this_user_may_not_read_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What root holders signed comes from a folder of theirs, closed to everybody else."""
    folder = write_small_site(tmp_path / "site")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(WrongHome, match=r"may not read .*manifest.json; .*chmod -R a\+rX"):
        load_site(folder)


def test_link_is_not_followed(tmp_path: Path) -> None:
    """A link is refused wherever it leads, by file and by folder."""
    folder = write_small_site(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_bytes(b"secret")
    for name, target in (("one.txt", "elsewhere/secret.txt"), ("two", "elsewhere")):
        (folder / name).symlink_to(tmp_path / target)
    for name in ("one.txt", "two/secret.txt"):
        write_manifest(folder, small_files() | {name: b"secret"})
        with pytest.raises(WrongHome, match="none of the site's"):
            load_site(folder)


def test_signed_manifest_is_served_beside_the_manifest(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """Whoever compares finds what the root holders signed at a fixed address."""
    folder = write_small_site(tmp_path / "site")
    signed = encode_frame(site_frame((folder / "manifest.json").read_bytes()))
    (folder / "manifest.signed").write_bytes(signed)
    shown = copy_server(template, tmp_path, tiny, site=str(folder))
    response = shown.reporters.get("/manifest.signed")
    assert (response.status_code, response.data) == (200, signed)
    assert response.headers["Cache-Control"] == "no-cache"


def test_signed_manifest_of_another_build_is_refused(tmp_path: Path) -> None:
    """It would make every visitor's comparison fail."""
    folder = write_small_site(tmp_path / "site")
    signed = encode_frame(site_frame((folder / "manifest.json").read_bytes()))
    (folder / "manifest.signed").write_bytes(signed)
    write_manifest(folder, small_files() | {"robots.txt": b"x"})
    (folder / "robots.txt").write_bytes(b"x")
    with pytest.raises(WrongHome, match="another build"):
        load_site(folder)


def test_page_for_a_disk_is_sent_to_be_saved(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """Here its own script is not run: the policy of the site forbids it."""
    folder = write_small_site(tmp_path / "site")
    (folder / "sluis-offline.html").write_bytes(b"page")
    write_manifest(folder, small_files() | {"sluis-offline.html": b"page"})
    shown = copy_server(template, tmp_path, tiny, site=str(folder))
    response = shown.reporters.get("/sluis-offline.html")
    assert response.headers["Content-Disposition"] == 'attachment; filename="sluis-offline.html"'
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    """A file that would be served without a type is refused."""
    folder = write_small_site(tmp_path / "site")
    (folder / "tool.exe").write_bytes(b"x")
    write_manifest(folder, small_files() | {"tool.exe": b"x"})
    with pytest.raises(WrongHome, match="of a kind that is not served"):
        load_site(folder)


def test_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    """The sentence says what to do."""
    with pytest.raises(WrongHome, match="build it with make site"):
        load_site(tmp_path)


def test_contact_for_holes_is_dated(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """security.txt names the contact of the settings and ends within a year."""
    site = str(write_small_site(tmp_path / "site"))
    contact = "mailto:holes@example.org"
    shown = copy_server(template, tmp_path, tiny, site=site, security_contact=contact)
    response = shown.reporters.get("/.well-known/security.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    assert "Contact: mailto:holes@example.org\n" in response.text
    found = re.search(r"^Expires: (.*)Z$", response.text, re.MULTILINE)
    assert found is not None
    ends = time.strptime(found[1], "%Y-%m-%dT%H:%M:%S")
    year, month, day = time.gmtime((DAY + 365) * 86400)[:3]
    assert ends[:3] < (year, month, day)


@pytest.mark.parametrize("contact", ["holes@example.org", "mailto:a\\nExpires: never", "http://a"])
def test_contact_is_one_address(contact: str) -> None:
    """A contact that would break the file, or is none, is refused in the settings."""
    with pytest.raises(WrongHome):
        parse_settings(f'security_contact = "{contact}"')


def test_settings_read_back_what_was_written() -> None:
    """A path or a password with quotes in it survives the way through the file."""
    settings = Settings(site='/srv/"site" \\ é', database="postgresql://a:'b\"c@d/e", https=True)
    assert parse_settings(render_settings(settings)) == settings
