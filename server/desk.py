"""The server's side of the portal: who may do what, and the same words for every wrong sign-in."""

from typing import BinaryIO

from journalist_ui.portal.desk import Account, DeskRefusal, Download, Receipt, Session
from server.accounts import CONFIDANT, RECIPIENT
from server.inbound import InboundDesk
from server.outbound import OutboundDesk
from server.publication import Publisher
from server.sessions import Sessions
from server.sign_in import SignInDesk, SignInRefused

SIGN_IN_REFUSED = (
    "The name, the password or the code is not right, or the code was used already: each works once."
    " Wait, and try again with the next code."
)


class ServerDesk:
    """Fills in `journalist_ui.portal.desk.Desk`."""

    def __init__(
        self,
        *,
        sign_ins: SignInDesk,
        sessions: Sessions,
        inbound: InboundDesk,
        outbound: OutboundDesk,
        publisher: Publisher,
    ) -> None:
        self._sign_ins = sign_ins
        self._sessions = sessions
        self._inbound = inbound
        self._outbound = outbound
        self._publisher = publisher

    def sign_in(self, *, name: str, password: str, code: str) -> Session:
        """Return a fresh session, or refuse."""
        try:
            account_id = self._sign_ins.sign_in(name=name, password=password, code=code)
        except SignInRefused as refused:
            raise DeskRefusal("sign-in", SIGN_IN_REFUSED, status=401, wait=refused.wait) from None
        return self._sessions.begin(account_id)

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._sessions.end(token)

    def account(self, token: str) -> Account:
        """Return who is signed in, or refuse."""
        account = self._sessions.find(token)
        if account is None:
            raise DeskRefusal("sign-in", "You are not signed in, or no longer.", status=401, wait=0)
        return account

    def inbound(self, account: Account, *, again: int | None, large: bool) -> Download:
        """Return the inbound bundle of a confidant or a recipient."""
        _require_role(account, CONFIDANT, RECIPIENT)
        return self._inbound.make(account, again=again, large=large)

    def bring(self, account: Account, bundle: BinaryIO) -> Receipt:
        """Apply an outbound bundle and publish what it brings."""
        _require_role(account, CONFIDANT)
        receipt = self._outbound.bring(bundle)
        self._publisher.publish()
        return receipt


def _require_role(account: Account, *roles: str) -> None:
    if account.role not in roles:
        raise DeskRefusal("role", "This account is not for that.", status=403)
