"""Files of handovers: made anew, seen by two, sealed to the readers, whole at the recipient or named as missing."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from workstation.commands import PASSPHRASE, done, refused, run, the_day
from workstation.letters import Letters
from world import Desk, World
from world_changes import add_reader
from world_server import pack

from crypto.bundle_contents import Arrived, attachment_name
from crypto.errors import Malformed, Replayed
from journalist_ui.workstation import chosen_files, handover_files, leaving_files
from journalist_ui.workstation.chosen_files import ChosenFile
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.shelves import DRAFT_FILES, LEAVING_FILES
from journalist_ui.workstation.state_words import state_in_words

TO = "rijksrecherche"
TEXT = "Een bestuurder zou geld hebben aangenomen."
ONE, TWO = b"the first file, made anew " * 5_000, b"the second one"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give two files on a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    paths = [stick / "foto.jpg", stick / "verslag.txt"]
    for path, content in zip(paths, (ONE, TWO), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def draft(desk: Desk, case: str, *files: Path) -> bytes:
    """Draft a handover with files."""
    return desk.workstation.draft(
        case, recipient=TO, subject="Geld", text=TEXT, day=desk.world.day, files=files
    )


def approve(desk: Desk, case: str, shown: bytes, *files: Path) -> None:
    """Approve a draft with the files that were seen."""
    desk.workstation.approve(case, shown=shown, day=desk.world.day, files=files)


def handed(reader: Desk) -> str:
    """Return the number of the one handover on a recipient's workstation."""
    (number,) = reader.cases()
    return number


def states(reader: Desk) -> list[str]:
    """Return how the files of the one handover stand."""
    shown = reader.workstation.show(handed(reader), day=reader.world.day)
    return [file["state"] for file in shown["files"]]


def save_all(reader: Desk, folder: Path) -> list[bytes]:
    """Save all files of the one handover, and return what is in them."""
    paths = reader.workstation.save_files(handed(reader), folder=folder, day=reader.world.day)
    return [path.read_bytes() for path in paths]


def test_both_readers_get_the_files_of_a_handover(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], tmp_path: Path
) -> None:
    """Each by a stanza of their own; another recipient gets nothing of it."""
    second = add_reader(world, TO)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    for number, reader in enumerate((world.recipients[TO], second)):
        came = reader.fetch()
        assert (came.handovers, came.attachments, came.unusable) == (1, 2, 0)
        folder = tmp_path / str(number)
        folder.mkdir()
        assert save_all(reader, folder) == [ONE, TWO]
        assert sorted(p.name for p in folder.iterdir()) == ["01-foto.jpg", "02-verslag.txt"]
    other = world.recipients["gemeente"].fetch()
    assert (other.handovers, other.attachments, other.attachments_not_for_me) == (0, 0, 2)
    assert other.unusable == 0


