"""A turn of a worker with one measurement: told while it grows, and bounded in time."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch

from playground import line, loss_slices, measurement_queue, microscope, sealed_figures, slices
from playground.measurement_queue import Claim, Dropped
from playground.models import Dataset
from playground.shortage import out_of_memory, out_of_memory_words
from playground.work import work_for
from training.curvature import CurvatureRequest, curvature
from training.data import MissingData
from training.fingerprint import fingerprint
from training.problems import Problem, SpecError
from training.range_test import RangeTest, Step, range_test

log = logging.getLogger(__name__)
TELL_EVERY = 0.2
"""Seconds between two reports; each also notices that nobody waits any more."""
YIELD_EVERY = 0.5
"""Seconds of measuring after which those who wait for training get a slice."""
MOST_SECONDS = 20.0
TOO_LONG = (
    "It took more than {seconds:.0f} seconds and was ended after {steps:,} of {of:,} steps: smaller batches help."
)
INTERNAL_ERROR = "Measuring stopped with an internal error; the log of the server has the details."

Found = dict[str, Any]


def take_turn(worker: str, device: str, leaving: Callable[[], bool]) -> bool:
    """Answer the fairest question; returns whether there was one. `leaving` asks to end early."""
    kind = fingerprint(torch.float32, device)
    claim = measurement_queue.claim(device, kind)
    if claim is None:
        return False
    work = work_for(device, kind)
    try:
        _answer(claim, lambda: line.waits(work), lambda: slices.take_turn(worker, device, leaving), leaving)
    except Dropped:
        log.info("Nobody waits for %s any more", claim.measurement)
        measurement_queue.give_back(claim)  # who was only slow may come back
    except Exception as error:
        _fail(claim, error)
    return True


def _answer(claim: Claim, wanted: Callable[[], bool], train: Callable[[], bool], leaving: Callable[[], bool]) -> None:
    torch.set_num_threads(1)  # the bits of a result depend on the number of threads
    found: Found = {}
    measured, told = 0.0, time.monotonic()
    resumed = since_yield = told
    for found in MEASURES[claim.measurement.kind](claim.measurement.request):
        now = time.monotonic()
        if leaving():
            return measurement_queue.give_back(claim)
        if measured + now - resumed > MOST_SECONDS and found.get("found", True) is None:
            steps, of = len(found["loss"]), claim.measurement.request["steps"]
            found["ended"] = TOO_LONG.format(seconds=MOST_SECONDS, steps=steps, of=of)
            break
        if now - told > TELL_EVERY:
            measurement_queue.tell(claim, found)
            told = now
        if now - since_yield > YIELD_EVERY and wanted():
            measurement_queue.tell(claim, found)  # a slice may take a while
            measured += now - resumed
            train()
            resumed = since_yield = time.monotonic()
    measurement_queue.finish(claim, found)


def _fail(claim: Claim, error: Exception) -> None:
    problems = [Problem("", INTERNAL_ERROR)]
    if isinstance(error, SpecError):
        problems = list(error.problems)
    elif isinstance(error, MissingData):
        problems = [Problem("spec.data.dataset", str(error))]
    elif out_of_memory(error):
        problems = [Problem("", out_of_memory_words("cpu"))]
    else:
        log.exception("%s stopped with an error", claim.measurement)
    with contextlib.suppress(Dropped):
        measurement_queue.fail(claim, problems)


def _range_test(values: Found) -> Iterator[Found]:
    """The steps so far as columns, and at the end the suggestion."""
    request = RangeTest.parse(values, Dataset.objects.outline)
    names = ("learning_rate", "loss", "smoothed_loss")
    found: Found = {**{name: [] for name in names}, "found": None, "ended": None}
    for one in range_test(request, Dataset.objects.table):
        if isinstance(one, Step):
            for name in names:
                found[name].append(getattr(one, name))
        else:
            found["found"] = vars(one)
        yield found


def _curvature(values: Found) -> Iterator[Found]:
    yield vars(curvature(CurvatureRequest.parse(values, Dataset.objects.outline), Dataset.objects.table))


MEASURES: dict[str, Callable[[Found], Iterator[Found]]] = {
    "range-test": _range_test,
    "curvature": _curvature,
    "loss-slice": loss_slices.answer,
    "microscope": microscope.look,
    "test": sealed_figures.answer,
}
