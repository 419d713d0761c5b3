"""One process that `serve` runs, from its start to its end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from django.conf import settings

from playground.processes import die_with_parent

# A process that lived this long has not failed at starting.
SETTLED = 30.0
LONGEST_PAUSE = 15.0


@dataclass
class Child:
    """A process, how patiently it is stopped, and how often it has failed lately."""

    name: str
    command: list[str]
    environment: dict[str, str]
    patience: float = 3.0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches `serve` alone, and tied to our life."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid()),
        )
        os.set_blocking(self.output.fileno(), False)

    @property
    def output(self) -> IO[bytes]:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ended(self) -> bool:
        """Whether it has ended by itself and its end has not been dealt with yet."""
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> float:
        """Tidy up after its end and say how many seconds to wait: longer each time it fails at once."""
        assert self.process is not None
        self.kill_group()
        self.output.close()
        now = time.monotonic()
        self.failures = 0 if now - self.started > SETTLED else self.failures + 1
        pause: float = min(0.25 * 2**self.failures, LONGEST_PAUSE)
        self.restart_at = now + pause
        self.process = None
        return pause

    def ask_to_stop(self) -> None:
        if self.process is not None and self.alive:
            self.process.send_signal(signal.SIGTERM)

    def kill_group(self) -> None:
        """Kill it and whatever it has started."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def python(*arguments: str) -> list[str]:
    """A command that runs this very Python."""
    return [sys.executable, *arguments]
