"""What a build keeps for the next one: nothing old comes back, and nothing half made."""

import os
import time
from pathlib import Path
from threading import Thread

import pytest

from submitter_ui.site.build import Recipe
from submitter_ui.site.kept import UNUSED_SECONDS, Kept
from submitter_ui.site.scripts import ROOT_MARK, Bundler


def never() -> bytes:
    """What must not be made a second time."""
    raise AssertionError("it was kept")


def test_what_was_made_comes_back(tmp_path: Path) -> None:
    """Also from another process, which has only the folder."""
    assert Kept(tmp_path / "kept").get((b"a", b"b"), lambda: b"made") == b"made"
    assert Kept(tmp_path / "kept").get((b"a", b"b"), never) == b"made"


def test_of_other_parts_it_is_made_anew(tmp_path: Path) -> None:
    """Parts that only look alike when joined are other parts."""
    kept = Kept(tmp_path)
    assert kept.get((b"a", b"bc"), lambda: b"one") == b"one"
    assert kept.get((b"ab", b"c"), lambda: b"two") == b"two"


def test_without_a_folder_nothing_is_kept() -> None:
    """A site that will be served is built whole."""
    made = iter((b"one", b"two"))
    assert [Kept().get((b"a",), lambda: next(made)) for _ in range(2)] == [b"one", b"two"]


def test_what_could_not_be_made_is_not_kept(tmp_path: Path) -> None:
    """The next build tries again."""
    with pytest.raises(AssertionError, match="it was kept"):
        Kept(tmp_path).get((b"a",), never)
    assert Kept(tmp_path).get((b"a",), lambda: b"made") == b"made"


def test_two_builds_at_once_make_it_once(tmp_path: Path) -> None:
    """The second waits for the first."""
    times: list[None] = []

    def make() -> bytes:
        times.append(None)
        time.sleep(0.1)
        return b"made"

    builds = [Thread(target=Kept(tmp_path).get, args=((b"a",), make)) for _ in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert len(times) == 1


def test_what_nobody_asked_for_goes(tmp_path: Path) -> None:
    """And what was asked for lately stays."""
    kept = Kept(tmp_path)
    for name in (b"old", b"young"):
        kept.get((name,), lambda: b"made")
    for file in tmp_path.iterdir():
        os.utime(file, (0, time.time() - UNUSED_SECONDS - 1))
    kept.get((b"young",), never)
    kept.sweep()
    kept.get((b"young",), never)
    assert kept.get((b"old",), lambda: b"anew") == b"anew"


def test_another_service_has_its_own_root_in_what_was_kept(recipe: Recipe) -> None:
    """A bundle is kept without a root, so that no service can get another one's."""
    first, second = (
        Bundler(recipe.node, bytes([byte]) * 32, recipe.build_day, recipe.kept).offline().script
        for byte in (1, 2)
    )
    assert "01" * 32 in first
    assert first.replace("01" * 32, "02" * 32) == second
    assert ROOT_MARK not in first
