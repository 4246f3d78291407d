"""A server for each test, copied from one that is made once."""

import copy
import shutil
from pathlib import Path

import pytest

from server.accounts import Credentials
from server.settings import Home, open_home
from tests.server.service import Server, furnish, make_home, open_server
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
def template(
    tmp_path_factory: pytest.TempPathFactory, tiny_template: TinyService
) -> tuple[Home, dict[str, Credentials]]:
    """Return a home with a keyring and three confidants, never to be changed."""
    home = make_home(tmp_path_factory.mktemp("template") / "home")
    return home, furnish(home, tiny_template)


@pytest.fixture
def server(
    template: tuple[Home, dict[str, Credentials]], tmp_path: Path, tiny: TinyService
) -> Server:
    """Return a server with a keyring and three confidants."""
    home, staff = template
    shutil.copytree(home.path, tmp_path / "home")
    return open_server(open_home(tmp_path / "home"), tiny, staff)
