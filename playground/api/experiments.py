"""Making experiments, reading them, and telling them what to do."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from playground import control, policy
from playground.api.app import body_of
from playground.api.find import MOST_RUN, experiment_to_control, experiment_to_read, json_body, run_in, settings_in
from playground.api.notes import Written
from playground.api.room import room_for
from playground.bell import bell
from playground.condensed import is_many
from playground.datasets import described_by_name
from playground.envelope import opened_envelopes
from playground.identity import identify, token_for
from playground.models import Dataset, Experiment, Owner
from playground.models.experiment import ANY
from playground.planned import alone
from playground.removing import delete
from playground.sharing import shared
from playground.status import status
from training.data import foresee
from training.migrations import migrated
from training.problems import Problem, SpecError
from training.spec import Spec

router = Router(tags=["experiments"])

Begin = Literal["run", "step", "pause"]
Device = Literal["any", "cpu", "cuda"]


class Made(Schema):
    """A new experiment: its id, its page, and the token that controls it."""

    id: str
    url: str
    token: str


class Wish(Schema):
    """What the experiment should do now; `step` trains one epoch and rests."""

    model_config = ConfigDict(extra="forbid")

    desired: Literal["run", "pause", "stop", "step"]
    run: Annotated[int, Field(ge=1, le=MOST_RUN, strict=True)] | None = None
    """With `stop`: this run alone."""
    trial: Annotated[int, Field(ge=1, le=MOST_RUN, strict=True)] | None = None
    """With `stop`: all runs of this trial."""

    def problem(self) -> Problem | None:
        """What cannot be wished together."""
        if self.run is not None and self.trial is not None:
            return Problem("trial", "Name a run or a trial, not both.")
        if self.desired == "stop" or self.run is self.trial:
            return None
        loc = "trial" if self.run is None else "run"
        return Problem(loc, f"One {loc} alone can only be stopped: the runs train together.")


@router.post("/experiments", response={201: Made}, summary="Train a spec", openapi_extra=body_of("Spec"))
def make(request: HttpRequest, desired: Begin = "run", device: Device = "any") -> Status[dict[str, str]]:
    """{} trains the default experiment; `?desired=step` rests after the first epoch, `?desired=pause` before it.

    `?device=cuda` waits for a GPU and `?device=cpu` for a processor; `GET nodes` says what there is.
    Without cookie or token the answer's token is the only key to control it.
    """
    spec = Spec.parse(json_body(request), Dataset.objects.outline)
    return Status(201, _made(request, spec, desired, device=device))


@router.post(
    "/experiments/{slug:public_id}/fork", response={201: Made}, summary="Train a copy with some settings changed"
)
def fork(
    request: HttpRequest, public_id: str, desired: Begin = "run", device: Device = "any"
) -> Status[dict[str, str]]:
    """The body is {"set": {dotted path: value}}; the copy is yours and names its parent.

    With {"run": 3, "set": {}} it is that run alone: as long as nothing was changed while it trained, the same network
    bit for bit.
    """
    parent = experiment_to_read(request, public_id)
    body = json_body(request) or {"set": {}}
    number = run_in({"run": body.pop("run", None)})
    settings = settings_in(body)
    spec = Spec.parse(parent.spec, Dataset.objects.outline)
    spec = spec if number is None else alone(parent, spec, number)
    return Status(201, _made(request, spec.with_settings(settings, Dataset.objects.outline), desired, parent, device))


@router.get("/experiments/{slug:public_id}", summary="An experiment: spec, status and the summary of its runs")
def read(
    request: HttpRequest, public_id: str, most_runs: Annotated[int, Query(ge=0, le=100_000)] = 100_000
) -> dict[str, Any]:
    """Whoever has the link may read, unless it is private or for a class. Test figures appear once the owner has opened
    the test set.

    With more than `most_runs` runs their summaries are left out: `GET trials` has them as columns.
    """
    experiment = experiment_to_read(request, public_id, posted=True)
    experiment.note_opened()
    told, owner = status(experiment), identify(request)
    parent = experiment.parent
    runs = experiment.runs.defer("weights", "sealed_test").order_by("number") if told["runs"] <= most_runs else []
    return {
        "id": experiment.public_id,
        "url": experiment.get_absolute_url(),
        "title": experiment.title,
        "description": experiment.description,
        "notes": experiment.notes,
        "spec": migrated(experiment.spec),
        "created": experiment.created.isoformat(),
        "parent": parent.public_id if parent and policy.may_read(owner, parent) else None,
        "branched_at": experiment.branched_at,
        "again": experiment.again,
        "mine": policy.may_control(owner, experiment),
        "sharing": shared(owner, experiment),
        "seq": experiment.seq,
        "status": told,
        "runs": [run.summary() for run in runs],
        "cost": _cost(experiment),
        "dataset": described_by_name(experiment.spec),
        "test": opened_envelopes(experiment),
    }


@router.patch("/experiments/{slug:public_id}", summary="Change title, description and notes")
def write(request: HttpRequest, public_id: str, written: Written) -> dict[str, Any]:
    """Only its owner may; plain text, shown to everyone with the link. The answer says how it is kept."""
    experiment = experiment_to_control(request, public_id, posted=True)
    changed = {name: value for name, value in written.dict().items() if value is not None}
    for name, value in changed.items():
        setattr(experiment, name, value)
    if changed:
        experiment.save(update_fields=list(changed))
    return {name: getattr(experiment, name) for name in Written.model_fields}


@router.delete("/experiments/{slug:public_id}", response={204: None}, summary="Delete an experiment of yours")
def drop(request: HttpRequest, public_id: str) -> Status[None]:
    """Only its owner may, and nobody can undo it: curves, networks, notes and link are gone, and their room is free.

    Forks and branches of it stay. 409 while one of them is still repeating it.
    """
    delete(experiment_to_control(request, public_id))
    return Status(204, None)


@router.post("/experiments/{slug:public_id}/control", summary="Run, pause, step or stop")
def desire(request: HttpRequest, public_id: str, wish: Wish) -> dict[str, Any]:
    """Acts within one slice; asking twice is asking once. 409 when the experiment has ended.

    {"desired": "stop", "run": 3} ends one run of several, and the others go on; 409 when it has ended.
    {"desired": "stop", "trial": 3} ends all runs of one trial that have not ended, its seeds; 409 when all have.
    """
    experiment = experiment_to_control(request, public_id, wish.desired)
    if problem := wish.problem():
        raise SpecError([problem])
    if wish.run is not None:
        control.stop_run(experiment, wish.run)
    elif wish.trial is not None:
        control.stop_trial(experiment, wish.trial)
    else:
        control.desire(experiment, wish.desired)
    return {"status": status(experiment)}


@router.post("/experiments/{slug:public_id}/changes", response={202: dict[str, Any]}, summary="Change live settings")
def change(request: HttpRequest, public_id: str) -> Status[dict[str, Any]]:
    """The body is {"set": {dotted path: value}}. Acts from the next epoch on; recorded as setting_changed events.

    Where one network trains alone, "weights.LAYER.UNIT.INPUT" and "biases.LAYER.UNIT" type a weight: layers count from
    1, the first hidden one, to the output; units and inputs from 0.
    """
    experiment = experiment_to_control(request, public_id)
    settings = settings_in(json_body(request))
    control.change(experiment, settings)
    return Status(202, {"set": settings})


def _cost(experiment: Experiment) -> dict[str, int] | None:
    """None where this version no longer understands the spec: the page shows what was recorded all the same.

    None for very many runs, too: to plan them all takes seconds.
    """
    if is_many(experiment):
        return None
    try:
        spec = Spec.parse(experiment.spec, Dataset.objects.outline, check_trials=False)
    except SpecError:
        return None
    outline = spec.outline(Dataset.objects.outline)
    return vars(spec.cost(outline)) if outline else None


def _made(
    request: HttpRequest, spec: Spec, desired: str, parent: Experiment | None = None, device: str = ANY
) -> dict[str, str]:
    foresee(spec)
    with room_for(request, spec, device) as (owner, classroom):
        experiment = Experiment.objects.start(spec, owner, parent, desired, classroom, device)
    transaction.on_commit(bell.ring_workers)
    return made_by(request, experiment, owner)


def made_by(request: HttpRequest, experiment: Experiment, owner: Owner) -> dict[str, str]:
    """The answer to whoever made an experiment."""
    return {"id": experiment.public_id, "url": experiment.get_absolute_url(), "token": token_for(request, owner)}
