"""The worker stands on the inside of gunicorn's own, which promises nothing: a change there is seen here first."""

import hashlib
import inspect
from importlib.metadata import version

import gunicorn.workers.gthread as inside
import pytest

from server.worker import PatientWorker

KNOWN = "27.0.1"
"""The release against which `server/worker.py` was read."""
READ = {
    "TConn": "e3a2878ba952710a",
    "PollableMethodQueue": "5b4a78bd3cfb9745",
    "ThreadWorker.__init__": "5681b8b542ea91bf",
    "ThreadWorker.accept": "f8dcead3dce5c851",
    "ThreadWorker.enqueue_req": "c9f428953d24acef",
    "ThreadWorker.finish_request": "616e7bb15a009ff7",
    "ThreadWorker.handle": "ca85c9be3df75da4",
    "ThreadWorker.murder_keepalived": "4459960c4ccc36d4",
    "ThreadWorker.murder_pending": "7bf11f46454296e1",
    "ThreadWorker.on_client_socket_readable": "aead1a3ea7b7daff",
    "ThreadWorker.on_pending_socket_readable": "2475f7087832c086",
    "ThreadWorker.run": "f92c7394d85715a4",
    "ThreadWorker.set_accept_enabled": "140150ebfd3cae34",
    "ThreadWorker.wait_for_and_dispatch_events": "ea969b352482bd5c",
}
"""What it overrides, calls or relies on, by the first digits of the SHA-256 of its source."""
CHANGED = (
    "is not what server/worker.py was written for: read what changed, run tests/server/test_slow_lines.py"
    " and test_half_open.py with the slow tests, then write the new digits here"
)


def digest(name: str) -> str:
    """Return the first digits of the hash of a part's source."""
    part: object = inside
    for word in name.split("."):
        part = getattr(part, word)
    source = inspect.getsource(part)  # type: ignore[arg-type]
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", READ)
def test_inside_of_gunicorn_is_the_one_that_was_read(name: str) -> None:
    """Also where a release changes it and every other test happens to pass."""
    assert digest(name) == READ[name], f"gunicorn {version('gunicorn')}: {name} {CHANGED}"


def test_pinned_release_is_the_one_that_was_read() -> None:
    """A newer one is looked at before it serves."""
    assert version("gunicorn") == KNOWN, f"gunicorn {version('gunicorn')} {CHANGED}"


def test_everything_that_is_overridden_is_there_to_be_overridden() -> None:
    """A method that gunicorn no longer calls would guard nothing."""
    own = {name for name, part in vars(PatientWorker).items() if inspect.isfunction(part)}
    public = {name for name in own if not name.startswith("_")}
    assert public == {"enqueue_req", "murder_pending", "finish_request"}
    called = inspect.getsource(inside.ThreadWorker)
    for name in public:
        assert f"self.{name}" in called
