"""Starts the real site through `manage.py serve` and talks to the running whole."""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port on loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(home: Path, **changes: str) -> dict[str, str]:
    """The environment without what pytest or the person at the keyboard has set for Descent."""
    ours = {"DJANGO_SETTINGS_MODULE", "DESCENT_TEST_HOME", "DATABASE_URL", "REDIS_URL", "DEBUG", "HTTPS", "HOST"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"DESCENT_HOME": str(home), "WORKERS": "2"} | changes


def _can_link(source: Path, target: Path) -> bool:
    """Whether there is room for names of the same files: on the same disk, and nothing there yet."""
    above = next(folder for folder in target.parents if folder.exists())
    return not target.exists() and above.stat().st_dev == source.stat().st_dev


class RunningServer:
    """One `manage.py serve` in its own folder and on its own port.

    The first of a test process gathers and compresses all static files; the others find them as a second start would,
    which saves each six seconds of processor time.
    """

    _gathered: Path | None = None

    def __init__(self, home: Path, port: int | None = None, root: Path = ROOT, **environment: str) -> None:
        self.home, self.root = home, root
        self.port = port or free_port()
        self.environment = clean_environment(home, PORT=str(self.port), **environment)
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        if self._gathered and root == ROOT and _can_link(self._gathered, home / "static"):
            shutil.copytree(self._gathered, home / "static", copy_function=os.link)
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        # Somebody has to read what it prints, or it would wait once the pipe is full.
        self.reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        self.reader.start()
        return process

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            self.lines.extend(iter(lambda: process.stdout.readline().rstrip("\n"), ""))

    def wait_until_up(self, seconds: float = 90) -> "RunningServer":
        """Wait for the address that `serve` prints when everything is healthy."""
        deadline = time.monotonic() + seconds
        while f"{self.url}/" not in self.lines:
            if self.process.poll() is not None:
                self.reader.join(5)
                raise AssertionError("serve ended at its start:\n" + "\n".join(self.lines))
            if time.monotonic() > deadline:
                self.stop()
                raise AssertionError("serve did not come up:\n" + "\n".join(self.lines) + self.log())
            time.sleep(0.05)
        if self._gathered is None and self.root == ROOT:
            RunningServer._gathered = Path(tempfile.mkdtemp(prefix="descent-static-")) / "static"
            atexit.register(shutil.rmtree, self._gathered.parent, ignore_errors=True)
            shutil.copytree(self.home / "static", self._gathered)
        return self

    @property
    def pids(self) -> dict[str, int]:
        """Process numbers by name: web, worker, reaper, redis."""
        numbers: dict[str, int] = json.loads((self.home / "pids.json").read_text())
        return numbers

    def log(self) -> str:
        """Everything the processes have said."""
        path = self.home / "logs" / "descent.log"
        return path.read_text() if path.exists() else ""

    def stop(self, seconds: float = 30) -> int:
        """Press Ctrl-C and wait; returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(seconds)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.reader.join(5)
