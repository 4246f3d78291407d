"""Other root holders: old and new vouch for each other, on separate machines, and vaults follow."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from workstation.commands import PASSPHRASE, done, refused, run

from crypto.errors import Malformed, OtherService, Tampered, UnknownSigner
from crypto.keyring import Roots, open_keyring, root_of
from crypto.root_rotation import follow_rotations
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation import ceremony_rotation
from journalist_ui.workstation.days import clock_day, write_day
from journalist_ui.workstation.errors import Refused


@dataclass
class Ceremonies:
    """A folder with holders old0, old1, new0, new1, a confidant's vault, and a finished first ceremony."""

    folder: Path

    @property
    def secret(self) -> list[object]:
        """The options that open a lock."""
        return ["--passphrase-file", self.folder / "passphrase"]

    @property
    def first(self) -> Path:
        """What the first ceremony left."""
        return self.folder / "first"

    def holders(self, age: str, count: int = 2) -> list[object]:
        """Return the options that name the holders of an age."""
        return [
            word for n in range(count) for word in ("--holder", self.folder / f"{age}{n}.pub")
        ] + ["--threshold", count]

    def draft(self, out: Path, age: str, *words: object) -> str:
        """Draft a keyring of the one confidant."""
        slot = f"0={self.folder / 'anna.request'}"
        shared = ["--slot", slot, "--line", "integriteit=0:1"]
        return done("ceremony", "draft", "--out", out, *self.holders(age), *shared, *words)

    def rotate(self, out: Path, *words: object) -> str:
        """Draft a change to the new holders."""
        options = words or self.holders("new")
        return done("ceremony", "rotate", "--out", out, *self.previous, *options)

    @property
    def previous(self) -> list[object]:
        """The option that names the first keyring."""
        return ["--previous", self.first / "keyring"]

    def sign(self, holder: str, *files: Path) -> str:
        """Let a holder sign files."""
        return done(
            "ceremony", "sign", "--key", self.folder / holder, *self.secret, "--yes", *files
        )

    def enrol(self, vault: Path, finished: Path, *words: object) -> list[object]:
        """Return the words of an enrolment with what a ceremony left."""
        files = ["--keyring", finished / "keyring", "--recipients", finished / "recipients"]
        root = (finished / "root.hex").read_text().strip()
        return ["enrol", "--vault", vault, *self.secret, *files, "--root", root, *words]


@pytest.fixture
def held(tmp_path: Path) -> Ceremonies:
    """Give a service of two old holders, whose two successors have made their keys."""
    held = Ceremonies(tmp_path)
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    vault, request = tmp_path / "anna", tmp_path / "anna.request"
    named = ["--role", "confidant", "--name", "anna", "--request", request]
    done("init", "--vault", vault, *named, *held.secret)
    shutil.copy(vault, tmp_path / "fresh")
    for holder in ("old0", "old1", "new0", "new1"):
        done("ceremony", "holder", "--out", tmp_path / holder, *held.secret)
    held.draft(tmp_path / "draft", "old")
    for holder in ("old0", "old1"):
        held.sign(holder, tmp_path / "draft")
    done("ceremony", "finish", tmp_path / "draft", "--out", held.first)
    done(*held.enrol(vault, held.first))
    return held


def test_old_and_new_holders_sign_apart_and_a_vault_follows(
    held: Ceremonies, tmp_path: Path
) -> None:
    """Copies of the change are carried, merged, and finished beside the first keyring of the new ones."""
    change, copy, draft = tmp_path / "change", tmp_path / "copy", tmp_path / "next"
    said = held.rotate(change)
    assert said.count("root holder") == 5
    held.draft(draft, "new", *held.previous, "--rotation", change)
    copy.write_bytes(change.read_bytes())
    held.sign("old0", change)
    assert "signed by 2 of 2 old holders needed, and by 0 of 2" in held.sign("old1", change)
    for holder in ("new0", "new1"):
        held.sign(holder, copy, draft)
    second = tmp_path / "second"
    done("ceremony", "finish", change, draft, copy, "--out", second)
    old_root = bytes.fromhex((held.first / "root.hex").read_text())
    followed = follow_rotations([(second / "rotation").read_bytes()], root=old_root)
    keyring = open_keyring((second / "keyring").read_bytes(), root=followed.root)
    assert (keyring.serial, followed.serial, keyring.service) == (2, 2, followed.service)
    vault = tmp_path / "anna"
    assert "--rotation" in refused(*held.enrol(vault, second))
    assert "keyring 2" in done(*held.enrol(vault, second, "--rotation", second / "rotation"))
    assert "root holders changed" in refused(*held.enrol(vault, held.first))


