"""What has to be in order before anything is started: the lock, the port, the database, static files."""

import fcntl
import hashlib
import os
import socket
import subprocess
import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import DatabaseError, connections

from playground import static_files, static_finders
from playground.models import Worker


class CannotStartError(Exception):
    """Descent cannot be started like this; the message says why."""


def lock(home: Path) -> IO[str]:
    """Make sure that only one `serve` uses this folder; the kernel drops the lock when we end in any way."""
    file = (home / "serve.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        raise CannotStartError(
            f"Descent is already running here (process {file.read().strip()} uses {home}). "
            "Stop it first, or set DESCENT_HOME to another folder."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def check_port(host: str, port: int) -> None:
    """Refuse early, in words, what the web server would refuse late with a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            raise CannotStartError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} make run"
            ) from None


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()


def forget_workers() -> None:
    """Those of the last run count as alive for a few seconds more; nobody should take them for the new ones."""
    with suppress(DatabaseError):  # it may start a moment later than we do
        Worker.objects.here().delete()
    connections.close_all()


def collect_static_files() -> None:
    """Gather, hash and compress static files, unless none has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = _state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=StringIO())
    stamp.write_text(state)


def _state_of_static_files() -> str:
    digest = hashlib.sha256()
    paths = [Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list([])]
    for path in sorted([*paths, Path(static_files.__file__), Path(static_finders.__file__)]):
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def build_documentation(logs: Path) -> "subprocess.Popen[bytes]":
    """Begin to build the pages at /docs/ where they are older than their sources; what goes wrong is in a log."""
    command = [sys.executable, "manage.py", "documentation", "--if-changed", "--in-background"]
    with (logs / "documentation.log").open("wb") as said:
        return subprocess.Popen(command, cwd=settings.ROOT, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
