"""Exchanging events at one desk: a small inbound bundle from one vault for another (docs/protocol.md section 11.2)."""

from crypto.bundle import Inbound, Member, bundle_chunks, encode_inbound, file_of
from crypto.bundle_contents import events_name
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.event_packing import parts_for


def exchange(desk: Desk, *, slot: int) -> bytes:
    """Return a bundle with all our events for another slot; what is known there is passed over."""
    desk.require_may_publish()
    if slot not in desk.members_elsewhere:
        raise Refused("that slot is not a colleague's; state shows the slots")
    try:
        parts = parts_for(desk, slot)
    except ValueError as error:
        raise Refused(
            f"there is no key of slot {slot} for this week yet; import the newest bundle first"
        ) from error
    own_slot, generation = desk.place
    contents = {
        events_name(slot=own_slot, generation=generation, sequence=number): part
        for number, part in enumerate(parts)
    }
    manifest = Inbound(
        files=[file_of(name, content) for name, content in contents.items()],
        maker="workstation",
        service=desk.keyring.service,
        since=desk.day,
        through=desk.day,
    )
    members = [Member(name, len(content), [content]) for name, content in contents.items()]
    return b"".join(bundle_chunks(encode_inbound(manifest), members))
