"""`sluis-report` as a process of its own, for tests."""

import sys

COMMAND = [sys.executable, "-c", "from submitter_ui.cli import main; main()"]
