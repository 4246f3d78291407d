"""A server for each test, copied from one that is made once: on SQLite and a folder, and on what grew out of them.

And one that really runs, for all tests that leave it running: starting one takes longer than most of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from read_once import read_once

from crypto.opening.identity import Identity
from server.accounts import Credentials
from server.clock import SystemClock
from tests.server.commands import Run, running_on
from tests.server.grown import GROWN, LOCAL, Backing, GrownBacking, grown
from tests.server.running import Running, running
from tests.server.service import Server, Template, copy_home, copy_server, furnish, make_home
from tests.tiny_service import TinyService

QUICK = (
    "test_full_bucket",
    "test_checksums",
    "test_grown",
    "test_grown_backups",
    "test_restored_bucket",
    "test_retention",
    "test_submissions",
    "test_uploads",
)
"""Modules whose tests run on both backings in `make test`; all others do in `make test-all`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Drop what only the other backing can be asked, and keep the rest of the second round for the long run."""
    for item in list(items):
        call = getattr(item, "callspec", None)
        backing = None if call is None else call.params.get("backing")
        other = {LOCAL: "grown", GROWN: "local"}.get(backing or "")
        if other is not None and item.get_closest_marker(other) is not None:
            items.remove(item)
        elif backing == GROWN and item.path.stem not in QUICK:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Texts and templates are read once for all applications of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture(scope="session")
def grown_backing() -> Iterator[GrownBacking]:
    """Return a PostgreSQL and an S3, each started once."""
    with grown() as found:
        yield found


@pytest.fixture(scope="session", params=[LOCAL, GROWN])
def backing(request: pytest.FixtureRequest) -> Backing:
    """Return where servers store."""
    found: Backing = Backing()
    if request.param == GROWN:
        found = request.getfixturevalue("grown_backing")
    return found


@pytest.fixture(scope="session")
def tiny_template() -> TinyService:
    """Return a service whose keys are made once."""
    return TinyService()


@pytest.fixture(scope="session")
def key() -> Identity:
    """Return the key of the backups."""
    return Identity.generate()


@pytest.fixture
def tiny(tiny_template: TinyService) -> TinyService:
    """Return a service that a test may change."""
    return tiny_template.copy()


@pytest.fixture(scope="session")
def today_template() -> TinyService:
    """Return a service whose keyring is valid today, by the machine's own clock."""
    return TinyService(SystemClock().today())


@pytest.fixture(scope="module")
def today_tiny(today_template: TinyService) -> TinyService:
    """Return a service of today that the tests of a module may change."""
    return today_template.copy()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, today_template: TinyService) -> Template:
    """Return a home of today to copy."""
    home = make_home(tmp_path_factory.mktemp("ready") / "home")
    return Template(home, furnish(home, today_template, day=today_template.day))


@pytest.fixture(scope="session")
def served(ready: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a running server, the same for all tests that leave it running."""
    with running(copy_home(ready, tmp_path_factory.mktemp("served") / "home").path) as found:
        yield found


@pytest.fixture(scope="session")
def ready_anywhere(
    ready: Template,
    backing: Backing,
    today_template: TinyService,
    tmp_path_factory: pytest.TempPathFactory,
) -> Template:
    """Return a home of today to copy, on each backing."""
    if not isinstance(backing, GrownBacking):
        return ready
    home = make_home(tmp_path_factory.mktemp("ready") / "home", backing)
    return Template(home, furnish(home, today_template, day=today_template.day), backing)


@pytest.fixture(scope="session")
def served_anywhere(
    request: pytest.FixtureRequest,
    backing: Backing,
    today_template: TinyService,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Running, dict[str, Credentials]]]:
    """Return a running server on each backing, and everybody's credentials."""
    if not isinstance(backing, GrownBacking):
        yield request.getfixturevalue("served"), request.getfixturevalue("ready").staff
        return
    home = make_home(tmp_path_factory.mktemp("served") / "home", backing)
    staff = furnish(home, today_template, day=today_template.day)
    with running(home.path) as found:
        yield found, staff


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, tiny_template: TinyService, backing: Backing
) -> Template:
    """Return a home with a keyring and three confidants, never to be changed."""
    home = make_home(tmp_path_factory.mktemp("template") / "home", backing)
    return Template(home, furnish(home, tiny_template), backing)


@pytest.fixture
def server(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server with a keyring and three confidants."""
    return copy_server(template, tmp_path, tiny)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where a server's home will be."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Run:
    """Return a function that runs a command on that home."""
    return running_on(home)


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """Remove what a test made on a backing."""
    yield
    if "backing" in request.fixturenames:
        request.getfixturevalue("backing").clean()
