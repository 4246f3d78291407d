"""Which stores a home names: a folder of its own, or a bucket that all hosts of the service share."""

from dataclasses import dataclass

from server.database import Database
from server.incoming import FolderIncoming, Incoming
from server.objects import FolderStore, ObjectStore
from server.settings import Home


@dataclass(frozen=True, slots=True)
class Stores:
    """Where attachments lie, and where uploads wait for their submission."""

    objects: ObjectStore
    incoming: Incoming


def open_stores(home: Home, database: Database) -> Stores:
    """Return the stores of a home; what speaks to a bucket is loaded only where there is one."""
    if not home.settings.objects:
        objects = FolderStore(home.objects)
        return Stores(objects, FolderIncoming(home.incoming, objects))
    from server.bucket import Bucket  # noqa: PLC0415 (30 MB that few servers need)
    from server.bucket_incoming import BucketIncoming  # noqa: PLC0415
    from server.bucket_objects import BucketStore  # noqa: PLC0415

    bucket = Bucket(home)
    return Stores(BucketStore(bucket), BucketIncoming(bucket, database, spool=home.incoming))
