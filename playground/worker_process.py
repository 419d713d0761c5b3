"""A worker process: PyTorch warmed up before the fork, and a look into the queue every second when idle.

Loading PyTorch and training once in the parent makes a child's first update take milliseconds instead of seconds. One
thread only: a second one in the parent before the fork would hang the children, and results depend on the number.
"""

import contextlib
import gc
import logging
import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any

from billiard.process import current_process
from celery.signals import worker_init, worker_process_init, worker_process_shutdown
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from playground.devices import hardware_name, take_gpu
from playground.duties import DUTIES, Duty
from playground.models import Worker
from playground.processes import give_way
from playground.signs_of_life import signs
from playground.workload import Workload

log = logging.getLogger(__name__)
TURNS = 2.0
"""Seconds after which a tick hands on to the next one, so that a worker can be asked to end."""
IDLE = 1.0
PULSE = 3.0


class Station:
    """One process's place at the queue: whoever holds its lock, tick or idle look, takes turns."""

    def __init__(self, duty: Duty = DUTIES["training"]) -> None:
        self.duty = duty
        self._turn = threading.Lock()
        self._leaving = threading.Event()
        self.name = ""
        self.device = settings.TRAINS_ON
        self.told: dict[str, str] = {}
        """What this process says of itself."""
        self.workload = Workload()

    def open(self) -> None:
        """Start looking; called in each process after the fork."""
        self.name = f"{settings.NODE}:{os.getpid()}"
        self.told = self._facts()
        for duty, seconds in ((signs.write, PULSE), (self._say_alive, PULSE), (self._look, IDLE)):
            threading.Thread(target=self._repeat, args=(duty, seconds), name=duty.__name__, daemon=True).start()

    def close(self) -> None:
        """Give back what is held, waiting at most two seconds for it, and say goodbye."""
        self._leaving.set()
        self._turn.acquire(timeout=2)
        signs.forget()
        with contextlib.suppress(DatabaseError):
            Worker.objects.filter(name=self.name).delete()

    def attend(self) -> None:
        """Take turns until nothing is left or a few seconds are over; at most one thread does."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            until = time.monotonic() + TURNS
            while not self._leaving.is_set():
                if not self._take_turn():
                    return
                if time.monotonic() > until:
                    self.duty.ring()
                    return
        finally:
            self._turn.release()

    def _take_turn(self) -> bool:
        signs.begin()
        began = time.monotonic()
        try:
            found = self.duty.turn(self.name, self.device, self._asked_to_leave)
        finally:
            signs.end()
        if found:
            self.workload.note(began, time.monotonic())
        return found

    def _asked_to_leave(self) -> bool:
        """Who asks this has just done something."""
        signs.move()
        return self._leaving.is_set()

    def _facts(self) -> dict[str, str]:
        if self.duty.name != "training":
            return {"hardware": hardware_name("cpu")}  # it loads PyTorch with its first work
        import torch

        from training.fingerprint import fingerprint

        return {"hardware": hardware_name(self.device), "fingerprint": fingerprint(torch.float32, self.device)}

    def _repeat(self, duty: Callable[[], None], seconds: float) -> None:
        while not self._leaving.is_set():
            try:
                duty()
            except Exception:  # the database may be restarting; try again in a moment
                log.exception("The database cannot be reached")
            finally:
                close_old_connections()
            self._leaving.wait(seconds * random.uniform(0.8, 1.2))

    def _say_alive(self) -> None:
        if not signs.hangs:  # nobody shall count on it
            Worker.seen(self.name, self.device, self.duty.name, **self.told, **self.workload.lately())

    def _look(self) -> None:
        """The broker may be dead, or a bell lost: work is found all the same."""
        while not self._leaving.is_set() and not self._turn.locked() and self._work_waits():
            self.attend()

    def _work_waits(self) -> bool:
        return self.duty.waits(self.device, self.told.get("fingerprint", ""))


station = Station(DUTIES[settings.DUTY])


@worker_init.connect
def warm_up(**_: Any) -> None:
    """Train a small experiment once, in the parent, so that its children share the memory and the compiled parts.

    A process that validates loads PyTorch with its first work: most classes never ask for one.
    """
    give_way()
    if settings.DUTY != "training":
        return
    import torch

    torch.set_num_threads(1)
    from training import Spec, train

    for dataset in ("circle", "digits"):  # the second one loads scikit-learn, which the bundled data sets need
        list(train(Spec.parse({"data": {"dataset": dataset}, "stopping": {"epochs": 1}})))
    import playground.measuring
    import playground.slices  # noqa: F401
    import training.checkpoint  # noqa: F401

    connections.close_all()
    gc.collect()
    gc.freeze()


@worker_process_init.connect
def take_place(**_: Any) -> None:
    """Each child opens its own place after the fork: one on each GPU, or with a processor's memory as its bound."""
    if settings.TRAINS_ON == "cuda":
        take_gpu(getattr(current_process(), "index", 0))
    elif settings.DUTY == "training":
        from playground.shortage import limit_memory  # heavy: loads PyTorch

        limit_memory()
    station.open()


@worker_process_shutdown.connect
def leave_place(**_: Any) -> None:
    """Let others go on at once, instead of after the lease."""
    station.close()