def test_a_handover_says_where_its_stanzas_are_and_nobody_else_does(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Neither name nor content nor number is anywhere at the server."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    seized = world.server.everything() + world.server.fetch_drop()
    for secret in (b"foto.jpg", ONE[:26], TWO, TO.encode()):
        assert secret not in seized


def test_the_reporter_s_own_file_never_leaves(
    world: World, anna: Desk, tmp_path: Path, files: list[Path]
) -> None:
    """Byte for byte the same is refused; made anew it is not."""
    original = tmp_path / "origineel.pdf"
    original.write_bytes(b"the original")
    world.reporter().send("met een bijlage", attach=[original])
    anna.fetch()
    (case,) = anna.cases()
    copy = tmp_path / "kopie.pdf"
    copy.write_bytes(b"the original")
    with pytest.raises(Refused, match=r"kopie\.pdf is the reporter's own file"):
        draft(anna, case, files[0], copy)
    draft(anna, case, files[0])


def test_an_approver_must_have_seen_every_file(
    anna: Desk, bram: Desk, case: str, files: list[Path], tmp_path: Path
) -> None:
    """All of them, each once, and no other."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    other = tmp_path / "iets-anders.txt"
    other.write_bytes(b"something else")
    with pytest.raises(Refused, match=r"2 files that you have not given: foto\.jpg, verslag\.txt"):
        approve(bram, case, shown)
    with pytest.raises(Refused, match=r"1 file that you have not given: verslag\.txt"):
        approve(bram, case, shown, files[0])
    with pytest.raises(Refused, match=r"iets-anders\.txt is not a file of this draft"):
        approve(bram, case, shown, *files, other)
    with pytest.raises(Refused, match="or was given twice"):
        approve(bram, case, shown, *files, files[0])
    renamed = tmp_path / "andere-naam"
    renamed.write_bytes(ONE)
    approve(bram, case, shown, files[1], renamed)


def test_another_file_voids_an_approval(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A new draft falls out of the hash that was approved."""
    shown = draft(anna, case, files[0])
    anna.tell(bram)
    approve(bram, case, shown, files[0])
    bram.tell(anna)
    assert draft(anna, case, files[1]) != shown
    with pytest.raises(Refused, match="nobody else has approved"):
        anna.workstation.hand_over(case, day=world.day)
    with anna.workstation._desk(world.day) as desk:
        assert DRAFT_FILES.count(desk.vault) == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.touch(), "is empty"),
        (lambda path: path.mkdir(), "not a plain file"),
        (os.mkfifo, "not a plain file"),
        (lambda path: None, "cannot be read"),
        (lambda path: path.write_bytes(bytes(2_001)), "larger than"),
    ],
)
def test_what_is_no_file_to_send_is_refused(
    anna: Desk, case: str, tmp_path: Path, make: object, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words, and nothing of it stays in the vault."""
    monkeypatch.setattr(chosen_files, "MAX_FILE", 2_000)
    path = tmp_path / "bestand"
    make(path)  # type: ignore[operator]
    with pytest.raises(Refused, match=says):
        draft(anna, case, path)
    connection = anna.workstation._vault._connection
    assert connection.execute("SELECT count(*) FROM chunks").fetchone()[0] < 20


def test_sixteen_files_go_with_a_handover_and_seventeen_are_refused(
    world: World, anna: Desk, bram: Desk, case: str, tmp_path: Path, out: Path
) -> None:
    """In words; sixteen reach the recipient."""
    files = [tmp_path / f"{n}.txt" for n in range(17)]
    for number, path in enumerate(files):
        path.write_bytes(b"file %d" % number)
    with pytest.raises(Refused, match="16 files go with a handover at most"):
        draft(anna, case, *files)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files[:16])
    anna.bring()
    reader = world.recipients[TO]
    assert reader.fetch().attachments == 16
    assert save_all(reader, out) == [b"file %d" % number for number in range(16)]


def test_a_file_given_twice_is_refused(anna: Desk, case: str, files: list[Path]) -> None:
    """An approver could not tell the two apart."""
    with pytest.raises(Refused, match="given twice"):
        draft(anna, case, files[0], files[0])


def test_more_readers_than_slots_are_refused_in_words(
    anna: Desk, case: str, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file has no room for them; a handover without files has."""
    with anna.workstation._desk(anna.world.day) as desk:
        view = handover_files.CaseView(bytes.fromhex(case), None, [], None)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="9 readers and a file has room for 8"):
            handover_files.keep_files(desk, view, files, readers=9)


