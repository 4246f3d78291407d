"""The whole way by the commands that people type, on one machine, for the demo, the tests and the benchmarks.

Every step is one of the four commands in a process of its own; nothing is called
from inside. The secrets that people would type come from files in the
rehearsal's folder, which is for rehearsals only.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
START_SECONDS = 60
STEP_SECONDS = 300
ROOT_HOLDERS = ("holder-1", "holder-2", "holder-3")
THRESHOLD = 2
CONFIDANTS = {"anna": 0, "bram": 1, "chris": 2}
RECIPIENTS = {"rijksrecherche": "Rijksrecherche", "gemeente": "Gemeente Voorbeeld"}
LINES = {
    "afpersing": "0,1:2",
    "bedreiging": "0,1:2",
    "contact": "0,1,2:2",
    "integriteit": "0,1,2:2",
    "klacht": "1,2:2",
    "signaal": "0,1,2:2",
}


class StepFailed(Exception):
    """A command refused; its own sentence, and the command."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a workstation and an account at the portal."""

    name: str
    role: str
    vault: Path
    passphrase_file: Path
    desk: Path

    @property
    def unlock(self) -> list[str]:
        """The options that open this person's vault."""
        return ["--vault", str(self.vault), "--passphrase-file", str(self.passphrase_file)]


@dataclass
class Rehearsal:
    """A folder with a whole service in it: ceremony, server home, vaults, desks; and the addresses once it serves."""

    folder: Path
    reporters: str = ""
    portal: str = ""
    process: subprocess.Popen[str] | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def home(self) -> Path:
        """The server's home."""
        return self.folder / "server"

    @property
    def site(self) -> Path:
        """The reporters' pages, as they were built for this service."""
        return self.folder / "site"

    @property
    def ceremony(self) -> Path:
        """What the ceremony made: keyring, recipients, revocations, root.hex."""
        return self.folder / "ceremony"

    @property
    def root(self) -> str:
        """The root in hexadecimal."""
        return (self.ceremony / "root.hex").read_text().strip()

    def person(self, name: str) -> Person:
        """Return a confidant or recipient by name."""
        role = "confidant" if name in CONFIDANTS else "recipient"
        place = self.folder / "people" / name
        vault = place / f"{name}.vault"  # its name is what a desk with several vaults asks for
        return Person(name, role, vault, place / "passphrase", place / "desk")

    @property
    def people(self) -> list[Person]:
        """Everybody with a workstation."""
        return [self.person(name) for name in (*CONFIDANTS, *RECIPIENTS)]

    def run(self, command: str, *arguments: str | Path, stdin: str = "") -> str:
        """Run one of the four commands and return what it printed; `StepFailed` if it refused."""
        done = subprocess.run(
            [str(BIN / command), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=STEP_SECONDS,
            env=dict(self.environment),
            check=False,
        )
        if done.returncode:
            words = done.stderr.strip() or done.stdout.strip()
            raise StepFailed(f"{command} {arguments[0]}: {words}")
        return done.stdout

    def workstation(self, command: str, person: Person, *arguments: str | Path) -> str:
        """Run `sluis-workstation` on a person's vault."""
        return self.run("sluis-workstation", command, *person.unlock, *arguments)

    def courier(self, command: str, person: Person, *arguments: str | Path) -> str:
        """Run `sluis-courier` with a person's account; one sign-in serves several commands."""
        options: Sequence[str | Path] = [
            *("--portal", self.portal, "--name", person.name),
            *("--password-file", person.desk / "password"),
            *("--totp-secret-file", person.desk / "totp-secret"),
            *("--session-file", person.desk / "session"),
        ]
        return self.run("sluis-courier", command, *options, *arguments)

    def report(self, command: str, *arguments: str | Path, stdin: str = "") -> str:
        """Run `sluis-report`."""
        options = ["--server", self.reporters, "--root", self.root]
        return self.run("sluis-report", command, *options, *arguments, stdin=stdin)

    def serve(self, *, reporters: str = "127.0.0.1:0", portal: str = "127.0.0.1:0") -> None:
        """Start both applications and wait until they say where they are."""
        log = (self.folder / "server.log").open("a")
        self.process = subprocess.Popen(
            [
                str(BIN / "sluis-server"),
                *("serve", "--home", str(self.home)),
                *("--reporters", reporters, "--portal", portal),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            env=dict(self.environment),
            start_new_session=True,
        )
        log.close()
        deadline = time.monotonic() + START_SECONDS
        while not (urls := self._urls()):
            if self.process.poll() is not None:
                raise StepFailed(f"the server did not start; see {self.folder / 'server.log'}")
            if time.monotonic() > deadline:
                self.stop()
                raise StepFailed("the server takes too long to start")
            time.sleep(0.05)
        self.reporters, self.portal = urls["reporters"], urls["portal"]

    def stop(self) -> None:
        """End what `serve` started."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.process = None

    def _urls(self) -> dict[str, str]:
        """Return where our own server says that it serves, empty as long as it does not."""
        try:
            urls = json.loads((self.home / "run" / "endpoints.json").read_text())
        except FileNotFoundError:
            return {}
        # Another one's, or what a killed one left, is neither read nor removed.
        ours = self.process is not None and urls.pop("pid") == self.process.pid
        return urls if ours else {}
