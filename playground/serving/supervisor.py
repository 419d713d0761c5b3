"""Keeps a set of processes running: starts them, restarts those that die, stops them in order."""

import json
import selectors
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from playground.serving.child import Child
from playground.serving.log import Log
from playground.serving.watchdog import Watchdog


class StartError(Exception):
    """Something did not come up; the message says what and shows its last words."""


class Supervisor:
    """Runs in one thread: a process tied to its parent's life ends with the thread that started it."""

    def __init__(self, log: Log, pids: Path | None, say: Callable[[str], None]) -> None:
        self.log = log
        self.pids = pids
        self.say = say
        self.children: list[Child] = []
        self.watchdog = Watchdog(say)
        self.outputs = selectors.DefaultSelector()
        self.interrupts = 0

    def catch_signals(self) -> None:
        """From now on Ctrl-C and SIGTERM ask for an orderly end; a third one ends at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._interrupted)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        self.interrupts += 1

    @property
    def stopping(self) -> bool:
        return self.interrupts > 0

    def start(self, child: Child) -> None:
        child.environment |= self.watchdog.variables
        child.start()
        if child not in self.children:
            self.children.append(child)
        self.outputs.register(child.output, selectors.EVENT_READ, child)
        self._note_pids()

    def _note_pids(self) -> None:
        if self.pids is None:
            return
        # Replaced in one step: a reader never finds half of it.
        draft = self.pids.with_suffix(".new")
        draft.write_text(json.dumps({each.name: each.pid for each in self.children}))
        draft.replace(self.pids)

    def pump(self, seconds: float) -> None:
        """Write down what the processes say, for a moment."""
        for key, _ in self.outputs.select(seconds):
            child: Child = key.data
            data = child.output.read(65536)
            if data:
                self.log.take(child.name, data)
            elif data == b"":
                self.outputs.unregister(key.fileobj)

    def pump_for(self, seconds: float) -> None:
        """Pump until the time is over, however much is said."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pump(left)

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float) -> None:
        """Wait for something to come up; the end of any process meanwhile is a failure."""
        deadline = time.monotonic() + seconds
        while not self.stopping and not ready():
            self.pump_for(0.1)
            for child in self.children:
                if child.ended():
                    self.pump(0.2)
                    raise StartError(f"{child.name} ended while starting:\n{self.log.tail(child.name)}")
            if time.monotonic() > deadline:
                words = "\n".join(f"  {each.name}:\n{self.log.tail(each.name)}" for each in self.children)
                raise StartError(f"{what} did not come up within {seconds:.0f} seconds.\n{words}")

    def keep_running(self) -> None:
        """Restart whatever ends, and end what hangs, until somebody asks us to stop."""
        while not self.stopping:
            self.pump(0.2)
            self.watchdog.look([child.pid for child in self.children])
            for child in self.children:
                if child.ended():
                    self._note_end(child)
                elif child.process is None and time.monotonic() >= child.restart_at:
                    self.start(child)

    def _note_end(self, child: Child) -> None:
        assert child.process is not None
        code = child.process.returncode
        self.pump(0)
        if child.output in [key.fileobj for key in self.outputs.get_map().values()]:
            self.outputs.unregister(child.output)
        pause = child.plan_restart()
        self.say(f"{child.name} ended (exit status {code}); starting it again in {pause:g} s.")

    def stop(self, order: Sequence[str]) -> None:
        """Stop the processes one after another, each gently first."""
        for child in sorted(self.children, key=lambda each: order.index(each.name)):
            child.ask_to_stop()
            deadline = time.monotonic() + child.patience
            while child.alive and time.monotonic() < deadline and self.interrupts < 3:
                self.pump(0.05)
            if child.process is not None:
                child.kill_group()
        self.pump(0)
        self.watchdog.close()
        if self.pids is not None:
            self.pids.unlink(missing_ok=True)
