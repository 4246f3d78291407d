"""What tests of the protocol share: a service whose workstations have each published a bundle."""

import pytest
from tiny_service import TinyService


@pytest.fixture(scope="session")
def template() -> TinyService:
    """A service whose three workstations have each published a bundle."""
    tiny = TinyService()
    for slot in range(3):
        tiny.bundle(slot)
    return tiny


@pytest.fixture
def service(template: TinyService) -> TinyService:
    """The same, of a test's own; a file that needs another says so."""
    return template.copy()
