"""The real sandbox of this machine; where it has none, these tests refuse and say what to install."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from sandbox import doubles

from deploy.programs import BUBBLEWRAP, ready
from journalist_ui.workstation.sandbox import running
from journalist_ui.workstation.sandbox.holdings import OUR_CODE, find_holdings
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import Status
from journalist_ui.workstation.sandbox.running import Given, run_inside


@pytest.fixture(scope="session", autouse=True)
def bubblewrap() -> None:
    """Bubblewrap is here: a sandbox that is not tested is none."""
    ready(BUBBLEWRAP)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes | Status]:
    """Run one of the doubles inside the walls."""
    holdings = find_holdings()
    with_doubles = (*holdings.binds, (doubles.__file__ or "", f"{OUR_CODE}/doubles.py"))
    inside = dataclasses.replace(holdings, binds=with_doubles)
    monkeypatch.setattr(running, "find_holdings", lambda: inside)

    def run_double(
        deed: Callable[[Any], None], given: Given | None = None, **limits: int
    ) -> bytes | Status:
        order = {"part": (*doubles.DEEDS, *doubles.QUESTIONS).index(deed)}
        return run_inside("doubles", order, given or Given(), Limits(**limits))

    return run_double
