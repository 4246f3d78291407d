"""What goes wrong at the desk; each message is the sentence that is shown, and says what to do next."""


class CourierError(Exception):
    """The command stops here, and nothing was changed that the message does not name."""


class Unreachable(CourierError):
    """No answer came from the portal; `sent` tells whether the request may have reached it."""

    what = "The line to the portal was cut"

    def __init__(self, *, sent: bool) -> None:
        super().__init__(
            f"{self.what}; nothing was lost: run the same command again."
            if sent
            else "The portal cannot be reached; check the address and the connection, and try again."
        )
        self.sent = sent


class NoTor(Unreachable):
    """Tor made no line to the portal, for the reason in the sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(sent=False)
        self.args = (why,)


class Silent(Unreachable):
    """The portal is there, and says nothing, or too little to be of use."""

    what = "The portal was silent for too long"


class SessionEnded(CourierError):
    """The portal does not know this session any more."""

    def __init__(self) -> None:
        super().__init__("The session has ended; run the command again and sign in.")


class PortalFailed(CourierError):
    """The portal is there and could not do what it was asked."""

    def __init__(self, status: int) -> None:
        super().__init__(
            f"The portal failed (status {status}), and nothing was lost; run the same command again,"
            " and tell the administrator if it fails again."
        )


class Nonsense(CourierError):
    """The portal answered something that a portal of ours does not answer."""

    def __init__(self) -> None:
        super().__init__("The portal gave an answer that makes no sense; check the address.")
