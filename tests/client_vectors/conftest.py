"""What the tests of the browser's protocol layer share."""

from collections.abc import Iterator

import pytest
from client_vectors.client import Client


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Yield the browser's code under Node; without Node or its packages these tests fail."""
    process = Client(tmp_path_factory.mktemp("client"))
    yield process
    process.close()
