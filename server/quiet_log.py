"""gunicorn's log without anything about anybody: no address, no path, no browser, no message of an error.

gunicorn itself would write the address of whoever sends a broken request, and
the path of a request that fails. In a worker, this logger writes the kind of
error and its place, or that something was refused, and nothing else.
"""

import sys
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from server.web import place_of

REFUSED = "a request could not be read and was refused"


class QuietLogger(Logger):  # type: ignore[misc]
    """Says in a worker only what cannot be about a reporter."""

    in_worker = False

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log a warning of the arbiter; in a worker, only that there was one."""
        self._say(super().warning, msg, *args, **kwargs)

    def error(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log an error of the arbiter; in a worker, only that there was one."""
        self._say(super().error, msg, *args, **kwargs)

    def critical(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log an error of the arbiter; in a worker, only that there was one."""
        self._say(super().critical, msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log an exception's class and place."""
        error = sys.exc_info()[1]
        # A line on which nothing moved for too long is no fault of ours.
        if error is not None and not isinstance(error, BlockingIOError):
            super().error("%s at %s", type(error).__name__, place_of(error))

    def access(self, *args: Any, **kwargs: Any) -> None:
        """Log nothing: there is no access log."""

    def _say(self, log: Any, msg: str, *args: Any, **kwargs: Any) -> None:
        if self.in_worker:
            log(REFUSED)
        else:
            log(msg, *args, **kwargs)
