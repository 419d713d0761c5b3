"""Questions that a worker answers while a page waits: range test, curvature, microscope, a slice of the loss."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status

from playground.api.app import body_of
from playground.api.find import experiment_to_read, json_body
from playground.api.microscope_question import MicroscopeQuestion
from playground.bell import bell
from playground.identity import identify_for_writing, identify_or_welcome, token_for
from playground.loss_slices import LossSliceQuestion
from playground.models import Dataset, Measurement
from training.curvature import CurvatureRequest
from training.data import foresee
from training.problems import Problem, SpecError
from training.range_test import RangeTest
from training.spec_request import SpecRequest

router = Router(tags=["spec"])
MOST_BYTES = 1_500_000
"""Of a request: weights may be among it."""
MOST_OPERATIONS = 40_000_000_000
"""Of a range test: about 20 seconds on a slow core."""


class Asked(Schema):
    """A question that waits for a worker: ask again at `url`, which also says that the answer is still wanted."""

    id: str
    url: str
    token: str


@router.post(
    "/range-test", response={202: Asked}, summary="Look for a learning rate", openapi_extra=body_of("RangeTest")
)
def ask_range_test(request: HttpRequest) -> Status[dict[str, str]]:
    """One mini-batch at each of `steps` learning rates from `low` to `high`; done by a worker, dropped if nobody asks.

    At `url`: columns of the steps so far, then `found` with the suggestion.
    """
    asked = RangeTest.parse(json_body(request), Dataset.objects.outline)
    _refuse_if_long(asked)
    return _ask(request, "range-test", asked)


@router.post("/curvature", response={202: Asked}, summary="Measure 2/λ_max", openapi_extra=body_of("CurvatureRequest"))
def ask_curvature(request: HttpRequest) -> Status[dict[str, str]]:
    """The largest curvature of the training loss at the given weights, or at the first ones; as with /range-test."""
    return _ask(request, "curvature", CurvatureRequest.parse(json_body(request, MOST_BYTES), Dataset.objects.outline))


@router.post(
    "/experiments/{slug:public_id}/loss-slice",
    response={202: Asked},
    summary="Cut through the loss around a network",
    openapi_extra=body_of("LossSliceQuestion"),
)
def ask_loss_slice(request: HttpRequest, public_id: str) -> Status[dict[str, str]]:
    """The loss on a plane through the weights of one of its networks, and the path of its run; as with /range-test.

    At `url`: the places `a` and `b` of the grid, `values` row by row as far as they are known, the `path`, which share
    of its variance the plane has (`explained`), and at last the `plane` itself: its middle and its two directions.
    """
    experiment = experiment_to_read(request, public_id)
    question = LossSliceQuestion.parse(json_body(request), experiment)
    return _put(request, "loss-slice", {**question.model_dump(), "experiment": experiment.public_id})


@router.post(
    "/experiments/{slug:public_id}/microscope",
    response={202: Asked},
    summary="Look at the last updates of a run",
    openapi_extra=body_of("MicroscopeQuestion"),
)
def ask_microscope(request: HttpRequest, public_id: str) -> Status[dict[str, str]]:
    """The body is {"run": 1, "epoch": 37, "updates": 100, "weight": "weights.1.0.0"}; every part may be left out.

    A worker repeats the run from its nearest checkpoint. At `url`: `done` of `of` epochs, then `found`: gradient,
    memory of the optimizer and step of each update at some places of the parameter row, bands of every layer, and how
    far mini-batches point away from the gradient of all samples. Arrays are float32 in base64.
    """
    experiment = experiment_to_read(request, public_id)
    question = MicroscopeQuestion.parse(json_body(request), experiment)
    return _put(request, "microscope", {**question.model_dump(), "experiment": experiment.public_id})


@router.get("/measurements/{slug:public_id}", summary="What is known of a measurement")
def look(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Ask a few times a second. `state` is waiting, running, done or failed; who is silent for 10 seconds has gone."""
    found = Measurement.objects.look(public_id)
    if found is None:
        raise Http404
    return {"id": found.public_id, "state": found.state, "result": found.result, "problems": found.problems}


@router.delete("/measurements/{slug:public_id}", response={204: None}, summary="Give a measurement up")
def give_up(request: HttpRequest, public_id: str) -> Status[None]:
    """The worker lets go of it within a moment. Only for whoever asked."""
    owner = identify_for_writing(request)
    if not Measurement.objects.filter(public_id=public_id, owner=owner).delete()[0]:
        raise Http404
    return Status(204, None)


def _ask(request: HttpRequest, kind: str, asked: SpecRequest) -> Status[dict[str, str]]:
    foresee(asked.alone)
    return _put(request, kind, asked.model_copy(update={"spec": asked.alone}).model_dump(mode="json"))


def _put(request: HttpRequest, kind: str, values: dict[str, Any]) -> Status[dict[str, str]]:
    owner = identify_or_welcome(request)
    made = Measurement.objects.ask(owner, kind, values)
    transaction.on_commit(bell.ring_workers)
    url = f"/api/measurements/{made.public_id}"
    return Status(202, {"id": made.public_id, "url": url, "token": token_for(request, owner)})


def _refuse_if_long(asked: RangeTest) -> None:
    """A worker should not begin what it could not end in time."""
    outline = asked.spec.outline(Dataset.objects.outline)
    assert outline is not None  # parsing the spec has found it
    cost = asked.alone.cost(outline)
    if asked.steps * cost.operations_per_epoch > MOST_OPERATIONS * cost.updates_per_epoch:
        text = f"{asked.steps:,} mini-batches of this size would take too long: choose smaller ones, or fewer steps."
        raise SpecError([Problem("steps", text)])
