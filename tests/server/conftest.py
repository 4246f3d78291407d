"""A server for each test, copied from one that is made once: on SQLite and a folder, and on what grew out of them."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.grown import GROWN, LOCAL, Backing, backing_of
from tests.server.service import Server, Template, copy_server, furnish, make_home
from tests.tiny_service import TinyService

QUICK = (
    "test_checksums",
    "test_grown",
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


@pytest.fixture(scope="session", params=[LOCAL, GROWN])
def backing(request: pytest.FixtureRequest) -> Iterator[Backing]:
    """Return where servers store."""
    with backing_of(request.param) as found:
        yield found


@pytest.fixture(scope="session")
def tiny_template() -> TinyService:
    """Return a service whose keys are made once."""
    return TinyService()


@pytest.fixture
def tiny(tiny_template: TinyService) -> TinyService:
    """Return a service that a test may change."""
    # Private keys cannot be copied, and need not be: nothing changes one.
    identities = [*tiny_template.readers.values()]
    identities += [i for holder in tiny_template.holders for i in holder.identities.values()]
    return copy.deepcopy(tiny_template, {id(identity): identity for identity in identities})


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


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """Remove what a test made on a backing."""
    yield
    if "backing" in request.fixturenames:
        request.getfixturevalue("backing").clean()
