"""The one tree of errors that protocol code raises (docs/protocol.md section 13).

A verification either returns what it verified or raises one of these; nothing
cryptographic answers with a boolean. Misuse by our own code is `ValueError` or
`TypeError` and is a defect, not an outcome. Each message is one sentence that
can be shown to a person as it is; none contains a secret or what was typed.
"""


class ProtocolError(Exception):
    """Something foreign did not keep to the protocol."""


class Malformed(ProtocolError):
    """The bytes are not of this format; nothing of them was used."""


class NotForThisKey(ProtocolError):
    """The slot opened to the public decoy constant: the file is for somebody else."""


class Tampered(ProtocolError):
    """A MAC, a hash or a chunk does not match: the bytes are not what was sealed."""


class Untrusted(ProtocolError):
    """The bytes are well formed, but nothing the reader trusts vouches for them."""


class UnknownSigner(Untrusted):
    """Too few of the keys that must sign have signed."""


class Expired(Untrusted):
    """Its last day has passed."""


class NotYetValid(Untrusted):
    """Its first day has not come, by the reader's clock."""


class RolledBack(Untrusted):
    """It is older than something already seen."""


class Replayed(Untrusted):
    """It was applied before; nothing was changed."""


class Gap(Untrusted):
    """Something that must come before it is missing; nothing was changed."""


class OtherService(Untrusted):
    """It belongs to another service."""


class Overdue(Untrusted):
    """No head is fresh enough to show that the server tells the newest state."""


class Incomplete(Untrusted):
    """The heads name something that was not served."""


class TooFewMembers(Untrusted):
    """Fewer confidants of the line can be reached than the line needs."""


class WrongClock(Untrusted):
    """The reader's clock cannot be right."""
