"""The tables. Nothing of a reporter is finer than a day, and no row tells in which order it came.

Every table of reporters' data has a random primary key and, in SQLite, no row
number. Attachments are not tied to their submission: the sealed message names
them, and the server needs no such link. Those of handovers are a table of their
own, without a word of who brought them; `object_id` is the server's, `id` the
handover's. Migrations make these tables; a test
compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    false,
)

SCHEMA = "0007"
"""The migration that these tables are made by; an application refuses to start on another one."""

metadata = MetaData()


def _goes_with(column: str) -> ForeignKey:
    """Return that a row goes with the one that it belongs to."""
    return ForeignKey(column, ondelete="CASCADE")


submissions = Table(
    "submissions",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("period", Integer, nullable=False),
    Column("body_digest", LargeBinary(32), nullable=False),
    Index("submissions_by_day", "day"),
    sqlite_with_rowid=False,
)

text_parts = Table(
    "text_parts",
    metadata,
    Column("submission_id", LargeBinary(16), _goes_with("submissions.id"), primary_key=True),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("object", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("ticket_id", LargeBinary(16), nullable=False),
    Column("day", Integer, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("period", Integer),
    sqlite_with_rowid=False,
)

upload_pieces = Table(
    "upload_pieces",
    metadata,
    Column("upload_id", LargeBinary(16), primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("period", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Index("attachments_by_day", "day"),
    sqlite_with_rowid=False,
)

handover_attachments = Table(
    "handover_attachments",
    metadata,
    Column("object_id", LargeBinary(16), primary_key=True),
    Column("id", LargeBinary(16), nullable=False),
    Column("day", Integer, nullable=False),
    Column("period", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Index("handover_attachments_by_day", "day"),
    sqlite_with_rowid=False,
)

usage = Table(
    "usage",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

keyrings = Table(
    "keyrings",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("slots", SmallInteger, nullable=False),
    Column("root", LargeBinary(32), nullable=False),
    Column("frame", LargeBinary, nullable=False),
)

rotations = Table(
    "rotations",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("frame", LargeBinary, nullable=False),
)

revocations = Table(
    "revocations",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, primary_key=True, autoincrement=False),
    Column("frame", LargeBinary, nullable=False),
)

period_keys = Table(
    "period_keys",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, primary_key=True, autoincrement=False),
    Column("period", BigInteger, primary_key=True, autoincrement=False),
    Column("frame", LargeBinary, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("day", BigInteger, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("manifest_hash", LargeBinary(32), nullable=False),
    Column("frame", LargeBinary, nullable=False),
    Column("batch", LargeBinary, nullable=False),
)

event_parts = Table(
    "event_parts",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("to_slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("object", LargeBinary, nullable=False),
    Index("event_parts_by_day", "to_slot", "day"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("slot", SmallInteger),
    Column("password_hash", Text, nullable=False),
    Column("totp_sealed", LargeBinary, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("fetched_since", Integer, nullable=False),
    Column("fetched_through", Integer),
    Column("disabled", Boolean, nullable=False, server_default=false()),
)

printed_codes = Table(
    "printed_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("account_id", LargeBinary(16), _goes_with("accounts.id"), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("account_id", LargeBinary(16), _goes_with("accounts.id"), nullable=False),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("confirmed", BigInteger),
)

attempts = Table(
    "attempts",
    metadata,
    Column("bucket", SmallInteger, primary_key=True, autoincrement=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

failed_sign_ins = Table(
    "failed_sign_ins",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("who", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
