"""What becomes of a population whose turn ended with an error: tried again, put back, or told in words."""

import logging
from contextlib import suppress
from datetime import timedelta

import torch
from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models.functions import Now

from playground import queue
from training.data import MissingData, UnusableData

log = logging.getLogger(__name__)
OUT_OF_MEMORY = "This experiment needs more memory than the worker has."
INTERNAL_ERROR = "Training stopped with an internal error; the log of the server has the details."
REST = timedelta(seconds=1)
"""Before a population is tried again that the database could not take."""


def settle(claim: queue.Claim, error: Exception) -> None:
    """Deal with whatever ended a turn."""
    match error:
        case queue.LostLease():
            log.info("%s was taken over by another worker", claim.population)
        case MissingData():
            queue.give_up(claim, str(error), final=True)
        case UnusableData():
            queue.give_up(claim, error.problems[0].msg, final=True)
        case OperationalError() | InterfaceError():
            log.warning("%s has to wait for the database: %s", claim.population, error)
            _put_back(claim)
        case _:
            log.error("%s stopped with an error", claim.population, exc_info=error)
            queue.give_up(claim, OUT_OF_MEMORY if out_of_memory(error) else INTERNAL_ERROR, final=False)


def out_of_memory(error: Exception) -> bool:
    """Whether that is what an error means; on a CPU, PyTorch reports a refused allocation as a plain RuntimeError."""
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or "allocate memory" in str(error)


def _put_back(claim: queue.Claim) -> None:
    """A full disk or a restarting database is nothing that the population did: else three of them would end it."""
    close_old_connections()  # the one that failed may be of no more use
    with suppress(queue.LostLease):
        queue.let_go(claim, not_before=Now() + REST)
