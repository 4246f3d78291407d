"""The units of systemd: they run commands that exist, are shut alike, and agree with the guide."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
GUIDE = UNITS.parents[1] / "docs" / "operations.md"
SERVICES = sorted(UNITS.glob("*.service"))
OWN = ("Description", "ExecStart", "ExecStartPost", "IPAddressDeny", "StateDirectory")
"""What a unit that runs now and then may have otherwise than another one."""


def lines(unit: Path) -> list[str]:
    """Return the settings of a unit."""
    return [line for line in unit.read_text().splitlines() if "=" in line and line[0] != "#"]


def setting(unit: Path, name: str) -> str:
    """Return a setting that a unit has once."""
    (found,) = (line.partition("=")[2] for line in lines(unit) if line.startswith(f"{name}="))
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_unit_runs_a_command_that_exists(unit: Path) -> None:
    """With options that it has, from where the guide installs it, on the home that the guide makes."""
    program, *words = setting(unit, "ExecStart").split()
    assert program == "/opt/sluis/bin/sluis-server"
    done = CliRunner().invoke(main, [*words, "--help"])
    assert done.exit_code == 0, done.output
    home = setting(unit, "Environment").removeprefix("SLUIS_HOME=")
    for told in (program, f"--home {home}"):
        assert told in GUIDE.read_text()


def test_units_that_run_now_and_then_are_shut_alike() -> None:
    """But for what each of them does, and to whom it may speak."""
    others = [unit for unit in SERVICES if unit.name != "sluis.service"]
    shut = {
        unit.name: [line for line in lines(unit) if line.partition("=")[0] not in OWN]
        for unit in others
    }
    assert len({tuple(found) for found in shut.values()}) == 1


def test_server_is_shut_as_they_are() -> None:
    """Whatever keeps the others in keeps the server in as well."""
    served = lines(UNITS / "sluis.service")
    first = SERVICES[0]
    kept_in = [line for line in lines(first) if line.partition("=")[0] not in (*OWN, "Type")]
    assert [line for line in kept_in if line not in served] == []


def test_every_timer_has_its_unit_and_is_in_the_guide() -> None:
    """None is forgotten where they are begun."""
    timers = sorted(UNITS.glob("*.timer"))
    assert timers
    for timer in timers:
        assert timer.with_suffix(".service").is_file()
        assert timer.name in GUIDE.read_text()


def test_database_that_is_late_at_boot_does_not_end_the_server_for_good() -> None:
    """Systemd gives up after five starts in ten seconds, unless it waits between them."""
    assert 5 * int(setting(UNITS / "sluis.service", "RestartSec")) > 10
