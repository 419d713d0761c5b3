"""Curves from outside: a training loop elsewhere tells its epochs, and they are shown like all others."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from playground import policy, posting
from playground.api.experiments import Made, made_by
from playground.api.find import experiment_to_control
from playground.api.notes import Line
from playground.identity import classroom_of, identify_or_welcome
from playground.models import Classroom, Experiment, Owner, Quota
from training.problems import Problem, SpecError

router = Router(tags=["posted from outside"])

MOST_SETTINGS, MOST_AT_ONCE = 30, 200
HUGE = 1e300
Number = Annotated[float, Field(ge=-HUGE, le=HUGE, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Name = Annotated[Line, Field(min_length=1, max_length=60)]
Value = Annotated[Line, Field(max_length=200)] | bool | Annotated[int, Field(ge=-(10**15), le=10**15)] | Number | None


class Start(Schema):
    """A curve that begins."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(max_length=120)] = ""
    settings: Annotated[dict[Name, Value], Field(max_length=MOST_SETTINGS)] = {}
    """Whatever says how it is trained: shown as it is told."""
    epochs: Annotated[int, Field(ge=1, le=posting.MOST_EPOCHS)] = 100
    """How many there will be; more may come."""
    parameters: Annotated[int, Field(ge=0, le=10**12)] = 0
    classroom: Annotated[str, Field(max_length=12)] | None = None
    """The code of the class on whose wall it is shown, for whoever is in several."""
    key: Annotated[str, Field(min_length=8, max_length=64, pattern="^[A-Za-z0-9_-]*$")]
    """Drawn at random by the program: a start with a key that is known is the same curve."""


class Epoch(Schema):
    """One epoch that has ended; what is not known is left out."""

    model_config = ConfigDict(extra="forbid")

    epoch: Annotated[int, Field(ge=1, le=posting.MOST_EPOCHS, strict=True)]
    seconds: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] = 0.0
    train_loss: Number | None = None
    validation_loss: Number | None = None
    train_accuracy: Share | None = None
    validation_accuracy: Share | None = None
    learning_rate: Number | None = None


class Epochs(Schema):
    """Some epochs, in any order."""

    model_config = ConfigDict(extra="forbid")

    epochs: Annotated[list[Epoch], Field(min_length=1, max_length=MOST_AT_ONCE)]


class End(Schema):
    """How it ended."""

    model_config = ConfigDict(extra="forbid")

    reason: Literal["epochs", "stopped early", "stopped by user", "diverged", "failed"] = "epochs"
    explanation: Annotated[Line, Field(max_length=150)] = ""


@router.post("/posted", response={201: Made}, summary="Begin a curve that is trained elsewhere")
def start(request: HttpRequest, start: Start) -> Status[dict[str, str]]:
    """The answer names its page, and the token that adds to it. In a class it stands on the wall, with a mark."""
    owner = identify_or_welcome(request)
    classroom = _class_of(request, owner, start.classroom)
    limits = Quota.objects.limits(classroom.pk if classroom else None)
    return Status(201, made_by(request, posting.begin(owner, classroom, limits, start.dict()), owner))


@router.post("/posted/{slug:public_id}/epochs", summary="Tell epochs of a curve")
def tell(request: HttpRequest, public_id: str, told: Epochs) -> dict[str, Any]:
    """At most 200 at a time. What is told twice is written down once: an epoch counts if it comes after all known ones.

    The answer names the last epoch that is known now. 409 once the curve is finished.
    """
    experiment = _posted(request, public_id)
    return {"epoch": posting.add(experiment, [each.dict() for each in told.epochs])}


@router.post("/posted/{slug:public_id}/finish", summary="End a curve")
def finish(request: HttpRequest, public_id: str, end: End) -> dict[str, bool]:
    """409 where it has ended before. A curve that is not told of for half an hour ends by itself, as failed."""
    posting.finish(_posted(request, public_id), end.reason, end.explanation)
    return {"finished": True}


def _posted(request: HttpRequest, public_id: str) -> Experiment:
    experiment = experiment_to_control(request, public_id, posted=True)
    if not posting.is_posted(experiment.spec):
        raise SpecError([Problem("", "This experiment is trained here: nothing can be posted to it.")])
    return experiment


def _class_of(request: HttpRequest, owner: Owner, code: str | None) -> Classroom | None:
    if code is None:
        return classroom_of(request, owner)
    found = Classroom.objects.by_code(code)
    if found is None or not policy.may_train_in(owner, found):
        raise SpecError([Problem("classroom", "You are no student of a class with this code.")])
    return found
