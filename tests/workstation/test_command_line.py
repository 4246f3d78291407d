"""`sluis-workstation`: every refusal one sentence and exit status 1, nothing changed, nothing echoed."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from workstation.commands import PASSPHRASE, done, refused, run

from crypto import errors
from crypto.errors import ProtocolError
from journalist_ui.workstation.days import clock_day, write_day
from journalist_ui.workstation.refusals import AT_THE_VAULT, in_words

TODAY = write_day(clock_day())
CALL = "from journalist_ui.workstation.cli import main; "


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with two vaults, a reader's vault and a finished ceremony."""
    folder = tmp_path_factory.mktemp("service")
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    unlock = ("--passphrase-file", secret)
    for name, role in (("anna", "confidant"), ("bram", "confidant"), ("reader", "recipient")):
        vault, request = folder / name, folder / f"{name}.request"
        done(
            "init", "--vault", vault, "--role", role, "--name", name, "--request", request, *unlock
        )
    for number in range(2):
        done("ceremony", "holder", "--out", folder / f"holder{number}", *unlock)
    draft = folder / "draft"
    done("ceremony", "draft", "--out", draft, *draft_options(folder))
    for number in range(2):
        key = folder / f"holder{number}"
        said = done("ceremony", "sign", "--key", key, *unlock, draft, typed="y\n")
        assert "line integriteit: slots 0, 1" in said
    done("ceremony", "finish", draft, "--out", folder / "finished")
    for name in ("anna", "bram", "reader"):
        done("enrol", "--vault", folder / name, *unlock, *enrol_options(folder))
    return folder


def draft_options(folder: Path) -> Sequence[object]:
    """Return the options of a ceremony of two holders, two slots and a recipient."""
    return [
        *("--threshold", 2),
        *("--holder", folder / "holder0.pub", "--holder", folder / "holder1.pub"),
        *("--slot", f"0={folder / 'anna.request'}", "--slot", f"1:3={folder / 'bram.request'}"),
        *("--line", "integriteit=0,1:2"),
        *("--recipient", f"gemeente=De gemeente:{folder / 'reader.request'}"),
    ]


def enrol_options(folder: Path) -> Sequence[object]:
    """Return the options of an enrolment."""
    finished = folder / "finished"
    root = (finished / "root.hex").read_text().strip()
    recipients = finished / "recipients"
    return ["--keyring", finished / "keyring", "--recipients", recipients, "--root", root]


def unlocked(folder: Path, name: str = "anna") -> Sequence[object]:
    """Return the options that open a vault."""
    return ["--vault", folder / name, "--passphrase-file", folder / "passphrase"]


def test_the_ceremony_leaves_everything_in_a_folder(service: Path) -> None:
    """Keyring, recipients, one revocation for each (slot, generation), the root in hex."""
    finished = service / "finished"
    names = sorted(str(path.relative_to(finished)) for path in finished.rglob("*"))
    assert names == [
        "keyring",
        "recipients",
        "revocations",
        "revocations/0-0",
        "revocations/1-3",
        "root.hex",
    ]
    assert len((finished / "root.hex").read_text()) == 65


def test_what_lists_also_speaks_json(service: Path) -> None:
    """The objects that other programs read."""
    assert json.loads(done("cases", *unlocked(service), "--json")) == []
    assert json.loads(done("cases", *unlocked(service, "reader"), "--json")) == []
    state = json.loads(done("state", *unlocked(service), "--json"))
    assert (state["slot"], state["role"], state["day"]) == (0, "confidant", TODAY)
    assert "slot: 0" in done("state", *unlocked(service))
    assert "nothing here" in done("cases", *unlocked(service))


def test_a_passphrase_is_asked_twice_when_new_and_once_after(tmp_path: Path) -> None:
    """It is never shown, and a slip at the second time is asked again."""
    made = ["init", "--vault", tmp_path / "v", "--role", "confidant", "--name", "x"]
    said = run(
        *made, "--request", tmp_path / "r", typed=f"{PASSPHRASE}\nx\n" + f"{PASSPHRASE}\n" * 2
    )
    assert said.exit_code == 0
    assert PASSPHRASE not in said.output
    assert "run enrol first" in refused("cases", "--vault", tmp_path / "v", typed=f"{PASSPHRASE}\n")
    assert "not the passphrase" in refused("cases", "--vault", tmp_path / "v", typed="wrong one\n")


def test_the_day_is_confirmed_where_the_clock_cannot_be_believed(service: Path) -> None:
    """Before what was signed: refused; badly written: refused."""
    assert "it cannot be before" in refused("state", *unlocked(service), "--day", "2020-01-01")
    assert "a day is written as" in refused("state", *unlocked(service), "--day", "tomorrow")