@pytest.mark.parametrize(
    "trick",
    [
        ("../../../etc/passwd", "01-passwd"),
        ("/etc/cron.d/x", "01-x"),
        ("..", "01-file"),
        ("C:\\con.txt", "01-con.txt"),
        ("foto.jpg\0.exe", "01-exe"),
        ("x" * 255, "01-" + "x" * 60),
        ("\u202egpj.exe", "01-gpj.exe"),
        ("-rf", "01-rf"),
    ],
)
def test_names_with_tricks_come_out_plain(
    world: World,
    anna: Desk,
    bram: Desk,
    case: str,
    files: list[Path],
    out: Path,
    trick: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a drafter's workstation signed, it is saved under a safe name, in that folder only."""

    class Tricked(ChosenFile):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            self.name = trick[0]

    monkeypatch.setattr(handover_files, "ChosenFile", Tricked)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files[:1])
    anna.bring()
    reader = world.recipients[TO]
    reader.fetch()
    assert save_all(reader, out) == [ONE]
    assert [path.name for path in out.iterdir()] == [trick[1]]


def test_files_leave_with_the_last_of_their_text(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A bundle without a batch carries none: who has no text yet would not know them."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring(with_batch=False)
    assert world.server.handed == {}
    assert anna.workstation.state(day=world.day)["files_waiting"] == 2
    with pytest.raises(Refused, match="export first"):
        anna.workstation.destroy(case, day=world.day)
    anna.bring()
    assert len(world.server.handed) == 2
    assert anna.workstation.state(day=world.day)["files_waiting"] == 0


def test_what_one_bundle_cannot_carry_waits_for_the_next(
    world: World,
    anna: Desk,
    bram: Desk,
    case: str,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By their bytes together; the oldest goes first."""
    monkeypatch.setattr(leaving_files, "MAX_BUNDLE_ATTACHMENTS", 200_000)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    first = anna.workstation.export(day=world.day)
    second = anna.workstation.export(day=world.day)
    assert (first.files, first.files_waiting) == (1, 1)
    assert (second.files, second.files_waiting) == (1, 0)


def test_sixteen_files_a_bundle_and_the_rest_in_the_next(
    world: World,
    anna: Desk,
    bram: Desk,
    case: str,
    files: list[Path],
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted at the export; the recipient names the one that is to come."""
    monkeypatch.setattr(leaving_files, "MAX_ATTACHMENTS", 1)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    reader = world.recipients[TO]
    came = reader.fetch()
    assert (came.handovers, came.attachments, came.attachments_awaited) == (1, 1, 1)
    assert sorted(states(reader)) == ["here", "not fetched yet"]
    anna.bring()
    reader.fetch()
    assert save_all(reader, out) == [ONE, TWO]


def test_a_missing_file_is_named_and_the_handover_shown(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path
) -> None:
    """What is here can be saved; the rest says what to do."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    lost = dict(world.server.handed)
    for name, kept in lost.items():
        if len(kept.stored) > 100_000:
            del world.server.handed[name]
    reader = world.recipients[TO]
    assert reader.fetch().attachments_awaited == 1
    assert states(reader) == ["not fetched yet", "here"]
    assert reader.workstation.show(handed(reader), day=world.day)["text"] == TEXT
    with pytest.raises(Refused, match="it has not come yet"):
        reader.workstation.save_attachment(handed(reader), number=1, folder=out, day=world.day)
    assert save_all(reader, out) == [TWO]
    world.server.handed = lost
    reader.fetch()
    assert states(reader) == ["here", "here"]


@pytest.mark.parametrize("place", [10, 3_000, 13_000, -1])
def test_an_altered_file_is_named_as_damaged_until_an_intact_one_comes(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path, place: int
) -> None:
    """Nothing of it is written; the other file is not held up."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    honest = dict(world.server.handed)
    name = next(n for n, kept in honest.items() if len(kept.stored) > 100_000)
    altered = bytearray(honest[name].stored)
    altered[place] ^= 1
    world.server.handed[name] = replace(honest[name], stored=bytes(altered))
    reader = world.recipients[TO]
    came = reader.fetch()
    assert (came.handovers, came.attachments, came.attachments_damaged) == (1, 1, 1)
    again = reader.fetch()
    assert (again.attachments_damaged, again.seen_before) == (0, 3)
    assert states(reader) == ["damaged", "here"]
    said = state_in_words(reader.workstation.state(day=world.day))
    assert "files of handovers: 1 here, 1 damaged" in said
    with pytest.raises(Refused, match="is damaged and was not written"):
        reader.workstation.save_attachment(handed(reader), number=1, folder=out, day=world.day)
    assert list(out.iterdir()) == []
    world.server.handed = honest
    assert reader.fetch().attachments == 1
    assert save_all(reader, out) == [ONE, TWO]


def test_swapped_files_are_damaged(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Under each other's names, also of one size."""
    files[0].write_bytes(b"the other one")
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    one, two = world.server.handed.items()
    world.server.handed = {one[0]: two[1], two[0]: one[1]}
    reader = world.recipients[TO]
    assert reader.fetch().attachments_damaged == 2
    assert states(reader) == ["damaged", "damaged"]
    with pytest.raises(Refused, match="no file of this handover is here and whole"):
        reader.workstation.save_files(handed(reader), folder=files[0].parent, day=world.day)


def test_a_file_of_another_size_takes_no_room(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """And what the server lost comes as an empty file."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    one, two = world.server.handed.items()
    world.server.handed[one[0]] = replace(one[1], stored=bytes(900_000))
    world.server.handed[two[0]] = replace(two[1], stored=b"")
    reader = world.recipients[TO]
    assert reader.fetch().attachments_damaged == 2
    held = reader.workstation._vault._connection.execute("SELECT count(*) FROM chunks").fetchone()
    assert held == (0,)
    reason = reader.workstation.show(handed(reader), day=world.day)["files"][0]["reason"]
    assert "size" in reason


def test_a_whole_file_is_not_replaced_by_a_worse_one(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path
) -> None:
    """Whatever comes later under its name."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    reader = world.recipients[TO]
    reader.fetch()
    for name, kept in world.server.handed.items():
        world.server.handed[name] = replace(kept, stored=kept.stored[:-1] + b"\0")
    assert reader.fetch().unusable == 0
    assert save_all(reader, out) == [ONE, TWO]


def test_a_reader_who_came_later_cannot_open_and_is_told_why(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A new recipients' file names two readers, the handover's file one stanza."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    add_reader(world, TO)
    reader = world.recipients[TO]
    anna.fetch()
    came = reader.fetch()
    assert came.attachments_damaged == 2
    assert "another recipients' file" in next(iter(came.reasons))


def test_other_readers_than_at_the_draft_need_a_new_one(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Their stanzas are drawn when the draft is signed."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    approve(bram, case, shown, *files)
    bram.tell(anna)
    add_reader(world, TO)
    with pytest.raises(Refused, match="other readers than when this was drafted"):
        anna.workstation.hand_over(case, day=world.day)


def test_the_approver_has_no_copy_and_hands_nothing_over(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """The files are in the drafter's vault."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    approve(bram, case, shown, *files)
    with pytest.raises(Refused, match="in the drafter's vault; hand over there"):
        bram.workstation.hand_over(case, day=world.day)
    with bram.workstation._desk(world.day) as desk:
        assert LEAVING_FILES.count(desk.vault) == 0


def test_files_go_with_their_case(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Those of a draft as well; after the handover no copy of the content is left."""
    connection = anna.workstation._vault._connection

    def chunks() -> int:
        return int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])

    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    before = chunks()
    with anna.workstation._desk(world.day) as desk:
        assert (DRAFT_FILES.count(desk.vault), LEAVING_FILES.count(desk.vault)) == (0, 0)
    draft(anna, case, *files)
    assert chunks() > before
    anna.bring()
    middle = chunks()
    anna.workstation.destroy(case, day=world.day)
    assert chunks() < middle
    with anna.workstation._desk(world.day) as desk:
        assert DRAFT_FILES.count(desk.vault) == 0


def test_a_bundle_with_files_brought_twice_or_cut_changes_nothing(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """As every outbound bundle; the same bytes come out of the vault again."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    bundle = anna.export()
    with pytest.raises(Malformed):
        world.server.bring(bundle[:-70_000])
    assert world.server.handed == {}
    world.server.bring(bundle)
    with pytest.raises(Replayed):
        world.server.bring(bundle)
    with anna.workstation.bundle() as (_number, pieces):
        assert b"".join(pieces) == bundle


def test_files_leave_with_the_period_of_the_bundle(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Sealed in one week and exported in a later one, they are of the later one."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    world.pass_days(15)
    anna.fetch()
    anna.bring()
    assert {kept.period for kept in world.server.handed.values()} == {world.day // 7}
    assert world.recipients[TO].fetch().attachments == 2


def test_a_server_that_offers_a_confidant_such_a_file_is_noticed(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """It does not open, and is kept and counted as damaged."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files[:1])
    anna.bring()
    ((name, kept),) = world.server.handed.items()
    offered = {attachment_name(Arrived(world.day, name)): kept.stored}
    bundle = pack(offered, world.server.keyring, since=world.day, through=world.day)
    came = bram.take(bundle)
    assert (came.attachments, came.attachments_damaged) == (0, 1)
    assert bram.workstation.state(day=world.day)["damaged"][0]["what"] == "attachment"


def test_a_server_that_offers_a_recipient_a_reporter_s_file_gives_nothing(
    world: World, letters: Letters, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """No handover names it."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    offered = {attachment_name(Arrived(world.day, b"r" * 16)): b"a reporter's file"}
    bundle = pack(offered, world.server.keyring, since=world.day, through=world.day)
    came = world.recipients[TO].take(bundle)
    assert (came.attachments, came.attachments_not_for_me, came.unusable) == (0, 1, 0)


def test_the_commands_warn_ask_for_the_files_and_save_them(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path, tmp_path: Path
) -> None:
    """As three people type it."""
    text = tmp_path / "tekst.txt"
    text.write_text(TEXT)
    world.close()
    word = tmp_path / "word"
    word.write_text(PASSPHRASE)

    def at(name: str) -> list[object]:
        vault = world.folder / f"{name}.vault"
        return ["--vault", vault, "--passphrase-file", word, *the_day(world.day)]

    with_files = [part for path in files for part in ("--attach", path)]
    drafting = ["draft", *at("anna"), "--recipient", TO, "--subject", "Geld", "--text", text]
    drafted = run(*drafting, *with_files, case)
    assert drafted.exit_code == 0, drafted.output
    assert "author or the place of a photograph" in drafted.stderr
    assert "foto.jpg" in done("show", *at("anna"), case)
    exchanged = tmp_path / "exchange.tar"
    done("exchange", *at("anna"), "--for", 1, "--out", exchanged)
    done("import", *at("bram"), exchanged)
    assert "foto.jpg" in refused("approve", *at("bram"), "--yes", case)
    seen = [part for path in files for part in ("--attachment", path)]
    done("approve", *at("bram"), "--yes", *seen, case)
    back = tmp_path / "back.tar"
    done("exchange", *at("bram"), "--for", 0, "--out", back)
    done("import", *at("anna"), back)
    done("hand-over", *at("anna"), case)
    bundle = tmp_path / "out.tar"
    assert "2 files of handovers in this bundle" in done("export", *at("anna"), "--out", bundle)
    world.server.bring(bundle.read_bytes())
    inbound = tmp_path / "in.tar"
    inbound.write_bytes(world.server.inbound(slot=None, since=world.day))
    assert "attachments kept: 2" in done("import", *at(TO), inbound)
    number = done("cases", *at(TO)).split()[0]
    assert "file 1: foto.jpg, 130000 bytes, here" in done("show", *at(TO), number)
    assert "01-foto.jpg" in done("show", *at(TO), "--save", out, number)
    assert (out / "02-verslag.txt").read_bytes() == TWO
    assert "this is a confidant's" in refused("show", *at("anna"), "--save", out, case)
