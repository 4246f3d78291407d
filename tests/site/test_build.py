"""The build: the same everywhere, complete in its manifest, careful about where it writes."""

import base64
import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner, Result

from crypto.page_headers import API_HEADERS, SITE_HEADERS, file_headers
from crypto.site_manifest import SiteManifest, holds, parse_site_manifest
from submitter_ui.build import VERSION
from submitter_ui.site.__main__ import main
from submitter_ui.site.build import CannotWrite, Recipe, pack_brotli, pack_gzip, write_site
from submitter_ui.site.scripts import Bundler, CannotBundle
from submitter_ui.site.settings import SiteSettings, WrongSettings, read_settings

ROOT = Path(__file__).resolve().parents[2]
PACKED = ["1e927e400b72c9d1", "c5f62441a00181e9"]
BUILD = """
import os
import zlib
zlib.compress = zlib.compressobj = None
from submitter_ui.site import __main__, scripts
for module in (__main__, scripts):
    assert module.__file__.startswith(os.environ["SOURCES"]), module.__file__
__main__.main()
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_build_elsewhere_is_the_same(
    recipe: Recipe, built: dict[str, bytes], sources: Path, tmp_path: Path
) -> None:
    """A copy of the sources under another path, in another zone, without zlib, gives every file byte for byte."""
    (tmp_path / "root.hex").write_text(f"{recipe.root.hex()}\n")
    out = tmp_path / "out"
    options = ["--root", "root.hex", "--out", str(out), "--node", recipe.node]
    surroundings = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    surroundings |= {"TMPDIR": str(tmp_path), "PYTHONPATH": str(sources), "SOURCES": str(sources)}
    command = [sys.executable, "-c", BUILD, *options]
    subprocess.run(command, cwd=tmp_path, env=os.environ | surroundings, check=True)
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert sorted(found) == sorted(built)
    assert [name for name in built if found[name] != built[name]] == []


def test_no_path_of_this_machine_is_in_it(built: dict[str, bytes]) -> None:
    """Nothing in the site says where it was built."""
    for place in (ROOT, Path.home() / "x", Path(sys.prefix)):
        assert [name for name, content in built.items() if str(place).encode() in content] == []


def test_manifest_names_every_file(built: dict[str, bytes]) -> None:
    """Each file but the manifest stands in it, by its address, with its SHA-256."""
    manifest = parse_site_manifest(built["manifest.json"])
    named = {name[1:] for name in manifest.files}
    assert named == built.keys() - {"manifest.json"}
    assert [name for name in named if not holds(manifest, f"/{name}", built[name])] == []


def test_manifest_says_what_was_compiled_in(built: dict[str, bytes], recipe: Recipe) -> None:
    """Root and build day stand in the manifest, and the root in the worker."""
    manifest = parse_site_manifest(built["manifest.json"])
    assert manifest.root == recipe.root.hex()
    assert manifest.build_day == recipe.build_day
    (worker,) = (n for n in built if n.startswith("assets/worker.") and n.endswith(".js"))
    assert recipe.root.hex().encode() in built[worker]


def test_manifest_has_the_policies_that_are_sent(built: dict[str, bytes]) -> None:
    """A server that sends weaker ones is not the one that was signed."""
    manifest = parse_site_manifest(built["manifest.json"])
    assert manifest.default_csp == SITE_HEADERS["Content-Security-Policy"]
    assert manifest.extra_csp["/api/"] == API_HEADERS["Content-Security-Policy"]
    assert manifest.extra_csp["/api/form/"] == manifest.default_csp
    sent = {name: file_headers(name[1:], packed=True) for name in _plain(manifest)}
    assert {name: manifest.policy(name) for name in sent} == {
        name: headers["Content-Security-Policy"] for name, headers in sent.items()
    }


def _plain(manifest: SiteManifest) -> list[str]:
    """Return the names of the files that are not the packed form of another."""
    return [name for name in manifest.files if not name.endswith((".br", ".gz"))]


def test_manifest_has_what_webcat_asks_for(built: dict[str, bytes]) -> None:
    """The fields of WEBCAT's manifest, its hashes in base64url, and three fields of our own."""
    said = json.loads(built["manifest.json"])
    webcat = {"app", "default_csp", "default_fallback", "default_index", "extra_csp", "files"}
    assert said.keys() == webcat | {"version", "wasm"} | {"build_day", "kind", "root"}
    digest = hashlib.sha256(built["nl/melden/index.html"]).digest()
    expected = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert said["files"]["/nl/melden/index.html"] == expected


def test_version_is_the_package_s() -> None:
    """Written in two places, because a site is built from sources."""
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text()


def test_every_text_is_there_packed(built: dict[str, bytes]) -> None:
    """Beside each text lie its gzip and brotli, and both hold the text."""
    texts = [name for name in built if name.endswith((".html", ".css", ".js", ".txt"))]
    assert len(texts) > 20
    for name in texts:
        assert gzip.decompress(built[f"{name}.gz"]) == built[name]
        assert brotli.decompress(built[f"{name}.br"]) == built[name]


def test_packed_bytes_are_known_beforehand() -> None:
    """The pinned packers give them, whatever this machine packs with; who changes a pin sees it here."""
    text = "".join(f"{number} sluizen en {number * number} bruggen. " for number in range(400))
    digests = [
        hashlib.sha256(pack(text.encode())).hexdigest()[:16] for pack in (pack_gzip, pack_brotli)
    ]
    assert digests == PACKED


def test_gzip_says_no_time(built: dict[str, bytes]) -> None:
    """The field for the time of a gzip file is empty."""
    packed = [content for name, content in built.items() if name.endswith(".gz")]
    assert {content[4:8] for content in packed} == {bytes(4)}


