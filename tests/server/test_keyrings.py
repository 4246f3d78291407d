"""Installing keyrings and revocations: the first with its root, the next ones only forwards."""

from pathlib import Path

import pytest

from crypto.errors import (
    Expired,
    Malformed,
    NotYetValid,
    OtherService,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.frame import parse_frame
from crypto.keyring import parse_keyring
from crypto.labels import KEYRING
from crypto.today import parse_today
from server.database import Database
from server.keyrings import WrongRoot, install_keyring, install_revocation, read_installed
from tests.server.service import Server, make_home
from tests.tiny_service import DAY, TinyService


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return an empty server's database."""
    return Database(make_home(tmp_path / "home").database_url)


def install(database: Database, frame: bytes, *, root: bytes | None = None, day: int = DAY) -> None:
    """Install a keyring."""
    with database.writing() as connection:
        install_keyring(connection, frame, root=root, day=day)


def serial(database: Database) -> int:
    """Return the serial of the keyring that is installed."""
    with database.reading() as connection:
        return read_installed(connection).keyring.serial


def test_first_keyring_needs_its_root(database: Database, tiny: TinyService) -> None:
    """Without --root the first keyring is refused; with it, it is remembered."""
    with pytest.raises(WrongRoot):
        install(database, tiny.keyring_raw)
    install(database, tiny.keyring_raw, root=tiny.root)
    install(database, tiny.sign_keyring(tiny.make_keyring(serial=2)))
    assert serial(database) == 2


def test_same_keyring_again_changes_nothing(database: Database, tiny: TinyService) -> None:
    """Installing twice is no error."""
    install(database, tiny.keyring_raw, root=tiny.root)
    install(database, tiny.keyring_raw)
    assert serial(database) == 1


def test_older_keyring_is_refused(database: Database, tiny: TinyService) -> None:
    """Nobody goes back to an older keyring."""
    install(database, tiny.sign_keyring(tiny.make_keyring(serial=2)), root=tiny.root)
    with pytest.raises(RolledBack):
        install(database, tiny.keyring_raw)
    assert serial(database) == 2


def test_other_keyring_of_the_same_serial_is_refused(database: Database, tiny: TinyService) -> None:
    """A serial number stands for one keyring."""
    install(database, tiny.keyring_raw, root=tiny.root)
    with pytest.raises(Tampered):
        install(database, tiny.sign_keyring(tiny.make_keyring(expires=DAY + 100)))


def test_other_signatures_on_the_same_keyring_are_fine(
    database: Database, tiny: TinyService
) -> None:
    """Whoever of the root holders signed, the keyring is the same."""
    install(database, tiny.keyring_raw, root=tiny.root)
    install(database, tiny.sign_keyring(tiny.keyring, signers=(1, 2)))
    assert serial(database) == 1


def test_expired_keyring_is_refused(database: Database, tiny: TinyService) -> None:
    """A keyring whose last day is over is not installed."""
    with pytest.raises(Expired):
        install(database, tiny.keyring_raw, root=tiny.root, day=DAY + 171)


def test_keyring_of_the_future_is_refused(database: Database, tiny: TinyService) -> None:
    """A keyring whose first day has not come is not installed."""
    with pytest.raises(NotYetValid):
        install(database, tiny.keyring_raw, root=tiny.root, day=DAY - 12)


def test_keyring_of_other_roots_is_refused(database: Database, tiny: TinyService) -> None:
    """Another service's keyring does not fit the root."""
    with pytest.raises(OtherService):
        install(database, TinyService().keyring_raw, root=tiny.root)


def test_other_root_later_is_refused(database: Database, tiny: TinyService) -> None:
    """The root that was given first stays."""
    install(database, tiny.keyring_raw, root=tiny.root)
    other = TinyService()
    with pytest.raises(WrongRoot):
        install(database, other.keyring_raw, root=other.root)


def test_too_few_signatures_are_refused(database: Database, tiny: TinyService) -> None:
    """One of three root holders is not enough."""
    with pytest.raises(UnknownSigner):
        install(database, tiny.sign_keyring(tiny.keyring, signers=(2,)), root=tiny.root)


def test_altered_keyring_is_refused(database: Database, tiny: TinyService) -> None:
    """A changed number breaks the signatures."""
    altered = tiny.keyring_raw.replace(b'"serial":1', b'"serial":3')
    assert parse_keyring(parse_frame(altered, KEYRING).body).serial == 3
    with pytest.raises(Tampered):
        install(database, altered, root=tiny.root)


def test_something_else_is_refused(database: Database, tiny: TinyService) -> None:
    """A file that is no keyring is malformed."""
    with pytest.raises(Malformed):
        install(database, b"x", root=tiny.root)


def test_revocation_of_another_service_is_refused(server: Server) -> None:
    """Only our own root holders revoke."""
    with pytest.raises((OtherService, Tampered)), server.database.writing() as connection:
        install_revocation(connection, TinyService().sign_revocation(0))
    assert parse_today(server.reporters.get("/api/today").data).revocations == ()


def test_revocation_twice_is_once(server: Server) -> None:
    """Two people may publish the same revocation."""
    server.revoke(1)
    server.revoke(1)
    assert len(parse_today(server.reporters.get("/api/today").data).revocations) == 1
