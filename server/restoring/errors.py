"""Why a backup is not restored."""

NOT_WHOLE = "this backup is not whole; nothing was restored"


class NotEmpty(Exception):
    """There is something already where the backup was to be restored to; nothing was changed."""
