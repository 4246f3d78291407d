"""Files of a handover, the whole way: made anew, seen by two, sealed to the readers, saved by them."""

from pathlib import Path

import pytest
from workstation.commands import PASSPHRASE, done, refused, run, the_day
from workstation.handed_files import ONE, TEXT, TO, TWO, draft, save_all
from world import Desk, World
from world_changes import add_reader

from journalist_ui.workstation import handover_files
from journalist_ui.workstation.chosen_files import ChosenFile
from journalist_ui.workstation.errors import Refused


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