def test_a_new_vault_follows_from_the_root_on_the_paper(held: Ceremonies, tmp_path: Path) -> None:
    """Whether the paper has the old root or the new one; another service's change leads nowhere."""
    change, draft, second = tmp_path / "change", tmp_path / "next", tmp_path / "second"
    held.rotate(change)
    held.draft(draft, "new", *held.previous, "--rotation", change)
    for holder in ("old0", "old1"):
        held.sign(holder, change)
    for holder in ("new0", "new1"):
        held.sign(holder, change, draft)
    done("ceremony", "finish", change, draft, "--out", second)
    rotation = ("--rotation", second / "rotation")
    old_root = (held.first / "root.hex").read_text().strip()
    words = held.enrol(tmp_path / "fresh", second, *rotation)
    words[words.index("--root") + 1] = old_root
    assert "other" in refused(*words[:-2])
    assert "keyring 2" in done(*words)
    assert "keyring 2" in done(*held.enrol(tmp_path / "fresh", second, *rotation))
    assert "keyring 2" in done(*held.enrol(tmp_path / "fresh", second))
    assert "is not" in refused(*held.enrol(tmp_path / "anna", second, "--rotation", draft))


def test_a_change_may_be_finished_before_its_keyring_is_drafted(
    held: Ceremonies, tmp_path: Path
) -> None:
    """Then it leads to the root that the draft shows."""
    change = tmp_path / "change"
    held.rotate(change)
    for holder in ("old0", "old1", "new0", "new1"):
        held.sign(holder, change)
    done("ceremony", "finish", change, "--out", tmp_path / "alone")
    assert [path.name for path in (tmp_path / "alone").iterdir()] == ["rotation"]
    rotation = tmp_path / "alone" / "rotation"
    held.draft(tmp_path / "next", "new", *held.previous, "--rotation", rotation)


def test_too_few_of_either_side_finish_nothing(held: Ceremonies, tmp_path: Path) -> None:
    """Both must have enough."""
    change = tmp_path / "change"
    held.rotate(change)
    for holder in ("old0", "old1", "new0"):
        held.sign(holder, change)
    sentence = refused("ceremony", "finish", change, "--out", tmp_path / "out")
    assert "2 are needed" in sentence
    assert not (tmp_path / "out").exists()


def test_a_keyring_of_other_holders_needs_their_change(held: Ceremonies, tmp_path: Path) -> None:
    """Nothing is drafted under roots that nobody vouched for."""
    shared = ["--slot", f"0={tmp_path / 'anna.request'}", "--line", "integriteit=0:1"]
    words = ["ceremony", "draft", "--out", tmp_path / "x", *shared, *held.previous]
    assert "run rotate first" in refused(*words, *held.holders("new"))
    held.rotate(tmp_path / "change")
    wrong = refused(*words, *held.holders("new", 1), "--rotation", tmp_path / "change")
    assert "other root holders" in wrong
    assert not (tmp_path / "x").exists()


def test_the_same_holders_are_no_change(held: Ceremonies, tmp_path: Path) -> None:
    """Refused before anybody is asked to sign."""
    words = ["ceremony", "rotate", "--out", tmp_path / "x", *held.previous, *held.holders("old")]
    assert "root holders of that keyring already" in refused(*words)


