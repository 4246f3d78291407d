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
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import parse_keyring
from crypto.labels import KEYRING
from crypto.root_rotation import Rotation, rotation_frame, sign_rotation
from crypto.signing import new_signing_seed
from crypto.today import parse_today
from crypto.trust import open_today
from server.database import Database
from server.keyring_install import WrongRoot, install_keyring, install_revocation
from server.keyrings import read_installed, read_rotations
from server.publication import Publisher
from tests.server.service import Server, make_home
from tests.tiny_service import DAY, SERVICE_ID, TinyService


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return an empty server's database."""
    return Database(make_home(tmp_path / "home").database_url)


def install(database: Database, frame: bytes, *, root: bytes | None = None, day: int = DAY) -> None:
    """Install a keyring."""
    with database.writing() as connection:
        install_keyring(connection, frame, root=root, day=day)


def rotate(tiny: TinyService, *, serial: int, service: str = SERVICE_ID.hex()) -> bytes:
    """Give a service three new root holders and return the statement that says so."""
    old_roots, old_seeds = tiny.keyring.roots, tiny.root_seeds
    tiny.root_seeds = [new_signing_seed() for _ in range(3)]
    tiny.keyring = tiny.make_keyring(serial=serial)
    tiny.keyring_raw = tiny.sign_keyring(tiny.keyring)
    frame = rotation_frame(Rotation(tiny.keyring.roots, old_roots, serial, service))
    sides = ((False, old_seeds), (True, tiny.root_seeds))
    signatures = tuple(
        sign_rotation(frame, place=place, new=new, signing_seed=seeds[place])
        for new, seeds in sides
        for place in (0, 1)
    )
    return encode_frame(Frame(frame.type, frame.body, signatures))


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


def test_new_root_holders_are_followed(server: Server) -> None:
    """With the statement of the change the new holders' keyring is installed, and old readers follow."""
    tiny, old_root = server.tiny, server.tiny.root
    change = rotate(tiny, serial=2)
    with server.database.writing() as connection:
        with pytest.raises(OtherService):
            install_keyring(connection, tiny.keyring_raw, root=None, day=DAY)
        install_keyring(connection, tiny.keyring_raw, root=None, day=DAY, rotation=change)
    Publisher(server.home, server.database, server.clock).publish()
    served = server.reporters.get("/api/today").data
    for root in (old_root, tiny.root):
        assert open_today(served, root=root, day=DAY).keyring.serial == 2


def test_same_change_of_root_holders_again_changes_nothing(
    database: Database, tiny: TinyService
) -> None:
    """Installing keyring and change twice is no error."""
    install(database, tiny.keyring_raw, root=tiny.root)
    change = rotate(tiny, serial=2)
    for _ in range(2):
        with database.writing() as connection:
            install_keyring(connection, tiny.keyring_raw, root=None, day=DAY, rotation=change)
    with database.reading() as connection:
        assert read_rotations(connection) == (change,)


@pytest.mark.parametrize("wrong", [{"serial": 3}, {"serial": 2, "service": "0" * 32}])
def test_change_that_does_not_belong_is_refused(
    database: Database, tiny: TinyService, wrong: dict[str, str]
) -> None:
    """A change of a later keyring, or of another service, is refused with the keyring."""
    install(database, tiny.keyring_raw, root=tiny.root)
    change = rotate(tiny, **wrong)  # type: ignore[arg-type]
    frame = tiny.sign_keyring(tiny.make_keyring(serial=2))
    with pytest.raises(WrongRoot), database.writing() as connection:
        install_keyring(connection, frame, root=None, day=DAY, rotation=change)
    assert serial(database) == 1


def test_change_that_starts_elsewhere_is_refused(database: Database, tiny: TinyService) -> None:
    """The old side of a change must be the root that is known."""
    install(database, tiny.keyring_raw, root=tiny.root)
    other = TinyService()
    change = rotate(other, serial=2)
    with pytest.raises(WrongRoot), database.writing() as connection:
        install_keyring(connection, other.keyring_raw, root=None, day=DAY, rotation=change)


def test_new_holders_may_not_bring_a_revoked_slot_back(server: Server) -> None:
    """A revocation by the old holders cannot be read beside the new keyring, so the slot must be out."""
    server.revoke(1)
    tiny = server.tiny
    change = rotate(tiny, serial=2)
    with pytest.raises(WrongRoot, match="slot 1"), server.database.writing() as connection:
        install_keyring(connection, tiny.keyring_raw, root=None, day=DAY, rotation=change)
    tiny.holders[1].generation = 2
    frame = tiny.sign_keyring(tiny.make_keyring(serial=2))
    with server.database.writing() as connection:
        install_keyring(connection, frame, root=None, day=DAY, rotation=change)
    Publisher(server.home, server.database, server.clock).publish()
    open_today(server.reporters.get("/api/today").data, root=tiny.root, day=DAY)
