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
from urllib.parse import quote

import psycopg


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start one on a unix socket that only this user reaches; gives its DATABASE_URL."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="descent-postgres-"))
    # PostgreSQL refuses to run as root, so root lends it the user that its package made.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-U", "descent", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    # No fsync: the data is thrown away. No address: nobody else can connect.
    options = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*as_user, programs / "postgres", *options], stdout=log, stderr=log, cwd=folder)
    try:
        url = f"postgresql://descent@{quote(str(folder), safe='')}/postgres"
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        subprocess.run([*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop"], cwd=folder)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
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
