"""gunicorn's log without anything about anybody: no address, no path, no browser, no message of an error.

gunicorn itself would write the address of whoever sends a broken request, and
the path of a request that fails. In a worker, this logger writes the kind of
error and its place, or that something was refused, and nothing else.

Behind it stands a filter on every line of the process, whoever wrote it: what
looks like an address, an id, a ticket or a path of the interface is taken out.
"""

import logging
import re
import sys
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from server.web import place_of

HIDDEN = "[hidden]"
_ABOUT_SOMEBODY = re.compile(
    r"""
    \b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?                            # an address of version 4
    | \[?\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){3,7}\b\]?            # of version 6, whole
    | \[?(?:\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?::[0-9a-fA-F:.]*\]?  # and shortened
    | \b[a-z2-7]{56}\.onion\b
    | /(?:api|nl|en|assets)/\S*                                      # what somebody asked for
    | \b[A-Za-z0-9_-]{32,}                                          # ids, tickets, tokens, hashes
    """,
    re.VERBOSE,
)
REFUSED = "a request could not be read and was refused"


class Discretion(logging.Filter):
    """Takes out of a line what could be about somebody, and every trace of a stack with its words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line; let it through."""
        record.msg, record.args = hide(record.getMessage()), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def hide(text: str) -> str:
    """Return a line without what could be about somebody."""
    return _ABOUT_SOMEBODY.sub(HIDDEN, text)


def log_discreetly() -> None:
    """Send every line of this process through the filter, to standard error."""
    handler = logging.StreamHandler()
    handler.addFilter(Discretion())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class QuietLogger(Logger):  # type: ignore[misc]
    """Says in a worker only what cannot be about a reporter."""

    in_worker = False

    def setup(self, cfg: Any) -> None:
        """Set up gunicorn's loggers, each with the filter."""
        super().setup(cfg)
        for logger in (self.error_log, self.access_log):
            for handler in logger.handlers:
                handler.addFilter(Discretion())

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
