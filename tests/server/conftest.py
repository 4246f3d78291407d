"""A server for each test, copied from one that is made once."""

import copy
from pathlib import Path

import pytest

from tests.server.service import Server, Template, copy_server, furnish, make_home
from tests.tiny_service import TinyService


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
def template(tmp_path_factory: pytest.TempPathFactory, tiny_template: TinyService) -> Template:
    """Return a home with a keyring and three confidants, never to be changed."""
    home = make_home(tmp_path_factory.mktemp("template") / "home")
    return home, furnish(home, tiny_template)


@pytest.fixture
def server(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server with a keyring and three confidants."""
    return copy_server(template, tmp_path, tiny)
