"""A source: what a service publishes, and by what it is judged."""

from dataclasses import dataclass

from crypto.trust import Trusted
from submitter_ui.device import Device
from submitter_ui.published import Published
from submitter_ui.trusted import fetch_trusted
from submitter_ui.voice import Voice


@dataclass(frozen=True, slots=True)
class Source:
    """Where to read and whom to believe: what is published, the 32-byte root, the device, the voice."""

    server: Published
    root: bytes
    device: Device
    voice: Voice

    def trusted(self) -> Trusted:
        """Return what may be believed today."""
        self.voice.tell("checking_service")
        return fetch_trusted(self.server, root=self.root, device=self.device)
