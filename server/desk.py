"""The server's side of the portal: who may do what, and the same words for every wrong sign-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from journalist_ui.portal.desk import (
    Account,
    DeskRefusal,
    Download,
    Overview,
    Receipt,
    RegisterPage,
    Session,
    Visit,
)
from server.accounts import ADMINISTRATOR, CONFIDANT, RECIPIENT
from server.inbound import InboundDesk
from server.outbound import OutboundDesk
from server.overview import OverviewDesk
from server.publication import Publisher
from server.refusals import Refusal
from server.register_pages import RegisterDesk
from server.sessions import Sessions
from server.sign_in import SignInDesk, SignInRefused
from server.web import judge

SIGN_IN_REFUSED = (
    "The name, the password or the code is not right, or the code was used already: each works once."
    " Wait, and try again with the next code."
)
NOT_SIGNED_IN = "You are not signed in, or no longer."


class ServerDesk:
    """Fills in `journalist_ui.portal.desk.Desk`."""

    def __init__(
        self,
        *,
        sign_ins: SignInDesk,
        sessions: Sessions,
        inbound: InboundDesk,
        outbound: OutboundDesk,
        overviews: OverviewDesk,
        registers: RegisterDesk,
        publisher: Publisher,
    ) -> None:
        self._sign_ins = sign_ins
        self._sessions = sessions
        self._inbound = inbound
        self._outbound = outbound
        self._overviews = overviews
        self._registers = registers
        self._publisher = publisher

    def sign_in(self, *, name: str, password: str, code: str) -> Session:
        """Return a fresh session, or refuse."""
        with _in_words():
            account_id = self._sign_ins.sign_in(name=name, password=password, code=code)
        return self._sessions.begin(account_id)

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._sessions.end(token)

    def begin_visit(self, *, name: str, password: str, code: str) -> Session:
        """Return a fresh session for pages, or refuse."""
        with _in_words():
            account_id = self._sign_ins.sign_in(name=name, password=password, code=code)
        return self._sessions.begin_visit(account_id)

    def end_visit(self, token: str) -> None:
        """End a session of pages."""
        self._sessions.end_visit(token)

    def visit(self, token: str) -> Visit:
        """Return whose visit this is, or refuse."""
        visit = self._sessions.find_visit(token)
        if visit is None:
            raise DeskRefusal("ended", NOT_SIGNED_IN, status=401)
        return visit

    def confirm(self, visit: Visit, code: str) -> None:
        """Take a fresh code, or refuse."""
        with _in_words():
            self._sign_ins.confirm(self._sessions, visit.token, visit.account.id, code)

    def account(self, token: str) -> Account:
        """Return who is signed in, or refuse."""
        account = self._sessions.find(token)
        if account is None:
            raise DeskRefusal("sign-in", NOT_SIGNED_IN, status=401, wait=0)
        return account

    def inbound(self, account: Account, *, again: int | None, large: bool) -> Download:
        """Return the inbound bundle of a confidant or a recipient."""
        _require_role(account, CONFIDANT, RECIPIENT)
        return self._inbound.make(account, again=again, large=large)

    def bring(self, account: Account, bundle: BinaryIO) -> Receipt:
        """Apply an outbound bundle and publish what it brings."""
        _require_role(account, CONFIDANT)
        receipt = self._outbound.bring(account, bundle)
        self._publisher.publish()
        return receipt

    def overview(self, account: Account) -> Overview:
        """Return what the desk shows to an account."""
        return self._overviews.read(account)

    def register(self, account: Account, number: int) -> RegisterPage:
        """Return a page of the register of staff acts to an administrator."""
        _require_role(account, ADMINISTRATOR)
        try:
            return self._registers.read(number)
        except Refusal as refusal:
            raise DeskRefusal("missing", refusal.message, status=refusal.status) from None

    def explain(self, error: Exception) -> DeskRefusal:
        """Return what an error amounts to, and log one that nobody expected."""
        refusal = error if isinstance(error, Refusal) else judge(error)
        return DeskRefusal(refusal.code, refusal.message, status=refusal.status)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except SignInRefused as refused:
        raise DeskRefusal("sign-in", SIGN_IN_REFUSED, status=401, wait=refused.wait) from None


def _require_role(account: Account, *roles: str) -> None:
    if account.role not in roles:
        raise DeskRefusal("role", "This account is not for that.", status=403)
