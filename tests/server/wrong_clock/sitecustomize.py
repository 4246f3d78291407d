"""A wrong clock for a real process: Python's `time.time` is off by what a file says, read at every call.

Loaded by every Python that a test starts with this folder on its PYTHONPATH
(tests/server/wrong_clocks.py). Only the date is wrong, as on a machine whose clock
was set: the monotonic clock goes on.
"""

import os
import time
from pathlib import Path

_OFFSET, _right = Path(os.environ["WRONG_CLOCK"]), time.time
time.time = lambda: _right() + int(_OFFSET.read_text())
