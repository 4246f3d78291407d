"""A server for each test, on a folder of its own."""

from pathlib import Path

import pytest

from tests.server.service import Server, make_server


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """Return a server with a keyring and three confidants."""
    return make_server(tmp_path)
