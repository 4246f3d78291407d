"""`sluis-report` as a process that cannot make a socket, on the real day, with a service to match."""

import subprocess
import sys
import time
from pathlib import Path

from tests.tiny_service import MANNED, TinyService

_PROGRAM = (
    "import sys; from submitter_ui.cli import main\n"
    "def forbid(event, arguments):\n"
    "    if event.startswith('socket.'): raise AssertionError(event)\n"
    "sys.addaudithook(forbid); main()"
)


def service_of_today() -> TinyService:
    """Return a service whose confidants published a head on the real day."""
    service = TinyService(day=int(time.time()) // 86_400)
    for slot in range(MANNED):
        service.bundle(slot, with_batch=False)
    return service


def run_without_sockets(
    folder: Path, *arguments: str, typed: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; whatever would speak to anybody fails with `AssertionError`."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        input=typed,
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
