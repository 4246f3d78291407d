"""The whole way by the commands that people type, under real gunicorn, SQLite and a folder.

One story is played for all tests of this module; each looks at another side of it.
"""

import json
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from prepared import copy_prepared
from whole_day import begin_on_a_whole_day

from crypto.codename.codename import parse_codename
from deploy.rehearsal import BIN, RECIPIENTS, Rehearsal, StepFailed
from deploy.setting_up import (
    bring,
    bring_first_bundles,
    fetch,
    new_file,
)
from deploy.story import ANSWER, AUTHOR, HANDOVER, Played, check, play, send_report
from deploy.what_next import next_steps

pytestmark = pytest.mark.timeout(600)

UNKNOWN = "nestelen voorpret mosterd gloed kastrand blauw teckel maestro"
"""A codename that nobody was ever given."""


@pytest.fixture(scope="module")
def rehearsal(
    prepared_service: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rehearsal]:
    """A running service with its people, where a confidant sends one batch a day."""
    begin_on_a_whole_day()
    rehearsal = copy_prepared(prepared_service, tmp_path_factory.mktemp("story") / "service")
    rehearsal.serve()
    try:
        bring_first_bundles(rehearsal)
        yield rehearsal
    finally:
        rehearsal.stop()


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the story said while it was played."""
    return []


@pytest.fixture(scope="module")
def played(rehearsal: Rehearsal, said: list[str]) -> Played:
    """The story, played once."""
    return play(rehearsal, said.append)


def test_the_codename_is_eight_dutch_words_and_leads_to_the_answer(
    played: Played, rehearsal: Rehearsal
) -> None:
    """The reporter reads what Anna wrote, and nobody's name."""
    assert parse_codename(played.codename).words("nl") == played.codename.split()
    for line in ANSWER.strip().splitlines():
        assert line in played.answer
    assert "anna" not in played.answer.lower()


def test_the_rijksrecherche_reads_the_redacted_text_and_nothing_of_the_original(
    played: Played,
) -> None:
    """Two signatures, a pseudonym, the confidants' own words."""
    for line in HANDOVER.strip().splitlines():
        assert line.strip() in played.handover
    # One word of a codename may stand in any text.
    for original in ("zwager", "september", " ".join(played.codename.split()[:2])):
        assert original not in played.handover


def test_the_three_outcomes_were_shown(played: Played, said: list[str]) -> None:
    """Opened by the members, not for Chris; damage has tests of its own."""
    text = "\n".join(said)
    assert "reports opened" in text
    assert "not for" in text


def test_nothing_of_the_story_stands_at_the_server_or_in_its_logs(
    played: Played, rehearsal: Rehearsal
) -> None:
    """Marked texts and a marked file name are searched in folder, database, WAL and logs."""
    marked = rehearsal.folder / "reporter" / "MARKEDNAME-7431.txt"
    marked.write_text("MARKEDFILE-7431")
    rehearsal.report(
        *("send", "--line", "bedreiging", "--text", "-", "--attach", marked),
        stdin="MARKEDTEXT-7431 in een melding",
    )
    words = [
        *(f"MARKED{what}".encode() for what in ("TEXT", "FILE", "NAME")),
        *(word.encode() for word in ("horecavergunning", "bedreiging", "integriteit")),
        *(word.encode() for word in set(played.codename.split()) - {*RECIPIENTS} if len(word) > 7),
    ]
    searched = [path for path in rehearsal.home.rglob("*") if path.is_file()]
    searched.append(rehearsal.folder / "server.log")
    assert any(path.name.endswith("-wal") for path in searched)
    published_line_names = rehearsal.home / "public" / "today"
    for path in searched:
        content = path.read_bytes()
        for word in words:
            if word in (b"bedreiging", b"integriteit") and _holds_keyring(path, rehearsal):
                continue
            assert word not in content, f"{word!r} in {path.name}"
    assert published_line_names in searched


def test_the_log_names_no_address_no_path_and_no_agent(
    played: Played, rehearsal: Rehearsal
) -> None:
    """Nothing about reporters is logged."""
    log = (rehearsal.folder / "server.log").read_text()
    for word in ("127.0.0.1 -", "GET ", "POST ", "/api/", "python-urllib", "Mozilla"):
        assert word not in log


def test_no_file_of_the_server_tells_a_finer_time_than_a_day(
    played: Played, rehearsal: Rehearsal
) -> None:
    """Attachments carry midnight."""
    objects = [p for p in (rehearsal.home / "objects").rglob("*") if p.is_file()]
    assert objects
    for path in objects:
        assert int(path.stat().st_mtime) % 86_400 == 0


def test_a_mistyped_codename_is_named_on_the_device_without_a_request(
    played: Played, rehearsal: Rehearsal
) -> None:
    """The doubtful word by its place; the server is not asked."""
    words = UNKNOWN.split()
    words[2] = words[2][:-1] + "x"
    file = rehearsal.folder / "reporter" / "mistyped"
    file.write_text(" ".join(words))
    with _nowhere() as address, pytest.raises(StepFailed) as refused:
        rehearsal.run(
            *("sluis-report", "check", "--server", address, "--root", rehearsal.root),
            *("--codename-file", file),
        )
    assert "3" in str(refused.value)
    assert not any(word in str(refused.value) for word in words[3:] if len(word) > 5)


