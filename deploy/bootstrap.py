"""Makes `.venv` from the hashed pins; run by make before everything else.

Guarantees that the environment holds exactly what deploy/requirements/dev.txt
names, each file checked against its hash, and Sluis itself, editable. A second
run does nothing; a changed lock or another Python makes it anew; a changed
pyproject.toml installs only Sluis again; what was left half made is removed.
Uses the standard library only, in the syntax of Python 3.8, so that an older
Python can still say what is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

OLDEST = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
LOCK_FILE = ROOT / "deploy" / "requirements" / "dev.txt"
PROJECT_FILE = ROOT / "pyproject.toml"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
PACKAGES_STAMP = ENVIRONMENT / "packages.stamp"
PROJECT_STAMP = ENVIRONMENT / "project.stamp"
PIP = (str(PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")


class Refusal(Exception):
    """One sentence: what is missing or went wrong, and what to do next."""


def main() -> int:
    """Bring `.venv` up to date and return an exit status."""
    return do_step("bootstrap", bring_up_to_date)


def do_step(name: str, work: Callable[[], None]) -> int:
    """Do a step of setting up, one at a time, and return an exit status; say what hinders it."""
    try:
        with one_at_a_time():
            work()
    except Refusal as refusal:
        print(f"{name}: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"{name}: stopped half-way; run it again to finish.", file=sys.stderr)
        return 130
    return 0


def bring_up_to_date() -> None:
    """Do what is still to be done, and nothing if all is there."""
    use_new_enough_python()
    packages = digest(LOCK_FILE)
    if read(PACKAGES_STAMP) != packages or not is_new_enough(PYTHON):
        make_environment()
        install_packages()
        PACKAGES_STAMP.write_text(packages)
    project = digest(PROJECT_FILE) + str(ROOT)
    if read(PROJECT_STAMP) != project:
        install_project()
        PROJECT_STAMP.write_text(project)
        say("ready.")


def use_new_enough_python() -> None:
    """Return if this Python is new enough, else become one that is, else raise `Refusal`."""
    if sys.version_info >= OLDEST:
        return
    for name in CANDIDATES:
        path = shutil.which(name)
        if path and is_new_enough(path):
            os.execv(path, [path, str(Path(__file__).resolve())])  # noqa: S606
    raise Refusal(
        "Sluis needs Python 3.11 or newer, and this machine has only "
        f"{sys.version_info[0]}.{sys.version_info[1]}; install a newer one and run this again."
    )


def is_new_enough(path: str | Path) -> bool:
    """Tell whether the Python at `path` runs and is new enough (a name on PATH may be a shim)."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        command = [str(path), "-I", "-c", question]
        answer = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return answer.returncode == 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock on the project's folder, so that two runs do not make one environment."""
    folder = os.open(str(ROOT), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise Refusal(f"{path.name} cannot be read; this copy of Sluis is not complete.") from None


def read(stamp: Path) -> str:
    """Return what a stamp says; an absent stamp says nothing."""
    return stamp.read_text() if stamp.exists() else ""


def make_environment() -> None:
    """Make an empty `.venv`, in place of an old or half-made one."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Refusal(
            f"this Python {version} cannot make environments, because ensurepip is missing;"
            f" install it (Debian and Ubuntu: apt install python{version}-venv) and run this again."
        )
    say("making the environment .venv ...")
    if ENVIRONMENT.is_symlink() or ENVIRONMENT.is_file():
        ENVIRONMENT.unlink()
    elif ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    # Never the Python of the very environment that was just removed.
    python = getattr(sys, "_base_executable", sys.executable)
    run([python, "-I", "-m", "venv", str(ENVIRONMENT)], "the environment could not be made")


def install_packages() -> None:
    """Install what the lock file names: wheels only, since a source archive runs code unpinned."""
    count = sum(line[:1].isalnum() for line in LOCK_FILE.read_text().splitlines())
    say(f"fetching {count} packages, each checked against its hash; this takes a minute ...")
    command = [*PIP, "install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK_FILE)]
    run(command, "the packages could not be installed")


def install_project() -> None:
    """Install Sluis itself, editable: this needs no network."""
    say("installing Sluis itself ...")
    command = [*PIP, "install", "--no-index", "--no-build-isolation", "--no-deps", "-e", str(ROOT)]
    run(command, "Sluis itself could not be installed")


def run(command: Sequence[str], complaint: str) -> None:
    """Run a command to its end, or raise `Refusal` with the complaint."""
    if subprocess.run(command, cwd=str(ROOT), check=False).returncode != 0:
        raise Refusal(f"{complaint} (the reason stands above); see to that, then run this again.")


def say(sentence: str) -> None:
    """Tell the person at the keyboard what happens."""
    print(f"bootstrap: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
