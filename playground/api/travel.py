"""Time travel: branching from an epoch, and running again."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Status

from playground import branching
from playground.api.experiments import Begin, Made, made_by
from playground.api.find import experiment_to_read, json_body
from playground.api.room import room_for
from playground.bell import bell
from training.problems import Problem, SpecError

router = Router(tags=["experiments"])


@router.post("/experiments/{slug:public_id}/branch", response={201: Made}, summary="Go on from one of its epochs")
def branch(request: HttpRequest, public_id: str, desired: Begin = "run") -> Status[dict[str, str]]:
    """The body is {"epoch": 37, "set": {dotted path: value}}; `set` may change live settings and typed weights there.

    The branch is yours. It shares the first epochs of its parent, weights, optimizer memory and all, and with nothing
    set it repeats the rest as well, changes that were made while its parent trained included.
    """
    source = experiment_to_read(request, public_id)
    epoch, settings = _branch_in(json_body(request))
    planned = branching.Branch(source, epoch, settings)
    with room_for(request, planned.spec, planned.source.device) as (owner, classroom):
        made = planned.begin(owner, desired, classroom)
    transaction.on_commit(bell.ring_workers)
    return Status(201, made_by(request, made, owner))


@router.post("/experiments/{slug:public_id}/again", response={201: Made}, summary="Do the same again")
def again(request: HttpRequest, public_id: str, desired: Begin = "run") -> Status[dict[str, str]]:
    """A new experiment of yours with the same spec and every change made while this one trained, at the same epochs.

    On a machine with the same fingerprint all its figures and weights are the same, bit for bit.
    """
    source = experiment_to_read(request, public_id)
    planned = branching.Repetition(source)
    with room_for(request, planned.spec, planned.source.device) as (owner, classroom):
        made = planned.begin(owner, desired, classroom)
    transaction.on_commit(bell.ring_workers)
    return Status(201, made_by(request, made, owner))


def _branch_in(values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    epoch, settings = values.get("epoch"), values.get("set", {})
    if not set(values) <= {"epoch", "set"} or not isinstance(settings, dict):
        raise SpecError(
            [Problem("set", 'This needs the form {"epoch": 37, "set": {"optimizer.learning_rate": 0.01}}.')]
        )
    if not isinstance(epoch, int) or isinstance(epoch, bool) or not 0 <= epoch < 2**31:
        raise SpecError([Problem("epoch", "An epoch is a whole number, 0 or larger.")])
    return epoch, settings