def test_an_unknown_codename_looks_like_no_answer(played: Played, rehearsal: Rehearsal) -> None:
    """The same words, the same status."""
    unanswered = send_report(rehearsal, "Nog een melding, zonder antwoord.")
    assert check(rehearsal, unanswered) == check(rehearsal, UNKNOWN)


def test_a_second_batch_waits_until_tomorrow_and_says_so(
    played: Played, rehearsal: Rehearsal
) -> None:
    """At most one batch a day; the bundle without one still goes."""
    anna = rehearsal.person("anna")
    text = new_file(anna.desk, "later")
    text.write_text("Ik schrijf u morgen meer.\n")
    rehearsal.workstation("reply", anna, played.case, "--text", text)
    bring(rehearsal, anna)
    state = json.loads(rehearsal.workstation("state", anna, "--json"))
    assert "1" in json.dumps(state)


@pytest.mark.slow
def test_what_a_visitor_is_told_to_try_works_and_works_again(
    played: Played, rehearsal: Rehearsal
) -> None:
    """Each command of the demo's closing text, pasted twice; the story's batch is not asked for again."""
    told = next_steps(rehearsal, case=played.case, sent_today=[AUTHOR])
    commands = re.findall(r"^    \S(?:.*\\\n)*.*$", told, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        line = command.replace(".venv/bin/", f"{BIN}/")
        for _ in range(2):
            done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (line, done.stderr)
    assert "Wij denken met u mee." in check(rehearsal, played.codename)


def test_the_same_bundle_brought_twice_changes_nothing(
    played: Played, rehearsal: Rehearsal
) -> None:
    """A second click is told apart from a first one, and does nothing."""
    anna = rehearsal.person("anna")
    bundle = new_file(anna.desk, "again")
    rehearsal.workstation("export", anna, "--again", "--out", bundle)
    before = _published(rehearsal)
    with pytest.raises(StepFailed, match="brought before; nothing was changed"):
        rehearsal.courier("bring", anna, bundle)
    assert _published(rehearsal) == before


def test_a_bundle_altered_or_cut_off_on_the_stick_is_refused_and_changes_nothing(
    played: Played, rehearsal: Rehearsal
) -> None:
    """One sentence, a status other than zero, the vault as it was."""
    chris = rehearsal.person("chris")
    bundle = new_file(chris.desk, "inbound")
    rehearsal.courier("get", chris, "--out", bundle)
    whole = bundle.read_bytes()
    before = rehearsal.workstation("state", chris, "--json")
    for wrong in (
        whole[: len(whole) // 2],
        whole[:-1536],
        whole.replace(b"mlkem768x25519", b"mlkem768x25518", 1),
        b"",
    ):
        bundle.write_bytes(wrong)
        with pytest.raises(StepFailed) as refused:
            rehearsal.workstation("import", chris, bundle)
        assert "Traceback" not in str(refused.value)
    assert rehearsal.workstation("state", chris, "--json") == before


def test_an_unreachable_server_is_said_and_the_codename_is_not_given(
    rehearsal: Rehearsal,
) -> None:
    """Nothing was stored, so there is nothing to keep a codename for."""
    with _nowhere() as address, pytest.raises(StepFailed) as refused:
        rehearsal.run(
            *("sluis-report", "send", "--server", address, "--root", rehearsal.root),
            *("--line", "integriteit", "--text", "-"),
            stdin="x",
        )
    assert "0800 2800 200" in str(refused.value)


def test_a_wrong_root_is_refused(rehearsal: Rehearsal) -> None:
    """A server that is not the one on the poster."""
    with pytest.raises(StepFailed):
        rehearsal.run(
            *("sluis-report", "send", "--server", rehearsal.reporters, "--root", "0" * 64),
            *("--line", "integriteit", "--text", "-"),
            stdin="x",
        )


def test_the_server_s_state_is_told_to_the_administrator(
    played: Played, rehearsal: Rehearsal
) -> None:
    """Counts and dates, for people and as JSON."""
    assert json.loads(rehearsal.run("sluis-server", "state", "--home", rehearsal.home, "--json"))
    assert rehearsal.run("sluis-server", "sweep", "--home", rehearsal.home) is not None
    assert "today" not in fetch(rehearsal, rehearsal.person("gemeente")) or played


def _published(rehearsal: Rehearsal) -> tuple[bytes, bytes]:
    urls = [f"{rehearsal.reporters}/api/{name}" for name in ("today", "drop")]
    today, drop = (urlopen(url, timeout=30).read() for url in urls)
    return today, drop


def _holds_keyring(path: Path, rehearsal: Rehearsal) -> bool:
    """The keyring names the lines in clear, for everybody: in the published file and its table."""
    return (
        path == rehearsal.home / "public" / "today" or ".db" in path.name or ".sqlite" in path.name
    )


class _nowhere:  # noqa: N801
    """An address on which nobody listens."""

    def __enter__(self) -> str:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def test_the_environment_has_no_switch_for_the_clock() -> None:
    """Rehearsals run in the present; there is no way to bend time in production."""
    assert not [name for name in os.environ if name.startswith("SLUIS_DAY")]
