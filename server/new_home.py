"""The home of a new server, or of a further host of a service: its folders, its settings, and secrets of its own."""

import os
from pathlib import Path

from server.settings import (
    FOLDERS,
    SECRET_SIZE,
    SECRETS,
    Home,
    Settings,
    WrongHome,
    open_home,
    render_settings,
)


def create_host(path: Path, *, like: Home) -> Home:
    """Make the home of a further host of a service, with all settings and secrets of another, or raise `WrongHome`."""
    if not (like.settings.database and like.settings.objects):
        raise WrongHome(
            "a further host needs a database and a bucket that both reach; first name them as"
            " `database` and `objects` in the settings of the one that is there"
        )
    return create_home(path, like.settings, like=like)


def create_home(path: Path, settings: Settings | None = None, *, like: Home | None = None) -> Home:
    """Make the folders, the settings and fresh secrets of a new server, or those of another host's home.

    Raises `WrongHome`.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise WrongHome(f"{path} is not empty; nothing was changed")
        path.chmod(0o700)
        for name in FOLDERS:
            (path / name).mkdir(mode=0o700)
        for name, value in _secrets_for(like).items():
            _write_secret(path / "secrets" / name, value)
        (path / "settings.toml").write_text(render_settings(settings or Settings()), "utf-8")
    except OSError as error:
        raise WrongHome(f"{path} cannot be made: {error.strerror}") from error
    return open_home(path)


def _secrets_for(like: Home | None) -> dict[str, bytes]:
    if like is None:
        return {name: os.urandom(SECRET_SIZE) for name in SECRETS}
    return {path.name: path.read_bytes() for path in (like.path / "secrets").iterdir()}


def _write_secret(path: Path, value: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
