"""The first thing that runs inside the walls: takes away what the program may not use, says hello, runs it.

The limits come before anything of the file is read, and they are hard: nothing
inside can raise them again.
"""

import importlib
import json
import os
import resource
from collections.abc import Sequence

from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.wire import HELLO

OUTPUT = 1


def start(arguments: Sequence[str]) -> None:
    """Run `main(order, limits)` of a module; the arguments are its name and an order in JSON."""
    module, raw = arguments
    order = json.loads(raw)
    limits = Limits(**order.pop("limits"))
    restrict(limits)
    os.write(OUTPUT, HELLO)
    importlib.import_module(module).main(order, limits)


def restrict(limits: Limits) -> None:
    """Set every limit of the kernel's that suits a reader of one file."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        # One, not none: a memory image that is piped to a program of the system's
        # ignores the size, and only the value 1 forbids it (Linux, fs/coredump.c).
        (resource.RLIMIT_CORE, 1),
    ):
        resource.setrlimit(what, (most, most))
    # The soft limit ends the program by a signal of its own, the hard one by SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
