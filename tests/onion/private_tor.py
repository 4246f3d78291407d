"""A Tor network of our own on loopback: four authorities that are relays as well, one onion service, one client.

Nobody outside is asked for anything. The real program, with the settings that it
has for test networks; a consensus takes it half a minute.
"""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from deploy.programs import TOR, ready
from submitter_ui.tor.line import Failed, new_visit
from tests.held_port import held_port

AUTHORITIES = 4
READY_SECONDS = 240
FOUND_SECONDS = 120
"""Twenty, as a rule, once both ends are ready."""
TRIES = 3
NOBODY = "x 127.0.0.1:1 " + "f" * 40
EVERYWHERE = (
    *("TestingTorNetwork 1", "UseDefaultFallbackDirs 0", "AssumeReachable 1"),
    *("ShutdownWaitLength 0", "Log notice stdout"),
)
AUTHORITY = (
    *("Address 127.0.0.1", "SocksPort 0", "AuthoritativeDirectory 1", "V3AuthoritativeDirectory 1"),
    *(
        "ContactInfo x",
        "ExitRelay 1",
        "ExitPolicyRejectPrivate 0",
        "ExitPolicy accept 127.0.0.0/8:*",
    ),
    *("TestingDirAuthVoteExit *", "TestingDirAuthVoteHSDir *", "TestingDirAuthVoteGuard *"),
    *("TestingV3AuthInitialVotingInterval 20", "TestingV3AuthInitialVoteDelay 4"),
    *("TestingV3AuthInitialDistDelay 4", "V3AuthVotingInterval 20", "V3AuthVoteDelay 4"),
    *("V3AuthDistDelay 4", "TestingMinExitFlagThreshold 0", "TestingMinFastFlagThreshold 0"),
)


@dataclass(frozen=True)
class PrivateTor:
    """Where the client takes lines, and the address of the service."""

    socks: str
    onion: str


@contextmanager
def private_tor(folder: Path, *, leads: Mapping[int, int]) -> Iterator[PrivateTor]:
    """Give a network in which ports of an onion service lead to ports of this machine, as soon as it is ready.

    The first votes of a network are cast by the clock. On a busy machine some come too late for it, and then
    nobody may find the service however long they look: another network is begun.
    """
    for number in range(TRIES):
        with _network(folder / str(number), leads=leads) as network:
            if _is_found(network, min(leads)):
                yield network
                return
    raise AssertionError(f"Tor does not find the service, in {TRIES} networks")


@contextmanager
def _network(folder: Path, *, leads: Mapping[int, int]) -> Iterator[PrivateTor]:
    folder.mkdir()
    hidden = _private(folder / "hidden")
    with ExitStack() as stack:
        ports = [stack.enter_context(held_port()) for _ in range(2 * AUTHORITIES + 1)]
        authorities = [
            _Authority(folder / f"a{i}", f"a{i}", ports[2 * i], ports[2 * i + 1])
            for i in range(AUTHORITIES)
        ]
        everywhere = [*EVERYWHERE, *(authority.introduce() for authority in authorities)]
        for authority in authorities:
            stack.enter_context(_running(authority.folder, [*everywhere, *authority.torrc()]))
        service = ["SocksPort 0", f"HiddenServiceDir {hidden}"]
        service += [f"HiddenServicePort {port} 127.0.0.1:{here}" for port, here in leads.items()]
        client = [f"SocksPort 127.0.0.1:{ports[-1]}"]
        for name, torrc in {"service": service, "client": client}.items():
            stack.enter_context(_running(_private(folder / name), [*everywhere, *torrc]))
        for name in ("service", "client"):
            _wait_until_ready(folder / name)
        yield PrivateTor(f"127.0.0.1:{ports[-1]}", (hidden / "hostname").read_text().strip())


@dataclass(frozen=True)
class _Authority:
    folder: Path
    name: str
    line_port: int
    directory_port: int

    def introduce(self) -> str:
        """Make its keys and return the line by which everybody knows it."""
        keys = _private(self.folder) / "keys"
        keys.mkdir(mode=0o700)
        subprocess.run(
            [
                *(_program("tor-gencert"), "--create-identity-key", "-m", "12"),
                *("-a", f"127.0.0.1:{self.directory_port}", "--passphrase-fd", "0"),
            ],
            cwd=keys,
            input=b"pass\n",
            capture_output=True,
            check=True,
        )
        certificate = (keys / "authority_certificate").read_text().split()
        identity = certificate[certificate.index("fingerprint") + 1]
        return (
            f"DirAuthority {self.name} orport={self.line_port} no-v2 v3ident={identity}"
            f" 127.0.0.1:{self.directory_port} {self._fingerprint()}"
        )

    def torrc(self) -> list[str]:
        """Return its own settings."""
        here = [f"Nickname {self.name}", f"ORPort 127.0.0.1:{self.line_port}"]
        return [*AUTHORITY, *here, f"DirPort 127.0.0.1:{self.directory_port}"]

    def _fingerprint(self) -> str:
        done = subprocess.run(
            [
                *(
                    _program("tor"),
                    "--list-fingerprint",
                    "--hush",
                    "--orport",
                    "1",
                    "--nickname",
                    self.name,
                ),
                *("--datadirectory", self.folder, "-f", "/dev/null", "--ignore-missing-torrc"),
                *("--dirserver", NOBODY),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()[-1].partition(" ")[2].replace(" ", "")


def _program(command: str) -> Path:
    return ready(replace(TOR, commands=(command,)))


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    return folder


@contextmanager
def _running(folder: Path, torrc: Sequence[str]) -> Iterator[None]:
    file = folder / "torrc"
    file.write_text("\n".join([*torrc, f"DataDirectory {folder}"]) + "\n")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [_program("tor"), "--defaults-torrc", "/dev/null", "-f", file], stdout=log, stderr=log
        )
        try:
            yield
        finally:
            # Authorities do not go on SIGTERM.
            process.kill()
            process.wait()


def _wait_until_ready(folder: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while "Bootstrapped 100%" not in (log := (folder / "log").read_text(errors="replace")):
        assert time.monotonic() < end, f"Tor did not get ready:\n{log[-2000:]}"
        time.sleep(0.5)


def _is_found(network: PrivateTor, port: int) -> bool:
    """Tell whether the service can be reached, as soon as it has told the network where it is."""
    end = time.monotonic() + FOUND_SECONDS
    while time.monotonic() < end:
        try:
            new_visit(network.socks).connect(network.onion, port, seconds=30).close()
        except Failed:
            time.sleep(0.5)
        else:
            return True
    return False
