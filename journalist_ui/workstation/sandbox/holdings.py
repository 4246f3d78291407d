"""What is inside the walls: a Python, the two libraries that read pictures and documents, and our own few files.

Everything is read-only and public: what any Debian and any copy of Sluis holds.
There is no folder of a user, no configuration, no device, no other program.
"""

import functools
import importlib.util
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
_PACKAGES = ("PIL", "pypdfium2", "pypdfium2_raw", "pypdfium2_cfg")
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
    library_folders: tuple[str, ...]
    """Where the system's libraries are: inside there is no cache of the linker's that would say so."""


@functools.cache
def find_holdings() -> Holdings:
    """Return what to put inside, or raise `CannotHold`; asked once, because it takes part of a second."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    source = Path(__file__).resolve().parents[3]
    packages = _find_packages()
    needed = _find_libraries(python, standard, packages)
    binds = [(str(python), str(python)), (str(standard), str(standard))]
    binds += [(path, path) for path in needed]
    binds += [(str(package), f"{LIBRARIES}/{package.name}") for package in packages]
    binds += [(str(source / name), f"{OUR_CODE}/{name}") for name in _OURS]
    others = (standard / "site-packages", standard / "dist-packages")
    return Holdings(
        python=str(python),
        binds=tuple(binds),
        hidden=tuple(str(path) for path in others if path.is_dir()),
        library_folders=tuple(sorted({str(Path(path).parent) for path in needed})),
    )


def _find_packages() -> list[Path]:
    """Return the folders of what reads pictures and documents, without loading it."""
    found = []
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise CannotHold(f"{name} is not installed")
        folder = Path(spec.submodule_search_locations[0])
        # A package from PyPI has its own copies of libraries in a folder beside it.
        found += [path for path in (folder, folder.parent / "pillow.libs") if path.is_dir()]
    return sorted(set(found))


def _find_libraries(python: Path, standard: Path, packages: list[Path]) -> list[str]:
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
