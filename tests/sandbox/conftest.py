"""The real sandbox of this machine; where it has none, these tests refuse and say what to install."""

import pytest

from deploy.programs import BUBBLEWRAP, ready


@pytest.fixture(scope="session", autouse=True)
def bubblewrap() -> None:
    """Bubblewrap is here: a sandbox that is not tested is none."""
    ready(BUBBLEWRAP)
