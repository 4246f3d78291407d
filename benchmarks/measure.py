"""What every benchmark shares: a result with its budget, medians, and the memory of a process."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KIB = 1024
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """A figure with its unit, and the budget it is held against (none: reported only)."""

    name: str
    value: float
    unit: str
    budget: str = ""
    holds: bool | None = None


def at_most(name: str, value: float, unit: str, limit: float) -> Result:
    """Return a result whose budget is an upper limit."""
    return Result(name, value, unit, f"<= {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Result:
    """Return a result whose budget is a lower limit."""
    return Result(name, value, unit, f">= {limit:g}", value >= limit)


def median_seconds(act: Callable[[], object], *, runs: int = 5) -> float:
    """Return the median time of `runs` calls after one that does not count."""
    act()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def resident_bytes(pid: int | str = "self") -> int:
    """Return the memory that a process holds now."""
    return _status(pid, "VmRSS")


def forget_peak(pid: int | str = "self") -> None:
    """Let the peak of a process begin anew at what it holds now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_resident_bytes(pid: int | str = "self") -> int:
    """Return the most memory that a process has held."""
    return _status(pid, "VmHWM")


def cpu_seconds(pid: int) -> float:
    """Return the user and system time of a process, threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _status(pid: int | str, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * KIB
    raise LookupError(name)
