"""What a worker process does: train and measure, or validate for those that train. No process does both."""

from collections.abc import Callable
from dataclasses import dataclass

from playground import line
from playground.bell import bell
from playground.models import Measurement, Snapshot
from playground.signs_of_life import signs
from playground.work import work_for

LOADING = 300
"""Seconds that PyTorch may take to load from a cold disk, on a busy machine."""


@dataclass(frozen=True)
class Duty:
    """One kind of work: whether there is any, a turn of it, and how to ring for the next one."""

    name: str
    queue: str
    """Where its rings wait."""
    waits: Callable[[str, str], bool]
    """(device, fingerprint) → whether there is any for such a worker; with "" for the second: for anybody."""
    turn: Callable[[str, str, Callable[[], bool]], bool]
    """(worker, device, leaving) → whether there was something to do."""
    ring: Callable[[], None]


def _train(worker: str, device: str, leaving: Callable[[], bool]) -> bool:
    from playground import measuring, slices  # heavy: loads PyTorch

    return measuring.take_turn(worker, device, leaving) or slices.take_turn(worker, device, leaving)


def _validate(worker: str, device: str, leaving: Callable[[], bool]) -> bool:
    signs.expect_within(LOADING)
    from playground import validation  # heavy, and loaded only when there is something to validate

    return validation.take_turn(worker, device, leaving)


def _waits(device: str, fingerprint: str) -> bool:
    return line.waits(work_for(device, fingerprint)) or Measurement.objects.free().exists()


TRAINING = Duty("training", "celery", _waits, _train, lambda: bell.ring_workers())
VALIDATION = Duty(
    "validation", "validation", lambda *_: Snapshot.objects.free().exists(), _validate, lambda: bell.ring_validators()
)
DUTIES = {duty.name: duty for duty in (TRAINING, VALIDATION)}