def test_a_day_far_ahead_is_asked_for_twice(service: Path, tmp_path: Path) -> None:
    """A mistyped year would silence the slot; the same year typed twice is beyond the keyring."""
    year = f"{int(TODAY[:4]) + 30}{TODAY[4:7]}-01"
    before = (service / "bram").read_bytes()
    export = ["export", *unlocked(service, "bram"), "--out", tmp_path / "o", "--day", year]
    assert "--yes-the-day-is" in refused(*export)
    assert "both" in refused(*export, "--yes-the-day-is", TODAY)
    assert "expired" in refused(*export, "--yes-the-day-is", year)
    assert (service / "bram").read_bytes() == before
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "command", ["enrol", "import", "export", "state", "cases", "note", "reply"]
)
def test_every_command_with_a_day_has_the_second_confirmation(command: str) -> None:
    """One mechanism for all of them."""
    said = done(command, "--help")
    assert "--day " in said
    assert "--yes-the-day-is" in said


def test_an_export_is_written_again_byte_for_byte(service: Path, tmp_path: Path) -> None:
    """A lost stick, and a file that is there already."""
    first, second = tmp_path / "first", tmp_path / "second"
    done("export", *unlocked(service), "--out", first, "--no-batch")
    done("export", *unlocked(service), "--out", second, "--again")
    assert first.read_bytes() == second.read_bytes()
    assert "there already" in refused("export", *unlocked(service), "--out", first)
    assert "not kept" in refused(
        "export", *unlocked(service), "--out", tmp_path / "x", "--again", "--number", 77
    )
    state = json.loads(done("state", *unlocked(service), "--json"))
    assert state["last_bundle"]["sequence"] == 0


def test_an_export_that_cannot_be_written_is_kept(service: Path, tmp_path: Path) -> None:
    """The sentence says how to get it."""
    out = tmp_path / "missing" / "bundle"
    assert "write it with export --again" in refused(
        "export", *unlocked(service, "bram"), "--out", out
    )
    done("export", *unlocked(service, "bram"), "--out", tmp_path / "bundle", "--again")


OUTCOMES = [kind for kind in vars(errors).values() if isinstance(kind, type)]


@pytest.mark.parametrize("kind", OUTCOMES[1:], ids=lambda kind: kind.__name__)
def test_every_outcome_of_the_protocol_has_a_next_step(kind: type[ProtocolError]) -> None:
    """What is wrong, what to do, what became of the vault: none is left to guess."""
    said = in_words(kind("it is so"), next_steps=AT_THE_VAULT)
    assert said == f"it is so: {AT_THE_VAULT[kind]}; nothing was changed"


