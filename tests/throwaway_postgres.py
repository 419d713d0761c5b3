"""A PostgreSQL that lives in a temporary folder for as long as the tests run."""

import getpass
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg


class ThrowawayPostgres:
    """One on a unix socket that only this user reaches; it can be stopped as a crash would, and started again."""

    def __init__(self, *options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="descent-postgres-"))
        self.url = f"postgresql://descent@{quote(str(self.folder), safe='')}/postgres"
        # PostgreSQL refuses to run as root, so root lends it the user that its package made.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        self.options = [part for option in ("listen_addresses=", *options) for part in ("-c", option)]
        made = ["-D", self.data, "-U", "descent", "-A", "trust", "-E", "UTF8", "--no-sync"]
        self._run("initdb", *made, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it and wait until it answers. No address: nobody else can connect."""
        with (self.folder / "log").open("a") as log:
            command = [*self.as_user, programs() / "postgres", "-D", self.data, "-k", self.folder, *self.options]
            self.server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        _wait_for(self.url, self.server, self.folder / "log")

    def stop(self) -> None:
        """End it at once, as a crash would: what was committed has to be found again."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "stop")
        self.server.wait(20)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path, **options: Any) -> None:
        subprocess.run([*self.as_user, programs() / program, *arguments], cwd=self.folder, **options)


@contextmanager
def running_postgres(*options: str) -> Iterator[ThrowawayPostgres]:
    """Start one for a while."""
    postgres = ThrowawayPostgres(*options)
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()
        postgres.remove()


def programs() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        raise AssertionError(
            f"PostgreSQL is not installed for {getpass.getuser()}, and the tests need it: apt-get install postgresql"
        )
    return folders[-1]


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("PostgreSQL did not start:\n" + log.read_text()) from None
            time.sleep(0.05)
