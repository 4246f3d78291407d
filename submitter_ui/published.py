"""What a service publishes for everybody, wherever it comes from (docs/protocol.md sections 6.3 to 6.6).

The server gives it to whoever asks; a file that was downloaded and carried here
says the same. `submitter_ui.trusted` judges both by the same rules.
"""

from typing import Protocol


class Published(Protocol):
    """The four files, as bytes that nobody has verified yet."""

    def fetch_today(self) -> bytes:
        """Return the bytes of `today`."""

    def fetch_drop(self) -> bytes:
        """Return the bytes of the whole drop."""

    def fetch_lists(self) -> bytes:
        """Return the bytes of the lists that all buckets of the drop share."""

    def fetch_bucket(self, *, bits: int, number: int) -> bytes:
        """Return the bytes of one bucket of the drop."""
