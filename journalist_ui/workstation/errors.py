"""Why a command of the workstation was refused: one sentence each, which says what to do next.

Nothing was changed when one of these is raised but `HalfDone`, and whoever shows
a sentence adds that (`journalist_ui.workstation.refusals`). No message holds a secret or
what was typed.
"""


class Refused(Exception):
    """The workstation does not do this; nothing was changed."""


class NameTaken(Refused):
    """A file of that name is there already and stays as it is."""


class NotWritten(Refused):
    """A file could not be written whole, and nothing of it is left."""


class StickGone(Refused):
    """A stick that was chosen is not here any more."""


class HalfDone(Refused):
    """A part of what was asked is done; the sentence says which, and how the rest is done."""


class WrongPassphrase(Refused):
    """The vault's lock does not open with this passphrase."""


class VaultDamaged(Refused):
    """The vault's file is not what was written."""


class VaultInUse(Refused):
    """Another program has the vault open."""


class VaultTooNew(Refused):
    """The vault was written by a newer version of this program."""


class UnconfirmedDay(Refused):
    """The clock cannot be believed, and nobody has confirmed the day."""


class UnusableFile(Refused):
    """A chosen file is empty, too large, no plain file, or cannot be read."""


class ReportersFile(Refused):
    """A file of a handover is the reporter's own, byte for byte."""


class OtherFile(Refused):
    """A file that was brought is none of the draft's."""


class NoSuchCase(Refused):
    """No case has this number."""
