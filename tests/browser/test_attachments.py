"""Files beside a report: refused early, sent in pieces that survive a cut line, and whole on the workstation."""

import os
from pathlib import Path

import pytest
from browser.prefixes import QUICK
from browser.reporter import STORY, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import FilePayload, Route, expect
from world import Desk, World

PROBLEM = '[data-step="write"] [data-files-problem]'
UPLOADS = "/api/uploads"
LISTED = '[data-step="write"] [data-files] .name'
PIECE = 4 * 1024 * 1024
"""As the client sends a sealed file (submitter_ui/client/files/uploading.ts)."""
STEP = 65_536 - 8
"""What the smallest padded size has room for."""


@pytest.fixture(autouse=True)
def quick(site: WorldSite) -> None:
    """The pauses between tries are short."""
    site.before_scripts = QUICK


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file that is sealed to a little more than one piece."""
    return _file(tmp_path, "groot.bin", PIECE - 8)


def test_several_files_are_whole_on_the_workstation(
    reporter: Reporter, world: World, tmp_path: Path
) -> None:
    """Sizes on both sides of the steps to which files are padded, each with its bytes."""
    sizes = (1, STEP, STEP + 1, 2 * STEP + 8, 2 * STEP + 9)
    files = [_file(tmp_path, f"{size}.bin", size) for size in sizes]
    reporter.report(files=files)
    assert _received(world, tmp_path) == {file.name: file.read_bytes() for file in files}


def test_a_file_that_can_not_go_along_is_refused_when_it_is_chosen(
    reporter: Reporter, tmp_path: Path
) -> None:
    """An empty one is not taken, and the page names it."""
    reporter.begin()
    _choose(reporter, _file(tmp_path, "leeg.txt", 0))
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("file-empty"))
    expect(reporter.page.locator(PROBLEM)).to_contain_text("leeg.txt")
    expect(reporter.page.locator(LISTED)).to_have_count(0)


def test_the_same_file_twice_is_taken_once(reporter: Reporter, tmp_path: Path) -> None:
    """And may be chosen again after it was taken off."""
    file = _file(tmp_path, "foto.jpg", 10)
    reporter.begin()
    _choose(reporter, file)
    _choose(reporter, file)
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("file-twice"))
    expect(reporter.page.locator(LISTED)).to_have_text(["foto.jpg"])
    reporter.page.get_by_role("button", name="Haal foto.jpg weg").click()
    _choose(reporter, file)
    expect(reporter.page.locator(LISTED)).to_have_text(["foto.jpg"])


def test_sixteen_files_are_taken_and_no_more(reporter: Reporter, tmp_path: Path) -> None:
    """The page says how many may go along."""
    reporter.begin()
    _choose(reporter, *(_file(tmp_path, f"{n}.txt", n + 1) for n in range(17)))
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("too-many-files"))
    expect(reporter.page.locator(LISTED)).to_have_count(16)


def test_a_line_that_is_cut_between_pieces_is_taken_up_where_it_was(
    reporter: Reporter, site: WorldSite, world: World, large: Path, tmp_path: Path
) -> None:
    """The server is asked how far it is, and the piece goes once more."""
    asked = _fail_pieces(site, first=1, until=3)
    reporter.report(files=[large])
    assert "HEAD" in asked
    assert _received(world, tmp_path) == {large.name: large.read_bytes()}


@pytest.mark.parametrize("stored", [PIECE, PIECE // 2 + 1], ids=["whole", "half"])
def test_what_arrived_of_a_piece_before_the_line_was_cut_is_not_sent_again(
    reporter: Reporter, site: WorldSite, world: World, large: Path, tmp_path: Path, stored: int
) -> None:
    """The server has it already, and says so when it is asked how far it is."""
    asked = _fail_pieces(site, first=0, until=1, stored=stored)
    reporter.report(files=[large])
    assert "HEAD" in asked
    assert _received(world, tmp_path) == {large.name: large.read_bytes()}


def test_a_piece_for_another_place_is_sent_for_the_right_one(
    reporter: Reporter, site: WorldSite, world: World, large: Path, tmp_path: Path
) -> None:
    """A conflict is no end: the piece before it may still hang in the server."""
    asked = _fail_pieces(site, first=1, until=2, status=409)
    reporter.report(files=[large])
    assert "HEAD" in asked
    assert _received(world, tmp_path) == {large.name: large.read_bytes()}


def test_a_line_that_stays_cut_ends_with_the_text_still_there(
    reporter: Reporter, site: WorldSite, world: World, large: Path
) -> None:
    """Nothing is submitted without its files; once the line is back, it all goes."""
    _fail_pieces(site, first=1, until=1_000)
    reporter.begin()
    reporter.write(files=[large])
    reporter.send()
    reporter.expect_told("unreachable")
    assert world.server.submissions == {}
    assert reporter.page.locator("#text").input_value() == STORY
    site.heal()
    reporter.send()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


@pytest.mark.parametrize(("status", "name"), [(413, "server-too-large"), (507, "server-full")])
def test_a_file_that_the_server_has_no_room_for_is_told(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path, status: int, name: str
) -> None:
    """Each by its own sentence, after one try."""
    site.fail(UPLOADS, status=status)
    reporter.begin()
    reporter.write(files=[_file(tmp_path, "a.bin", 10)])
    reporter.send()
    reporter.expect_told(name)
    assert sum(asked.path == UPLOADS for asked in site.trace) == 1
    assert world.server.submissions == {}


def test_whoever_stops_keeps_the_text_and_sends_nothing(
    reporter: Reporter, site: WorldSite, world: World, large: Path
) -> None:
    """And may send it later all the same."""
    site.faults.append((UPLOADS, lambda route: route.request.method == "PATCH"))
    reporter.begin()
    reporter.write(files=[large])
    with reporter.page.expect_request(f"**{UPLOADS}/*"):
        reporter.send()
    reporter.page.get_by_role("button", name="Stop met versturen").click()
    reporter.expect_told("stopped")
    assert world.server.submissions == {}
    assert reporter.page.locator("#text").input_value() == STORY
    site.heal()
    reporter.send()
    reporter.keep_codename()


def test_whoever_stops_before_anything_could_be_sent_is_heard(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """While the server does not say yet that it takes the file."""
    held: list[Route] = []
    site.faults.append((UPLOADS, lambda route: held.append(route) is None))
    reporter.begin()
    reporter.write(files=[_file(tmp_path, "a.bin", 10)])
    reporter.send()
    reporter.page.get_by_role("button", name="Stop met versturen").click()
    reporter.expect_told("stopped")
    assert world.server.submissions == {}
    assert reporter.page.locator("#text").input_value() == STORY


def test_what_files_need_is_fetched_when_there_is_a_file(
    reporter: Reporter, site: WorldSite, tmp_path: Path
) -> None:
    """In one script, once; a report without a file stays small."""
    reporter.report()
    assert not [asked for asked in site.trace if "/uploads" in asked.path]
    site.trace.clear()
    reporter.report(files=[_file(tmp_path, f"{n}.bin", 10) for n in range(2)])
    scripts = [asked.path for asked in site.trace if asked.path.endswith(".js")]
    assert [path.split(".")[0] for path in scripts].count("/assets/uploads") == 1


def test_a_server_that_is_gone_when_files_need_it_is_told_as_that(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """What could not be fetched is fetched again when the reporter goes on again."""
    site.fail("/assets/uploads")
    reporter.begin()
    reporter.page.locator("#text").fill(STORY)
    _choose(reporter, _file(tmp_path, "a.bin", 10))
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("file-unexamined"))
    site.heal()
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("file-undecided"))
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


@pytest.mark.parametrize("change", ["longer", "shorter", "gone"])
def test_a_file_that_changed_since_it_was_chosen_is_named(
    reporter: Reporter, world: World, tmp_path: Path, change: str
) -> None:
    """What is sent is what was chosen, or nothing."""
    file = _file(tmp_path, "notulen.txt", 100_000)
    # A browser compares whole seconds.
    os.utime(file, (1e9, 1e9))
    reporter.begin()
    reporter.write(files=[file])
    if change == "gone":
        file.unlink()
    else:
        file.write_bytes(b"x" * (100_001 if change == "longer" else 99_999))
    reporter.send()
    reporter.expect_told("file-changed")
    expect(reporter.step("review").locator("[data-notice]")).to_contain_text("notulen.txt")
    assert world.server.submissions == {}


@pytest.mark.parametrize(
    "name",
    ["../../x.txt", "a\nb.txt", "foto\u202egpj.exe", "n" * 300 + ".txt", "<b>x</b>.txt"],
    ids=["path", "newline", "turned", "long", "markup"],
)
def test_a_strange_name_goes_along_and_harms_nobody(
    reporter: Reporter, world: World, tmp_path: Path, name: str
) -> None:
    """On the workstation the file lies in the folder it was saved to, with its bytes."""
    reporter.begin()
    payload = FilePayload(name=name, mimeType="text/plain", buffer=b"inhoud")
    reporter.page.locator("#files").set_input_files(payload)
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    assert list(_received(world, tmp_path).values()) == [b"inhoud"]


def _file(folder: Path, name: str, size: int) -> Path:
    file = folder / name
    # Every piece differs from its neighbours, so that one in a wrong place would show.
    file.write_bytes(b"".join(n.to_bytes(4, "big") for n in range(size // 4 + 1))[:size])
    return file


def _choose(reporter: Reporter, *files: Path) -> None:
    reporter.page.locator("#files").set_input_files(files)


def _fail_pieces(
    site: WorldSite, *, first: int, until: int, status: int = 0, stored: int = 0
) -> list[str]:
    """Fail the pieces from `first` until `until`; return the methods that are asked, as they come."""
    methods: list[str] = []
    pieces = iter(range(1_000_000))

    def fault(route: Route) -> bool:
        request = route.request
        methods.append(request.method)
        if request.method != "PATCH" or not first <= next(pieces) < until:
            return False
        if stored:
            upload_id = bytes.fromhex(request.url.rsplit("/", 1)[1])
            offset = int(request.headers["upload-offset"])
            body = request.post_data_buffer or b""
            site.world.server.append("", upload_id, offset=offset, piece=body[:stored])
        if status:
            route.fulfill(status=status, headers={"Tus-Resumable": "1.0.0"})
        else:
            route.abort("connectionreset")
        return True

    site.faults.append((UPLOADS, fault))
    return methods


def _received(world: World, folder: Path) -> dict[str, bytes]:
    """Return the files of the one case on a workstation, by their names."""
    anna: Desk = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    shown = anna.workstation.show(case, day=world.day)
    out = folder / "ontvangen"
    out.mkdir()
    received = {}
    for attached in shown["messages"][0]["attachments"]:
        number = attached["number"]
        saved = anna.workstation.save_attachment(case, number=number, folder=out, day=world.day)
        assert saved.parent == out
        received[attached["name"]] = saved.read_bytes()
    return received
