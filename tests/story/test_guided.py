"""The guide followed in one browser, from its page on, by clicking alone: reporter, portal, workstations, and back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from browser.service import everything_kept, running_service
from memory_disk import folder_in_memory
from playwright.sync_api import Browser
from prepared import copy_prepared
from whole_day import begin_on_a_whole_day

from deploy.demo import LAYOUT, start_workstations, write_guide
from deploy.desks import RunningDesk, stop_desks
from deploy.guiding import Language, in_terminal, look_up
from deploy.guiding_values import can_answer_today, choose_author, texts_to_copy
from deploy.playing import Player
from deploy.rehearsal import Rehearsal
from deploy.what_next import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WAIT_MS = 60_000
"""Opening a vault takes a second of all of a quiet machine."""


@contextmanager
def player(
    chromium: Browser, rehearsal: Rehearsal, language: Language, stick: Path
) -> Iterator[Player]:
    """Somebody with a browser who speaks a language, in front of the guide."""
    context = chromium.new_context(locale="en-GB" if language == "en" else "nl-NL")
    context.set_default_timeout(WAIT_MS)
    try:
        yield Player(context, rehearsal.folder / "guide", language, stick)
    finally:
        context.close()


def test_a_case_is_played_from_the_guide(
    chromium: Browser, prepared_service: Path, tmp_path: Path
) -> None:
    """The reporter reads what Anna answered, the Rijksrecherche what two signed; the guide named every button."""
    begin_on_a_whole_day()
    desks: list[RunningDesk] = []
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as rehearsal,
    ):
        try:
            author = start_workstations(rehearsal, desks)
            guide = write_guide(rehearsal, desks, author=author)["en"]
            with player(chromium, rehearsal, "en", tmp_path) as reader:
                answer = reader.play()
        finally:
            stop_desks(desks)
        assert answer == guide.values["answer_text"]
        said = " ".join(in_terminal(guide).split())
        assert [pair for pair in reader.labels if look_up(*pair, "en") not in said] == []
        kept = everything_kept(rehearsal)
        for text in ("report_text", "answer_text", "handover_text"):
            assert guide.values[text].encode() not in kept
        assert (author, choose_author(rehearsal)) == ("anna", "bram")


@pytest.mark.slow
def test_the_demo_is_played_and_ends_without_a_trace_of_itself(
    chromium: Browser, prepared_service: Path, tmp_path: Path
) -> None:
    """As `make demo` runs it, without a screen, in Dutch; Ctrl-C ends every process, and the word of today is out."""
    begin_on_a_whole_day()
    with folder_in_memory() as folder:
        rehearsal = copy_prepared(prepared_service, folder / "demo")
        (rehearsal.folder / "ready").write_text(LAYOUT)
        screens = {"DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES"}
        environment = {name: said for name, said in os.environ.items() if name not in screens}
        with subprocess.Popen(
            [sys.executable, "-m", "deploy.demo", "--folder", str(rehearsal.folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment | {"LANG": "nl_NL.UTF-8"},
        ) as demo:
            try:
                assert demo.stdout is not None
                printed = []
                while not printed or not printed[-1].startswith("file://"):
                    printed.append(demo.stdout.readline())
                    assert printed[-1], printed
                with player(chromium, rehearsal, "nl", tmp_path) as reader:
                    assert reader.play() == texts_to_copy("nl")["answer_text"]
                demo.send_signal(signal.SIGINT)
                assert demo.wait(120) == 0
            finally:
                demo.kill()
        assert "Eén zaak, van melder tot antwoord" in "".join(printed)
        assert not can_answer_today(rehearsal, "anna")
        assert _processes_naming(rehearsal.folder) == []


def _processes_naming(folder: Path) -> list[str]:
    """Return the command lines in which a folder stands; a process may end while it is looked at."""
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(file.read_bytes())
    return [line.decode(errors="replace") for line in lines if bytes(folder) in line]
