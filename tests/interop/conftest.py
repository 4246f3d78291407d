"""What the tests against the other implementation of age share."""

from collections.abc import Iterator

import pytest
from interop.typage import Typage


@pytest.fixture(scope="module")
def typage() -> Iterator[Typage]:
    """Yield typage under Node; without Node or its packages these tests fail."""
    process = Typage()
    yield process
    process.close()
