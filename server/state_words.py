"""The state of a server in words: one fact a line, and a sentence for what somebody should see to."""

from server.damage import Damage
from server.state import WARN_DAYS, KeyringState, SlotHead, State, Unfetched
from server.words import are, counted, dated, sized

_WIDTH = 14


def describe(state: State) -> list[str]:
    """Return the lines of a state."""
    facts = [
        ("Day", dated(state.day)),
        ("Keyring", _describe_keyring(state.keyring)),
        ("Submissions", _describe_submissions(state)),
        ("Attachments", _describe_stored(state.attachments, state.attachment_bytes)),
        (
            "Handed over",
            _describe_files(state.handover_attachments, state.handover_attachment_bytes),
        ),
        ("Uploads", f"{state.uploads} on their way" if state.uploads else "none on their way"),
        ("Free disk", sized(state.free_disk)),
        ("Damage", _describe_damage(state.damage)),
        ("Register", f"its newest hash is {state.register}"),
        *((f"Slot {head.slot}", _describe_head(head)) for head in state.heads),
    ]
    return [f"{name + ':':<{_WIDTH}} {said}" for name, said in facts]


def warnings(state: State) -> list[str]:
    """Return a sentence for everything that somebody should see to now."""
    found = [sentence for damage in state.damage or [] for sentence in _warn_of_damage(damage)]
    found += [_warn_of_unfetched(unfetched) for unfetched in state.unfetched]
    found += [f"slot {slot} has no account to fetch with" for slot in state.slots_without_account]
    found += [f"the head of slot {head.slot} is overdue" for head in state.heads if head.overdue]
    if state.keyring is None:
        found.append("no keyring is installed")
    elif state.keyring.days_left < 0:
        found.append("the keyring has expired")
    elif state.keyring.days_left <= 4 * WARN_DAYS:
        found.append(f"the keyring expires in {counted(state.keyring.days_left, 'day')}")
    return found


def _describe_keyring(keyring: KeyringState | None) -> str:
    if keyring is None:
        return "none is installed"
    if keyring.days_left < 0:
        return f"number {keyring.serial}, expired on {dated(keyring.expires)}"
    left = counted(keyring.days_left, "day")
    return f"number {keyring.serial}, expires on {dated(keyring.expires)}, in {left}"


def _describe_submissions(state: State) -> str:
    if not state.submissions:
        return "none"
    parts = counted(state.text_parts, "text part")
    return f"{state.submissions}, in {parts} of {sized(state.text_bytes)} together"


def _describe_stored(number: int, size: int) -> str:
    return f"{number}, of {sized(size)} together" if number else "none"


def _describe_files(number: int, size: int) -> str:
    if not number:
        return "no files"
    return f"{counted(number, 'file')} of handovers, of {sized(size)} together"


def _describe_damage(damage: list[Damage] | None) -> str:
    if damage is None:
        return "not looked for"
    number = sum(found.altered + found.lost for found in damage)
    if not number:
        return "none: all that is stored was read, and is what came"
    return f"{counted(number, 'object')} of all that is stored"


def _describe_head(head: SlotHead) -> str:
    if head.sequence is None or head.day is None or head.next_due is None:
        return "nothing yet"
    due = f"the next was due on {dated(head.next_due)}"
    if not head.overdue:
        due = f"the next is due on {dated(head.next_due)}"
    return f"head {head.sequence} of {dated(head.day)}, {due}"


def _warn_of_damage(damage: Damage) -> list[str]:
    counts = ((damage.altered, "damaged on the disk"), (damage.lost, "missing from the disk"))
    return [
        f"{counted(number, damage.kind)} of {dated(damage.day)} {are(number)} {how};"
        f" restore {'it' if number == 1 else 'them'} from the backup, then let the confidants get that day again"
        for number, how in counts
        if number
    ]


def _warn_of_unfetched(unfetched: Unfetched) -> str:
    number = counted(unfetched.submissions, "submission")
    goes = "goes" if unfetched.submissions == 1 else "go"
    days = f"within {counted(unfetched.days_left, 'day')}" if unfetched.days_left else "today"
    return f"{number} that {unfetched.account} has not fetched {goes} {days}"
