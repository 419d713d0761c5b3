"""Read a stranger's file in a process of its own, where it can exhaust only that process's memory and time."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore

from training.datasets.dataset import Task
from training.problems import Problem
from training.tables.decoding import to_bytes
from training.tables.error import TableError, refuse
from training.tables.parsing import Inspection, Missing, check_options
from training.tables.reading import CHARACTER_LIMIT
from training.tables.table import Table

COMMAND = (sys.executable, "-m", "training.tables")
ROOT = Path(__file__).parents[2]
WALL_SECONDS = 15.0
AT_ONCE = 2

REFUSED = 2
"""The exit status of `python -m training.tables` when standard error has problems as JSON."""

ENVIRONMENT = {
    "PYTHONUTF8": "1",
    # Each thread of the linear algebra library reserves address space, which is what the memory limit counts.
    "OPENBLAS_NUM_THREADS": "1",
    # Without these some Pythons do not start. Nothing else is inherited: a process that reads strangers' files has no
    # use for the server's secrets.
    **{name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PYTHONHOME") if name in os.environ},
}

log = logging.getLogger(__name__)

_slots = BoundedSemaphore(AT_ONCE)


def inspect_in_subprocess(source: str | bytes) -> Inspection:
    """`inspect`, under limits of memory and time; may wait, so call it from a thread."""
    return Inspection(**json.loads(_run(to_bytes(source), "inspect")))


def parse_in_subprocess(
    source: str | bytes, target: str, task: Task | None = None, missing: Missing = "drop", title: str = "Own table"
) -> Table:
    """`parse`, under limits of memory and time; may wait, so call it from a thread."""
    check_options(task, missing)
    options = [f"--target={_as_argument(target)}", f"--missing={missing}", *([f"--task={task}"] if task else [])]
    table = Table.from_bytes(_run(to_bytes(source), "parse", *options))
    return replace(table, outline=replace(table.outline, title=title))


def _as_argument(target: str) -> str:
    """A name that can be passed to a process; what cannot be passed is no column either."""
    try:
        target.encode()
    except UnicodeEncodeError:
        raise refuse("target", "There is no such column.") from None
    if len(target) > CHARACTER_LIMIT or "\0" in target:
        raise refuse("target", "There is no such column.")
    return target


def _run(data: bytes, *arguments: str) -> bytes:
    if not _slots.acquire(timeout=WALL_SECONDS):
        raise refuse("csv", "Other tables are being read at the moment. Try again in a minute.")
    try:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=ROOT,
            env=ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refuse("csv", "Reading this file takes too long. Leave out rows or columns.") from None
    finally:
        _slots.release()
    if done.returncode == REFUSED:
        raise TableError([Problem(**problem) for problem in json.loads(done.stderr)])
    if done.returncode < 0:
        raise refuse("csv", "Reading this file takes too much time or memory. Leave out rows or columns.")
    if done.returncode:
        log.error("A table could not be read: %s", done.stderr.decode(errors="replace"))
        raise refuse("csv", "This file could not be read.")
    return done.stdout
