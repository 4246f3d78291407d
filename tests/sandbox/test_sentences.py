"""What is said of a file that is not shown."""

import pytest

from journalist_ui.workstation.sandbox.outcomes import Status
from journalist_ui.workstation.sandbox.sentences import SENTENCES


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_sentence(status: Status) -> None:
    """No status reaches a page as a word of the program."""
    assert SENTENCES[status].endswith(".")


def test_what_to_install_is_said() -> None:
    """A machine without Bubblewrap is told what it lacks by the name of the package."""
    assert "apt-get install bubblewrap" in SENTENCES[Status.NO_BUBBLEWRAP]