def test_without_a_terminal_the_passphrase_is_not_asked(service: Path) -> None:
    """One sentence that names the option, and no warning of a library with its path."""
    done = subprocess.run(
        [sys.executable, "-c", f"{CALL}main()", "cases", "--vault", str(service / "anna")],
        input=PASSPHRASE + "\n",
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert "--passphrase-file" in sentence


def test_a_reader_who_goes_away_is_no_error(service: Path) -> None:
    """`... | head` ends without a word on standard error."""
    words = [str(word) for word in ("state", *unlocked(service), "--json")]
    program = subprocess.Popen(
        [sys.executable, "-c", f"{CALL}main()", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    program.stdout.close()
    assert program.stderr is not None
    assert program.stderr.read() == b""
    program.wait()


@pytest.mark.parametrize("words", [[], ["export"], ["ceremony"], ["ceremony", "sign"]])
def test_help_has_a_short_name(words: list[str]) -> None:
    """As the other commands have."""
    assert done(*words, "-h") == done(*words, "--help")


def test_what_was_signed_before_a_bad_draft_is_named(service: Path, tmp_path: Path) -> None:
    """Not all was left as it was, so that is not said."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    done("ceremony", "draft", "--out", good, *draft_options(service))
    bad.write_bytes(b"no draft")
    secret = ("--passphrase-file", service / "passphrase")
    key = service / "holder0"
    said = refused("ceremony", "sign", "--key", key, *secret, "--yes", good, bad)
    assert said.endswith("it is as it was, and signed are good")


REFUSALS: dict[str, tuple[list[str], str]] = {
    "no such vault": (["cases", "--vault", "{tmp}/none"], "make one with init"),
    "not a vault": (["cases", "--vault", "{dir}/anna.request"], "not a vault"),
    "no such case": (["show", "--vault", "{dir}/anna", "ffff0000"], "no case here"),
    "no such bundle": (["import", "--vault", "{dir}/anna", "{tmp}/none"], "cannot be read"),
    "not a bundle": (["import", "--vault", "{dir}/anna", "{dir}/passphrase"], "not a bundle"),
    "not text": (["note", "--vault", "{dir}/anna", "--text", "{tmp}/raw", "ffff"], "UTF-8"),
    "a recipient exports": (["export", "--vault", "{dir}/reader", "--out", "{tmp}/o"], "recipient"),
    "for oneself": (
        ["exchange", "--vault", "{dir}/anna", "--for", "0", "--out", "{tmp}/o"],
        "slot",
    ),
    "for whom no key is here": (
        ["exchange", "--vault", "{dir}/anna", "--for", "1", "--out", "{tmp}/o"],
        "import the newest bundle first",
    ),
    "a root of four digits": (
        [
            *("enrol", "--vault", "{dir}/anna", "--keyring", "{dir}/finished/keyring"),
            *("--recipients", "{dir}/finished/recipients", "--root", "abcd"),
        ],
        "64 hexadecimal digits",
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_one_sentence(
    service: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    """Exit status 1, and the vault as it was."""
    (tmp_path / "raw").write_bytes(b"\xff\xfe")
    before = (service / "anna").read_bytes()
    filled = [word.format(tmp=tmp_path, dir=service) for word in words]
    sentence = refused(*filled, "--passphrase-file", service / "passphrase")
    assert said in sentence
    assert sentence.endswith("; nothing was changed")
    assert (service / "anna").read_bytes() == before
    assert not (tmp_path / "o").exists()


CEREMONY_REFUSALS: dict[str, tuple[list[str], str]] = {
    "a slot badly written": (["--slot", "anna"], "a slot is written as"),
    "a slot twice": (["--slot", "0={dir}/anna.request"], "stands there twice"),
    "a slot beyond": (["--slot", "9={dir}/anna.request"], "beyond the 8 slots"),
    "a recipient in a slot": (["--slot", "3={dir}/reader.request"], "a recipient's"),
    "a line unknown": (["--line", "roddel=0:1"], "not one of"),
    "a line badly written": (["--line", "klacht"], "a line is written as"),
    "a confidant as recipient": (["--recipient", "ab=B:{dir}/anna.request"], "a confidant's"),
    "a recipient badly written": (["--recipient", "x"], "a recipient is written as"),
    "a missing file": (["--slot", "3={dir}/none"], "cannot be read"),
    "no request": (["--slot", "3={dir}/passphrase"], "is not"),
}


@pytest.mark.parametrize(("words", "said"), CEREMONY_REFUSALS.values(), ids=CEREMONY_REFUSALS)
def test_a_ceremony_that_makes_no_sense_is_refused(
    service: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    """Before anything is written."""
    filled = [word.format(dir=service) for word in words]
    out = tmp_path / "draft"
    sentence = refused("ceremony", "draft", "--out", out, *draft_options(service), *filled)
    assert said in sentence
    assert not out.exists()


def test_a_holder_can_say_no(service: Path, tmp_path: Path) -> None:
    """Nothing is signed then."""
    draft = tmp_path / "draft"
    done("ceremony", "draft", "--out", draft, *draft_options(service))
    before = draft.read_bytes()
    options = ("--key", service / "holder0", "--passphrase-file", service / "passphrase")
    assert "nothing was changed" in refused("ceremony", "sign", *options, draft, typed="n\n")
    assert draft.read_bytes() == before
    assert "2 are needed" in refused("ceremony", "finish", draft, "--out", tmp_path / "out")


def test_the_next_ceremony_follows_the_last_keyring(service: Path, tmp_path: Path) -> None:
    """The same service, the next serial."""
    previous = service / "finished" / "keyring"
    draft = tmp_path / "draft"
    options = (*draft_options(service), "--previous", previous)
    done("ceremony", "draft", "--out", draft, *options)
    secret = ("--passphrase-file", service / "passphrase")
    said = done("ceremony", "sign", "--key", service / "holder0", *secret, "--yes", draft)
    assert "keyring 2 of the service" in said


def test_a_mistake_in_the_options_is_a_mistake_in_the_options(service: Path) -> None:
    """Exit status 2, as everywhere."""
    for words in (["cases"], ["show", *unlocked(service), "--attachment", "1", "ab"], ["nonsense"]):
        assert run(*words).exit_code == 2


def test_a_snapshot_for_whom_no_key_is_here_is_refused(service: Path, tmp_path: Path) -> None:
    """And nothing is written."""
    words = ["snapshot", *unlocked(service), "--for", 1, "--out", tmp_path / "o", "--yes"]
    assert "import the newest bundle first" in refused(*words)
    assert not (tmp_path / "o").exists()