def test_name_in_assets_follows_from_the_content(built: dict[str, bytes]) -> None:
    """What may be kept for ever has its hash in its name."""
    ends = (".css", ".js")
    for name in (name for name in built if name.startswith("assets/") and name.endswith(ends)):
        assert hashlib.sha256(built[name]).hexdigest()[:12] == name.split(".")[-2]


def test_a_visit_fetches_two_scripts_and_others_wait_until_they_are_needed(
    built: dict[str, bytes],
) -> None:
    """Page and worker; the library for uploads waits for a file, the one that draws QR codes for a click."""
    scripts = {name.split("/")[1].split(".")[0] for name in built if name.endswith(".js")}
    assert scripts == {"page", "qr", "uploads", "worker"}
    (worker,) = (n for n in built if n.startswith("assets/worker.") and n.endswith(".js"))
    (uploads,) = (n for n in built if n.startswith("assets/uploads.") and n.endswith(".js"))
    assert f'import("/{uploads}")'.encode() in built[worker]
    (page,) = (n for n in built if n.startswith("assets/page.nl.") and n.endswith(".js"))
    (qr,) = (n for n in built if n.startswith("assets/qr.") and n.endswith(".js"))
    assert f'import("/{qr}")'.encode() in built[page]


def test_site_takes_its_share_of_a_visit(
    built: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """Start, reporting page, style and scripts take at most 70 of the 120 kB, and scripts 56 of them."""
    sizes = {name.removesuffix(".br"): len(built[name]) for name in built if name.endswith(".br")}
    with capsys.disabled():
        print()
        for name in sorted(sizes):
            if name.endswith((".css", ".js")) or name.startswith(("index", "nl/melden")):
                print(f"{sizes[name]:7} {len(built[f'{name}.gz']):7}  {name} (brotli, gzip)")
    needed = [n for n in sizes if n in ("index.html", "nl/melden/index.html")]
    needed += [n for n in sizes if n.endswith(".css")]
    assert len(needed) == 3
    scripts = [n for n in sizes if n.startswith(("assets/page.nl.", "assets/worker."))]
    scripts = [name for name in scripts if name.endswith(".js")]
    assert len(scripts) == 2
    of_scripts = sum(sizes[name] for name in scripts)
    assert of_scripts < 56_000
    assert of_scripts + sum(sizes[name] for name in needed) < 70_000


def build(*words: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [str(word) for word in words])


def test_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds no site is not replaced."""
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(CannotWrite, match="holds no site"):
        write_site({"manifest.json": b"{}"}, tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_older_site_is_replaced_whole(tmp_path: Path) -> None:
    """Nothing of an older site stays behind, and no folder of the work does."""
    write_site({"manifest.json": b"{}", "old.html": b"old"}, tmp_path / "site")
    write_site({"manifest.json": b"{}", "nl/new.html": b"new"}, tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert not (tmp_path / "site" / "old.html").exists()
    assert (tmp_path / "site" / "nl" / "new.html").read_bytes() == b"new"


@pytest.mark.parametrize("root", ["", "00", "zz" * 32, "/nowhere/root.hex"])
def test_wrong_root_is_refused(tmp_path: Path, root: str) -> None:
    """A root that is none is refused before anything is made."""
    result = build("--root", root, "--out", tmp_path / "site")
    assert result.exit_code == 1
    assert "root.hex" in result.stderr
    assert not (tmp_path / "site").exists()


def test_day_before_the_sources_is_refused(tmp_path: Path) -> None:
    """A build day that would let an older clock pass is refused."""
    result = build("--root", "00" * 32, "--out", tmp_path / "site", "--build-day", "20777")
    assert result.exit_code == 2


def test_node_that_is_none_is_named(recipe: Recipe) -> None:
    """A wrong program is named in the sentence."""
    with pytest.raises(CannotBundle, match="/nowhere/node cannot be run"):
        Bundler("/nowhere/node", recipe.root, recipe.build_day).scripts()


@pytest.mark.parametrize(
    "line",
    [
        'phone = "call me"',
        'opens = "25.00"',
        'closes = "17:00"',
        'closes = "09.00"',
        'closed = ["Christmas"]',
        f"closed = {['2027-01-01'] * 61}",
        "days = { zondag = {} }",
        'days = { sunday = { opens = "12.00" } }',
        'days = { sunday = { opens = "12.00", closes = "11.00" } }',
        'leave_to = "http://weather.example/"',
        'leave_to = "javascript:alert(1)"',
        'others = { police = "call" }',
        'fax = "1"',
        "phone = 1",
        "phone",
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, line: str) -> None:
    """Settings that cannot be shown are refused, with the name of the file."""
    (tmp_path / "site.toml").write_text(line)
    with pytest.raises(WrongSettings, match=r"site\.toml"):
        read_settings(tmp_path / "site.toml")


def test_settings_file_of_the_example_says_the_defaults() -> None:
    """Whoever starts from it changes only what is to be changed."""
    assert read_settings(ROOT / "deploy" / "site.toml") == SiteSettings()


def test_wrong_place_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    """The command looks at the folder first: a build takes a while."""
    (tmp_path / "letter.txt").write_text("mine")
    result = build("--root", "00" * 32, "--out", tmp_path, "--node", "/nowhere/node")
    assert result.exit_code == 1
    assert "holds no site" in result.stderr


def test_site_may_be_written_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is named from within is the folder itself."""
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    write_site({"manifest.json": b"{}"}, Path())
    assert (tmp_path / "site" / "manifest.json").read_bytes() == b"{}"
