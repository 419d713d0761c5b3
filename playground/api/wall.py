"""The wall of a class for pages without a socket and for programs, and what a teacher does with it."""

import json
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict

from playground import control, policy
from playground.identity import Forbidden, identify, identify_for_writing
from playground.models import Classroom, Experiment, Visibility
from playground.refusals import Finished
from playground.wall.board import cursor
from playground.wall.frames import frame_for, sight_of
from playground.wall.look import wall_of

router = Router(tags=["classes"])
BIGGEST = 2**53


class Halt(Schema):
    """What all experiments of the class should do now."""

    model_config = ConfigDict(extra="forbid")

    desired: Literal["pause", "stop"]


class Pin(Schema):
    """The experiment that is shown to the whole class; null shows none."""

    model_config = ConfigDict(extra="forbid")

    experiment: str | None


@router.get("/classes/{slug:code}/wall", response=dict[str, Any], summary="The wall of a class")
def wall(
    request: HttpRequest,
    code: str,
    boot: str = "",
    after: Annotated[int, Query(ge=0, le=BIGGEST)] = 0,
    view: Literal["", "class"] = "",
) -> HttpResponse:
    """What changed after `after`, as its socket tells: where every student stands, live.

    Teachers see all names; students, and whoever asks for `view=class`, see what its owner shared.
    """
    owner = identify(request)
    classroom = class_to_see(request, code)
    board = wall_of(classroom)
    board.look()
    mine = json.dumps(board.mine(owner.pk) if owner else {})
    text = frame_for(board, sight_of(owner, classroom, view == "class"), cursor(boot, after), mine)
    return HttpResponse(text, content_type="application/json")


@router.post("/classes/{slug:code}/control", summary="Pause or stop all experiments of a class")
def halt(request: HttpRequest, code: str, wish: Halt) -> dict[str, int]:
    """Only its teachers may. The answer says of how many experiments it was wished."""
    classroom = class_to_change(request, code)
    return {"experiments": control.desire_all(classroom.experiments.all(), wish.desired)}


@router.put("/classes/{slug:code}/pin", summary="Show an experiment to the whole class")
def pin(request: HttpRequest, code: str, wanted: Pin) -> dict[str, str | None]:
    """Only its teachers may, and only what belongs to the class or may be read by its link."""
    classroom = class_to_change(request, code)
    experiment = None
    if wanted.experiment is not None:
        experiment = Experiment.objects.select_related("classroom").filter(public_id=wanted.experiment).first()
        ours = experiment is not None and experiment.classroom_id == classroom.pk
        if experiment is None or not (ours or experiment.visibility == Visibility.LINK):
            raise Http404
    classroom.pin(experiment)
    return {"experiment": wanted.experiment}


def class_to_see(request: HttpRequest, code: str) -> Classroom:
    """The class for those who are in it; for everybody else there is none."""
    found = Classroom.objects.by_code(code)
    if found is None or not policy.may_see_wall(identify(request), found):
        raise Http404
    return found


def class_to_run(request: HttpRequest, code: str) -> Classroom:
    """The class for its teachers; its students are told that they may only watch."""
    found = class_to_see(request, code)
    if not policy.may_run_class(identify_for_writing(request), found):
        raise Forbidden("Only the teacher of this class can do this.")
    return found


def class_to_change(request: HttpRequest, code: str) -> Classroom:
    """The same for what changes it. Raises Finished where it is archived."""
    found = class_to_run(request, code)
    if found.archived_at is not None:
        raise Finished("This class is archived: it can only be read. Its teacher can take it back into use.")
    return found
