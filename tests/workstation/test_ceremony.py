"""The ceremony and enrolment: nothing false is signed, and nothing unsigned is believed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from world import PASSPHRASE, World

from crypto.errors import (
    Malformed,
    OtherService,
    ProtocolError,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.frame import Frame, encode_frame
from crypto.keyring import Line, Roots, Slot, open_keyring
from crypto.recipients import open_recipients
from crypto.root_rotation import Rotation, rotation_frame, sign_rotation
from crypto.signing import new_signing_seed, verify_key_of
from crypto.slot_statements import open_revocation
from journalist_ui.workstation import ceremony
from journalist_ui.workstation.enrolment import Enrolled
from journalist_ui.workstation.enrolment_request import (
    encode_request,
    parse_request,
)
from journalist_ui.workstation.errors import Refused, VaultDamaged, WrongPassphrase
from journalist_ui.workstation.passphrase_lock import (
    LEAST,
    ONLY_FOR_TESTS,
    check_passphrase,
    make_lock,
    open_lock,
)
from journalist_ui.workstation.workstation import Workstation

SEEDS = [new_signing_seed() for _ in range(3)]
DAY = 20_780


def make_draft(**changes: object) -> ceremony.Draft:
    """Return a draft that 2 of 3 holders must sign."""
    fields: dict[str, object] = {
        "roots": Roots([verify_key_of(seed).hex() for seed in SEEDS], 2),
        "slots": [Slot(0, verify_key_of(new_signing_seed()).hex()), None],
        "lines": {"integriteit": Line(1, [0])},
        "recipients": [],
        "serial": 1,
        "issued": DAY,
    }
    return ceremony.make_draft(**(fields | changes))  # type: ignore[arg-type]


def carried(draft: ceremony.Draft) -> ceremony.Draft:
    """Return the draft after a trip on a stick."""
    return ceremony.parse_draft(ceremony.encode_draft(draft))


def test_two_of_three_make_a_keyring() -> None:
    """In any order; the revocations are signed along."""
    draft = make_draft()
    for seed in (SEEDS[2], SEEDS[0]):
        draft = carried(ceremony.sign_draft(draft, signing_seed=seed))
    finished = ceremony.finish(draft)
    keyring = open_keyring(finished.keyring, root=finished.root)
    assert open_recipients(finished.recipients, keyring=keyring).recipients == []
    assert list(finished.revocations) == [(0, 0)]
    open_revocation(finished.revocations[0, 0], keyring=keyring)


def test_two_copies_signed_apart_are_merged() -> None:
    """Holders need not meet; what one signed twice counts once."""
    draft = make_draft()
    one = ceremony.sign_draft(draft, signing_seed=SEEDS[0])
    two = ceremony.sign_draft(draft, signing_seed=SEEDS[1])
    ceremony.finish(ceremony.merge_drafts([one, two, one]))
    with pytest.raises(UnknownSigner):
        ceremony.finish(ceremony.merge_drafts([one, one]))


def test_copies_of_different_drafts_are_not_merged() -> None:
    """The second one has another service id."""
    with pytest.raises(Tampered):
        ceremony.merge_drafts([make_draft(), make_draft()])


def test_too_few_signatures_finish_nothing() -> None:
    """None, or one, of the two that are needed."""
    draft = make_draft()
    for _ in range(2):
        with pytest.raises(UnknownSigner):
            ceremony.finish(draft)
        if not draft.signers:
            draft = ceremony.sign_draft(draft, signing_seed=SEEDS[0])


def test_a_stranger_does_not_sign_and_nobody_signs_twice() -> None:
    """Both are said."""
    with pytest.raises(UnknownSigner, match="not one of the root holders"):
        ceremony.sign_draft(make_draft(), signing_seed=new_signing_seed())
    signed = ceremony.sign_draft(make_draft(), signing_seed=SEEDS[0])
    with pytest.raises(UnknownSigner, match="already"):
        ceremony.sign_draft(signed, signing_seed=SEEDS[0])


def swap_revocations(draft: ceremony.Draft) -> ceremony.Draft:
    """Return the draft with a revocation of another draft in it."""
    other = make_draft()
    return ceremony.Draft(draft.keyring, draft.kind, draft.recipients, other.revocations)


def swap_recipients(draft: ceremony.Draft) -> ceremony.Draft:
    """Return the draft with the recipients of another one."""
    return ceremony.Draft(draft.keyring, draft.kind, make_draft().recipients, draft.revocations)


def swap_keyring(draft: ceremony.Draft) -> ceremony.Draft:
    """Return the draft around another keyring."""
    return ceremony.Draft(make_draft().keyring, draft.kind, draft.recipients, draft.revocations)


def not_base64(draft: ceremony.Draft) -> ceremony.Draft:
    """Return the draft with a field that is none."""
    return ceremony.Draft("~", draft.kind, draft.recipients, draft.revocations)


@pytest.mark.parametrize("fault", [swap_revocations, swap_recipients, swap_keyring, not_base64])
def test_a_draft_that_was_tampered_with_is_not_read(
    fault: Callable[[ceremony.Draft], ceremony.Draft],
) -> None:
    """What a holder would sign is what stands on the screen."""
    signed = ceremony.sign_draft(make_draft(), signing_seed=SEEDS[0])
    with pytest.raises((Malformed, Tampered)):
        carried(fault(signed))


@pytest.mark.parametrize(
    "changes",
    [
        {"roots": Roots([verify_key_of(SEEDS[0]).hex()] * 2, 2)},
        {"roots": Roots([verify_key_of(SEEDS[0]).hex()], 2)},
        {"lines": {"integriteit": Line(2, [0])}},
        {"lines": {"integriteit": Line(1, [1])}},
        {"slots": [Slot(0, verify_key_of(SEEDS[0]).hex())]},
        {"slots": []},
    ],
    ids=["twice", "too many needed", "too few slots", "empty slot", "holder in slot", "no slots"],
)
def test_a_keyring_that_does_not_add_up_is_not_drafted(changes: dict[str, object]) -> None:
    """Before anybody is asked to sign it."""
    with pytest.raises(Malformed):
        make_draft(**changes)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"kind":"ceremony"}', b"\xff"])
def test_what_is_no_draft_is_refused(raw: bytes) -> None:
    """Another file on the stick."""
    with pytest.raises(Malformed):
        ceremony.parse_draft(raw)


def test_a_holders_public_key_is_read_back() -> None:
    """And nothing else is one."""
    key = verify_key_of(SEEDS[0])
    assert ceremony.parse_holder_key(ceremony.encode_holder_key(key)) == key
    for raw in (b"{}", ceremony.encode_holder_key(key[:-1]), key):
        with pytest.raises(Malformed):
            ceremony.parse_holder_key(raw)


def test_a_lock_tells_a_wrong_passphrase_from_damage() -> None:
    """At every byte."""
    lock = make_lock(b"k" * 32, passphrase=PASSPHRASE, cost=ONLY_FOR_TESTS)
    assert open_lock(lock, passphrase=PASSPHRASE) == b"k" * 32
    with pytest.raises(WrongPassphrase):
        open_lock(lock, passphrase="something else")
    for place in range(len(lock)):
        flipped = lock[:place] + bytes([lock[place] ^ 1]) + lock[place + 1 :]
        with pytest.raises(VaultDamaged):
            open_lock(flipped, passphrase=PASSPHRASE)


def test_a_passphrase_is_the_same_however_its_letters_were_composed() -> None:
    """Two keyboards, one passphrase; and the least that it costs."""
    lock = make_lock(b"k" * 32, passphrase="caf\u00e9 aan de gracht", cost=ONLY_FOR_TESTS)
    assert open_lock(lock, passphrase="cafe\u0301 aan de gracht") == b"k" * 32
    assert (LEAST.memory_kib, LEAST.passes) == (64 * 1024, 3)
    with pytest.raises(Refused, match="at least 12"):
        check_passphrase("elf tekens.")


def test_requests_are_public_and_strict(world: World) -> None:
    """Nothing secret in them, and no other field."""
    for request in world.requests.values():
        raw = encode_request(request)
        assert parse_request(raw) == request
        assert len(request.fingerprint.split()) == 8
        for fault in (raw[:-1], raw + b"\n", raw.replace(b'"kind"', b'"kinf"'), b"{}"):
            with pytest.raises(Malformed):
                parse_request(fault)


def test_an_unknown_workstation_is_not_enrolled(world: World, tmp_path: Path) -> None:
    """Neither as confidant nor as recipient."""
    for role, why in (("confidant", "no slot"), ("recipient", "does not stand in")):
        stranger = Workstation.create(
            tmp_path / role, passphrase=PASSPHRASE, role=role, name="x", cost=ONLY_FOR_TESTS
        )
        with stranger, pytest.raises(Refused, match=why):
            enrol(stranger, world)


def test_what_the_root_does_not_vouch_for_is_not_enrolled(world: World) -> None:
    """Another root, another recipients' file, an altered keyring."""
    anna = world.confidants[0].workstation
    good = {
        "keyring": world.finished.keyring,
        "recipients": world.finished.recipients,
        "root": world.root,
    }
    for name, bad, error in (
        ("root", bytes(32), OtherService),
        ("recipients", world.finished.recipients[:-1] + b" ", Tampered),
        ("keyring", world.finished.keyring[:-9] + bytes(9), ProtocolError),
    ):
        with pytest.raises(error):
            anna.enrol(**(good | {name: bad}), day=world.day)  # type: ignore[arg-type]


