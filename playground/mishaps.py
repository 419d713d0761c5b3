"""What becomes of a population whose turn ended with an error: tried again, put back, or told in words."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models.functions import Now

from playground import queue
from playground.shortage import give_memory_back, leave_a_broken_gpu, out_of_memory, out_of_memory_words
from training.data import MissingData, UnusableData

log = logging.getLogger(__name__)
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
            give_memory_back(error)
            full = out_of_memory(error)
            queue.give_up(claim, out_of_memory_words(claim.device) if full else INTERNAL_ERROR, final=full)
            leave_a_broken_gpu(error)


def _put_back(claim: queue.Claim) -> None:
    """A full disk or a restarting database is nothing that the population did: else three of them would end it."""
    close_old_connections()  # the one that failed may be of no more use
    with suppress(queue.LostLease):
        queue.let_go(claim, not_before=Now() + REST)
