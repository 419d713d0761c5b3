"""A node of its own: `manage.py serve --only worker`, with its home, for a site that runs elsewhere."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from tests.running_server import ROOT, clean_environment


class RunningNode:
    """The supervisor of a node and what it has started."""

    def __init__(self, home: Path, name: str, **environment: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--only", "worker"],
            cwd=ROOT,
            env=clean_environment(home, NODE_NAME=name, **environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        # Somebody has to read what it prints, or it would wait once the pipe is full.
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip("\n"))

    def family(self) -> list[psutil.Process]:
        """The supervisor and all below it."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def workers(self) -> set[int]:
        """Processes that train: started by celery, which the supervisor started."""
        return {each.pid for child in psutil.Process(self.process.pid).children() for each in child.children()}

    def cut_off(self) -> None:
        """As a power failure does: nobody can say goodbye."""
        for each in self.family():
            each.kill()
        self.process.wait(20)

    def stop(self) -> int:
        """Ask it to end, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            self.reader.join(5)