def test_a_vault_keeps_to_its_service_and_its_newest_keyring(world: World, tmp_path: Path) -> None:
    """A second enrolment brings a newer keyring, never an older one, never another service."""
    anna = world.confidants[0].workstation
    old = world.finished
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    assert enrol(anna, world).serial == 2
    with pytest.raises(RolledBack):
        anna.enrol(keyring=old.keyring, recipients=old.recipients, root=old.root, day=world.day)
    assert anna.state(day=world.day)["keyring"]["serial"] == 2


def test_before_enrolment_nothing_works_and_says_so(tmp_path: Path) -> None:
    """Run enrol first."""
    station = Workstation.create(
        tmp_path / "v", passphrase=PASSPHRASE, role="confidant", name="x", cost=ONLY_FOR_TESTS
    )
    with station, pytest.raises(Refused, match="run enrol first"):
        station.cases(day=DAY)


def test_changed_root_holders_are_followed(world: World) -> None:
    """A rotation signed by old and new leads the vault to the new root, and on from there."""
    anna = world.confidants[0]
    new_seeds = [new_signing_seed() for _ in range(3)]
    old = Roots([verify_key_of(seed).hex() for seed in world.root_seeds], 2)
    new = Roots([verify_key_of(seed).hex() for seed in new_seeds], 2)
    service = world.server.keyring.service_id
    frame = rotation_frame(Rotation(new=new, old=old, serial=2, service=service.hex()))
    signatures = [
        sign_rotation(frame, place=place, new=is_new, signing_seed=seeds[place])
        for is_new, seeds in ((False, world.root_seeds), (True, new_seeds))
        for place in (0, 1)
    ]
    rotation = encode_frame(Frame(frame.type, frame.body, tuple(signatures)))
    world.root_seeds = new_seeds
    world.finished = world.hold_ceremony(serial=2, service=service)
    world.server.keyring = open_keyring(world.finished.keyring, root=world.finished.root)
    world.server.keyring_raw = world.finished.keyring
    world.server.rotations = (rotation,)
    anna.fetch()
    assert anna.workstation.state(day=world.day)["keyring"]["serial"] == 2
    world.finished = world.hold_ceremony(serial=3, service=service)
    assert enrol(anna.workstation, world).serial == 3


def enrol(station: Workstation, world: World) -> Enrolled:
    """Enrol a workstation with what the last ceremony made."""
    return station.enrol(
        keyring=world.finished.keyring,
        recipients=world.finished.recipients,
        root=world.finished.root,
        day=world.day,
    )