def test_the_drop_is_split_from_a_day_on_and_stays_split(held: Ceremonies, tmp_path: Path) -> None:
    """What the next keyring does not change it takes over from the last one."""
    start = clock_day() + 7
    bits = ["--bucket-bits", 3, "--bucket-bits-since", write_day(start)]
    held.draft(tmp_path / "d2", "old", *held.previous, *bits)
    assert "1 buckets, 8 from" in held.sign("old0", tmp_path / "d2")
    held.sign("old1", tmp_path / "d2")
    done("ceremony", "finish", tmp_path / "d2", "--out", tmp_path / "second")
    held.draft(tmp_path / "d3", "old", "--previous", tmp_path / "second" / "keyring")
    assert "1 buckets, 8 from" in held.sign("old0", tmp_path / "d3")
    shared = [*held.holders("old"), "--slot", f"0={tmp_path / 'anna.request'}"]
    words = ["ceremony", "draft", "--out", tmp_path / "x", *shared, "--line", "integriteit=0:1"]
    past = ["--bucket-bits", 3, "--bucket-bits-since", write_day(clock_day() - 1)]
    assert "choose a later day" in refused(*words, *past)
    assert run(*words, "--bucket-bits", 3).exit_code == 2


OLD, NEW = [new_signing_seed() for _ in range(2)], [new_signing_seed() for _ in range(2)]


def roots(*seeds: bytes, threshold: int = 1) -> Roots:
    """Return roots of these seeds."""
    return Roots([verify_key_of(seed).hex() for seed in seeds], threshold)


@pytest.fixture
def change(held: Ceremonies) -> bytes:
    """Give an unsigned change that starts at roots of which this module has the seeds."""
    root = bytes.fromhex((held.first / "root.hex").read_text())
    keyring = open_keyring((held.first / "keyring").read_bytes(), root=root)
    fields = {name: getattr(keyring, name) for name in keyring.__struct_fields__}
    before = type(keyring)(**(fields | {"roots": roots(*OLD)}))
    return ceremony_rotation.draft_rotation(before, roots(OLD[0], *NEW))


def test_one_who_stays_signs_for_both_sides_and_once(change: bytes) -> None:
    """The lists are found by the key."""
    signed = ceremony_rotation.add_signature(change, signing_seed=OLD[0])
    assert ceremony_rotation.count_signers(signed) == (1, 1)
    with pytest.raises(UnknownSigner, match="already"):
        ceremony_rotation.add_signature(signed, signing_seed=OLD[0])
    with pytest.raises(UnknownSigner, match="neither"):
        ceremony_rotation.add_signature(change, signing_seed=new_signing_seed())


def test_a_false_signature_is_noticed_before_the_next_one(change: bytes) -> None:
    """Every signature is checked whenever the file is read."""
    signed = ceremony_rotation.add_signature(change, signing_seed=NEW[0])
    broken = signed[:-10] + bytes([signed[-10] ^ 1]) + signed[-9:]
    with pytest.raises(Tampered):
        ceremony_rotation.parse_rotation(broken)
    with pytest.raises(Malformed):
        ceremony_rotation.parse_rotation(signed[:-1])


def test_copies_of_different_changes_are_not_merged(change: bytes, held: Ceremonies) -> None:
    """The holders would have signed two things."""
    keyring = ceremony_rotation.parse_rotation(change)[0]
    other = change.replace(keyring.service.encode(), b"0" * 32)
    with pytest.raises(Tampered):
        ceremony_rotation.merge_rotations([change, other])


def test_a_change_beside_a_keyring_must_lead_to_it(change: bytes, held: Ceremonies) -> None:
    """Another root's keyring is not installed by mistake."""
    for seed in (OLD[0], NEW[0]):
        change = ceremony_rotation.add_signature(change, signing_seed=seed)
    raw = (held.first / "keyring").read_bytes()
    keyring = open_keyring(raw, root=bytes.fromhex((held.first / "root.hex").read_text()))
    assert root_of(keyring.roots) != root_of(roots(OLD[0], *NEW))
    with pytest.raises(OtherService):
        ceremony_rotation.finish_rotation(change, keyring=keyring)


def test_more_signers_than_a_frame_holds_are_refused_at_the_start(held: Ceremonies) -> None:
    """Sixteen signatures are the most."""
    raw = (held.first / "keyring").read_bytes()
    keyring = open_keyring(raw, root=bytes.fromhex((held.first / "root.hex").read_text()))
    many = roots(*(new_signing_seed() for _ in range(15)), threshold=15)
    with pytest.raises(Refused, match="at most 16"):
        ceremony_rotation.draft_rotation(keyring, many)
