"""A port of loopback that stays a program's own before it listens there, and while it is ended and begun again."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_port() -> Iterator[int]:
    """Give a port that the system gives to nobody else until the block ends.

    It is bound and not listened at. Who binds it by its number may do so beside it, if they say that an address
    may be used again (SO_REUSEADDR), as servers do.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])
