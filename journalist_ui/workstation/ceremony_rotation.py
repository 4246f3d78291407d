"""A change of root holders on its way from one to the next (docs/protocol.md section 5.5).

The file that is carried is the frame itself, with as many signatures as it has:
every one of them is checked whenever it is read. A holder is found by key, and
one who stands in both lists signs for both. Finished, enough of the old and
enough of the new have signed.
"""

from collections.abc import Sequence

from crypto import labels
from crypto.errors import Malformed, OtherService, Tampered, UnknownSigner
from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.keyring import MAX_KEYRING, Keyring, Roots, check_roots
from crypto.root_rotation import NEW, Rotation, open_rotation, rotation_frame, sign_rotation
from crypto.schema import parse_struct
from crypto.signing import verify_key_of, verify_threshold
from journalist_ui.workstation.errors import Refused

MAX_ROTATION = 2 * MAX_KEYRING
MAX_SIGNATURES = 16
"""What a frame holds (docs/protocol.md section 2.2)."""


def is_rotation(raw: bytes) -> bool:
    """Tell whether a carried file says that it is a change of root holders."""
    return raw[1:].startswith(labels.ROTATION.encode())


def draft_rotation(previous: Keyring, new: Roots) -> bytes:
    """Return the unsigned change from a keyring's root holders to new ones, from the next keyring on."""
    check_roots(new)
    if previous.roots == new:
        raise Refused(
            "these are the root holders of that keyring already; check which were given with --holder"
        )
    if previous.roots.threshold + new.threshold > MAX_SIGNATURES:
        raise Refused(
            f"old and new holders together must sign with at most {MAX_SIGNATURES};"
            " choose a lower threshold"
        )
    rotation = Rotation(
        new=new, old=previous.roots, serial=previous.serial + 1, service=previous.service
    )
    return encode_frame(rotation_frame(rotation))


def parse_rotation(raw: bytes) -> tuple[Rotation, Frame]:
    """Return a change and its frame, every signature in it checked, however few they are."""
    frame = parse_frame(raw, labels.ROTATION)
    rotation = parse_struct(
        frame.body, Rotation, limit=MAX_KEYRING, what="a change of root holders"
    )
    for roots, signatures in ((rotation.old, _old(frame)), (rotation.new, _new(frame))):
        check_roots(roots)
        keys = [bytes.fromhex(key) for key in roots.keys]
        verify_threshold(
            Frame(frame.type, frame.body, signatures, frame.mac), verify_keys=keys, threshold=0
        )
    return rotation, frame


def count_signers(raw: bytes) -> tuple[int, int]:
    """Return how many of the old and how many of the new holders have signed."""
    _rotation, frame = parse_rotation(raw)
    return len(_old(frame)), len(_new(frame))


def add_signature(raw: bytes, *, signing_seed: bytes) -> bytes:
    """Return the change with one more holder's signature, in each list in which the key stands."""
    rotation, frame = parse_rotation(raw)
    key = verify_key_of(signing_seed).hex()
    places = [
        (roots.keys.index(key), new)
        for roots, new in ((rotation.old, False), (rotation.new, True))
        if key in roots.keys
    ]
    if not places:
        raise UnknownSigner("this key is of neither an old nor a new root holder of this change")
    signed = {signature.signer for signature in frame.signatures}
    missing = [(place, new) for place, new in places if place + (NEW if new else 0) not in signed]
    if not missing:
        raise UnknownSigner("this root holder has signed the change already; pass it on")
    if len(signed) + len(missing) > MAX_SIGNATURES:
        raise Refused("enough root holders have signed the change; finish it")
    added = [
        sign_rotation(frame, place=place, new=new, signing_seed=signing_seed)
        for place, new in missing
    ]
    return _encode(frame, [*frame.signatures, *added])


def merge_rotations(copies: Sequence[bytes]) -> bytes:
    """Return one change with the signatures of several copies of it."""
    frames = [parse_rotation(raw)[1] for raw in copies]
    if any(frame.body != frames[0].body for frame in frames):
        raise Tampered("these are not copies of the same change of root holders")
    signatures = {s.signer: s for frame in frames for s in frame.signatures}
    return _encode(frames[0], list(signatures.values())[:MAX_SIGNATURES])


def finish_rotation(raw: bytes, *, keyring: Keyring | None) -> bytes:
    """Return the change if enough have signed it, and if it leads to `keyring` where that is beside it."""
    rotation = open_rotation(raw)
    if keyring is not None:
        require_leads_to(rotation, keyring)
    return raw


def require_leads_to(rotation: Rotation, keyring: Keyring) -> None:
    """Raise `OtherService` unless a keyring is the first one, or a later one, after a change."""
    if (rotation.new, rotation.service) != (keyring.roots, keyring.service):
        raise OtherService("this keyring is not of the root holders to whom the change leads")
    if keyring.serial < rotation.serial:
        raise OtherService("this keyring is older than the change of root holders")


def successor(previous: Keyring, rotation: Rotation, new: Roots) -> tuple[bytes, int]:
    """Return service and serial of the first keyring of the new holders, or raise if the change is not theirs."""
    if (rotation.old, rotation.service) != (previous.roots, previous.service):
        raise OtherService("this change of root holders does not start at that keyring")
    if rotation.new != new:
        raise OtherService("this change leads to other root holders than those named here")
    if rotation.serial != previous.serial + 1:
        raise Malformed("there were keyrings since this change was drafted; draft it again")
    return previous.service_id, rotation.serial


def _old(frame: Frame) -> tuple[Signature, ...]:
    return tuple(s for s in frame.signatures if s.signer < NEW)


def _new(frame: Frame) -> tuple[Signature, ...]:
    return tuple(Signature(s.signer - NEW, s.value) for s in frame.signatures if s.signer >= NEW)


def _encode(frame: Frame, signatures: list[Signature]) -> bytes:
    ordered = sorted(signatures, key=lambda signature: signature.signer)
    return encode_frame(Frame(frame.type, frame.body, tuple(ordered)))
