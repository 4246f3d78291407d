"""What the reporters' views call, made once for each process, and how a view reaches it."""

from dataclasses import dataclass
from functools import partial

from flask import current_app, request

from server.clock import Clock
from server.database import Database
from server.form_uploads import FormUploads
from server.public_files import PublicFile, PublicFolder
from server.publication import Publisher
from server.refusals import Refusal
from server.room import Room
from server.settings import Home
from server.stores import open_stores
from server.submissions import Submissions
from server.tickets import Ticket, TicketOffice
from server.uploads import Uploads

EXTENSION = "sluis"
"""Where an application keeps them."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the views of reporters call."""

    clock: Clock
    publisher: Publisher
    today: PublicFile
    drop: PublicFile
    buckets: PublicFolder
    tickets: TicketOffice
    uploads: Uploads
    submissions: Submissions
    by_form: Submissions
    form_uploads: FormUploads


def make_services(home: Home, clock: Clock) -> Services:
    """Return the services on a home; raise `WrongHome` or `WrongSchema`."""
    database = Database(home.database_url)
    database.require_schema()
    room = Room(home)
    publisher = Publisher(home, database, clock)
    arriving = Uploads(home, database, open_stores(home, database).incoming, room, clock)
    submissions = partial(Submissions, database=database, arriving=arriving, clock=clock)
    return Services(
        clock=clock,
        publisher=publisher,
        today=PublicFile(publisher.today, packs=True),
        drop=PublicFile(publisher.drop),
        buckets=PublicFolder(publisher.buckets),
        tickets=TicketOffice(home.secret("ticket")),
        uploads=arriving,
        submissions=submissions(room=room),
        by_form=submissions(room=Room(home, by_form=True)),
        form_uploads=FormUploads(database, arriving, clock),
    )


def services_here() -> Services:
    """Return the services of the application that answers."""
    found: Services = current_app.extensions[EXTENSION]
    return found


def ticket_here() -> Ticket:
    """Return the ticket of the request, or refuse."""
    services = services_here()
    return services.tickets.check(request.headers.get("Sluis-Ticket"), day=services.clock.today())


def parse_hexadecimal(text: str, *, size: int) -> bytes:
    """Return the bytes that a header names in lower-case hexadecimal, or refuse."""
    if len(text) != 2 * size or not set(text) <= set("0123456789abcdef"):
        raise Refusal("malformed", f"This must be {2 * size} digits and letters from a to f.")
    return bytes.fromhex(text)


def require_type(expected: str) -> None:
    """Refuse a body of another type."""
    if request.mimetype != expected:
        raise Refusal("malformed", f"The body must be of type {expected}.", status=415)
