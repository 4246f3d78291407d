"""The workstations of a demo: one `sluis-workstation desk --rehearsal` each, at a port and a link of its own."""

import contextlib
import os
import re
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.rehearsal import BIN, Person, StepFailed

START_SECONDS = 60
END_SECONDS = 30
IDLE_MINUTES = "60"
"""The longest that a desk allows: whoever follows a guide reads in between."""
_LINK = re.compile(r"http://127\.0\.0\.1:\d+/open/\S+")


@dataclass(slots=True)
class RunningDesk:
    """A desk that runs, and the link that opens it."""

    people: Sequence[Person]
    link: str
    process: subprocess.Popen[str]

    def stop(self) -> None:
        """End it, which locks its vault."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start_desk(
    people: Sequence[Person], *, log: Path, environment: Mapping[str, str] = os.environ
) -> RunningDesk:
    """Start one workstation for all the vaults that lie on it, or raise `StepFailed`."""
    vaults = [option for person in people for option in ("--vault", str(person.vault))]
    options = ("--rehearsal", "--no-browser", "--idle-minutes", IDLE_MINUTES)
    with log.open("a") as errors:
        process = subprocess.Popen(
            [str(BIN / "sluis-workstation"), "desk", *vaults, *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=dict(environment),
            # Ctrl-C goes to the demo alone, which then ends its desks one by one.
            start_new_session=True,
        )
    desk = RunningDesk(people, "", process)
    # A desk that says nothing would be waited for without end.
    late = threading.Timer(START_SECONDS, desk.stop)
    late.start()
    try:
        desk.link = _read_link(process)
    finally:
        late.cancel()
    if not desk.link:
        desk.stop()
        raise StepFailed(f"a workstation did not start; see {log}")
    return desk


def stop_desks(desks: Sequence[RunningDesk]) -> None:
    """End every desk, whatever happens to one of them."""
    with contextlib.ExitStack() as stack:
        for desk in desks:
            stack.callback(desk.stop)


def _read_link(process: subprocess.Popen[str]) -> str:
    """Return the link that a desk prints, empty if it ends without one."""
    found = (_LINK.search(line) for line in process.stdout or ())
    return next((link.group() for link in found if link), "")
