"""What the tests of cleaning share: the marker, the client's answer, and files with the marker in every field."""

from dataclasses import dataclass
from pathlib import Path

from client_vectors.client import Client

MARKER = "SECRET-MARKER"
MARKED = MARKER.encode()
SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What the client says of a file, and what of it goes along."""

    clean: bool
    kind: str
    type: str
    extension: str
    size: int
    content: bytes


def clean(client: Client, file: bytes) -> Cleaned:
    """Return what the client makes of a file; its size is what it says."""
    cleaned = Cleaned(**client.get("clean", file=file))
    assert cleaned.size == len(cleaned.content)
    return cleaned


def clean_well(client: Client, file: bytes) -> Cleaned:
    """Return a file that the client cleaned: without the marker, and cleaned again it stays the same."""
    cleaned = clean(client, file)
    assert cleaned.clean
    assert MARKED in file
    assert MARKED not in cleaned.content
    assert clean(client, cleaned.content).content == cleaned.content
    return cleaned


def left_alone(client: Client, file: bytes) -> None:
    """Require that the client says that it cannot clean a file, and would send it as it is."""
    cleaned = clean(client, file)
    assert not cleaned.clean
    assert cleaned.content == file


def sample(name: str) -> bytes:
    """Return a file of `samples/`."""
    return (SAMPLES / name).read_bytes()
