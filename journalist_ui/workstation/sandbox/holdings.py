"""What is inside the walls: a Python, the two libraries that read pictures and documents, and our own few files.

Everything is read-only and public: what any Debian and any copy of Sluis holds.
There is no folder of a user, no configuration, no device, no other program.
"""

import functools
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

OUR_CODE = "/code"
LIBRARIES = "/libraries"
_OURS = (
    "journalist_ui/workstation/screen.py",
    "journalist_ui/workstation/sandbox",
)
_PACKAGES = ("PIL", "pillow.libs", "pypdfium2", "pypdfium2_raw", "pypdfium2_cfg")
_EXTENSIONS = ("_bz2", "_ctypes", "_lzma", "_struct", "binascii", "math", "resource", "zlib")
"""Parts of the standard library that may need a library of the system's (on Debian most are built in)."""
_LIBRARY = re.compile(r"(?:=>|^)\s*(/\S+) \(0x", re.MULTILINE)
_LDD = "/usr/bin/ldd"


class CannotHold(Exception):
    """This machine's Python or its libraries are not where they are looked for."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """`python` runs inside at the same path as outside; `binds` are pairs of a path outside and one inside."""

    python: str
    binds: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    """Folders inside that are made empty, because they stand in one that is bound."""


@functools.cache
def find_holdings() -> Holdings:
    """Return what to put inside, or raise `CannotHold`; asked once, because it takes part of a second."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    installed = Path(sysconfig.get_path("platlib"))
    source = Path(__file__).resolve().parents[3]
    packages = [installed / name for name in _PACKAGES if (installed / name).exists()]
    if not {"PIL", "pypdfium2"} <= {package.name for package in packages}:
        raise CannotHold("Pillow and pypdfium2 are not installed beside Sluis")
    binds = [(str(python), str(python)), (str(standard), str(standard))]
    binds += [(path, path) for path in _needed_libraries(python, standard, packages)]
    binds += [(str(package), f"{LIBRARIES}/{package.name}") for package in packages]
    binds += [(str(source / name), f"{OUR_CODE}/{name}") for name in _OURS]
    others = (standard / "site-packages", standard / "dist-packages")
    return Holdings(str(python), tuple(binds), tuple(str(path) for path in others if path.is_dir()))


def _needed_libraries(python: Path, standard: Path, packages: list[Path]) -> list[str]:
    """Return the system's shared libraries by the names under which they are asked for."""
    programs = [python]
    programs += [path for name in _EXTENSIONS for path in standard.glob(f"lib-dynload/{name}.*.so")]
    programs += [path for package in packages for path in package.glob("*.so")]
    command = [_LDD, *map(str, programs)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 - our own Python
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotHold("ldd does not say which libraries Python needs") from error
    found = {path for path in _LIBRARY.findall(done.stdout) if "/pillow.libs/" not in path}
    return sorted(found)
