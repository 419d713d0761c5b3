"""What a teacher sets a class, what came of it, and the common opening of the test envelopes."""

import time
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from playground import sealed_figures
from playground.api.wall import class_to_change, class_to_run
from playground.envelope import open_envelope
from playground.models import Assignment, ClassOpening, Classroom, Dataset, Experiment, Membership, Metric, Role
from playground.plain_text import one_line
from playground.refusals import Busy, Finished
from playground.wall.entries import Entries, best_of_each
from playground.wall.look import wall_of
from playground.wall.results import results_csv
from training.datasets import BY_KIND
from training.problems import Problem, SpecError
from training.spec import Spec

router = Router(tags=["classes"])
MOST_ASSIGNMENTS = 50
USUAL = Spec().data.dataset


def _of_playground(link: str) -> str:
    parts = urlsplit(link.strip())
    if parts.scheme not in ("", "http", "https") or parts.path != "/":
        raise ValueError("This must be a link of the playground, as “Share” makes it: /?dataset=spiral&hide=optimizer.")
    return "/" + (f"?{parts.query}" if parts.query else "")


def _title(text: str) -> str:
    title = one_line(text)
    if not title:
        raise ValueError("Give the task a title.")
    return title


class Wanted(Schema):
    """A lesson with a target: figures of validation, and until when."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, AfterValidator(_title), Field(max_length=120)]
    lesson: Annotated[str, Field(max_length=2000), AfterValidator(_of_playground)] = "/"
    metric: Metric = Metric.ACCURACY
    target: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
    deadline: AwareDatetime | None = None


class Board(Schema):
    """A data set of which the class has a board."""

    model_config = ConfigDict(extra="forbid")

    dataset: Annotated[str, Field(max_length=64)]


@router.post("/classes/{slug:code}/assignments", response={201: dict[str, int]}, summary="Set the class a task")
def make(request: HttpRequest, code: str, wanted: Wanted) -> Status[dict[str, int]]:
    """Only its teachers may. Counts what students train from now on, on the data set of the lesson."""
    classroom = class_to_change(request, code)
    _check(wanted)
    with transaction.atomic():
        Classroom.objects.select_for_update().only("pk").get(pk=classroom.pk)
        if classroom.assignments.count() >= MOST_ASSIGNMENTS:
            raise SpecError([Problem("title", f"There are {MOST_ASSIGNMENTS} tasks already: remove one first.")])
        made = Assignment.objects.create(classroom=classroom, dataset=_dataset(wanted.lesson), **wanted.dict())
    wall_of(classroom).recount()
    return Status(201, {"id": made.pk})


@router.delete("/classes/{slug:code}/assignments/{key}", response={204: None}, summary="Take a task back")
def remove(request: HttpRequest, code: str, key: int) -> Status[None]:
    """Only its teachers may. What was trained for it stays."""
    classroom = class_to_change(request, code)
    if not classroom.assignments.filter(pk=key).delete()[0]:
        raise Http404
    wall_of(classroom).recount()
    return Status(204, None)


@router.get("/classes/{slug:code}/results", summary="What every student has reached, as CSV")
def results(request: HttpRequest, code: str) -> HttpResponse:
    """Only for its teachers: a row per student, with best figure, time, and link for each task."""
    classroom = class_to_run(request, code)
    text = results_csv(classroom, request.build_absolute_uri("/").rstrip("/"))
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="descent-class-{classroom.code}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post("/classes/{slug:code}/test", summary="Open the test envelopes of a class on one data set")
def open_all(request: HttpRequest, code: str, board: Board) -> dict[str, int]:
    """Only its teachers may. Opens that of the best experiment of every student, by validation, for good.

    Of a search that is the run which validation chose; a worker evaluates it first. `sealed` counts those that train
    still, have no test data, or that no worker had time for within half a minute: ask again for them.
    """
    classroom = class_to_change(request, code)
    students = Membership.objects.active().filter(classroom=classroom, role=Role.STUDENT).values_list("owner")
    owners = {owner for (owner,) in students}
    best = best_of_each(each for each in Entries(classroom.pk).read() if each.owner_id in owners).get(board.dataset)
    if not best:
        raise SpecError([Problem("dataset", "Nobody in this class has trained on this data set yet.")])
    # What needs no worker comes first, so that nothing has to wait in vain for those that do.
    made = {each.pk: each for each in Experiment.objects.filter(pk__in=[each.experiment for each in best])}
    opened, until = 0, time.monotonic() + sealed_figures.MOST_SECONDS
    for entry in sorted(best, key=lambda each: made[each.experiment].is_search):
        opened += bool(entry.openings) or _opens(made[entry.experiment], until - time.monotonic())
    ClassOpening.objects.get_or_create(classroom=classroom, dataset=board.dataset)
    wall_of(classroom).recount()
    return {"opened": opened, "sealed": len(best) - opened}


def _opens(experiment: Experiment, seconds: float) -> bool:
    try:
        open_envelope(experiment, seconds=seconds)
    except (Finished, Busy, SpecError):
        return False
    return True


def _dataset(lesson: str) -> str:
    query: dict[str, list[str]] = parse_qs(urlsplit(lesson).query)
    return next((query[name][-1] for name in ("dataset", "data.dataset") if name in query), USUAL)


def _check(wanted: Wanted) -> None:
    problems = []
    dataset = _dataset(wanted.lesson)
    if dataset not in BY_KIND and Dataset.objects.outline(dataset) is None:
        problems.append(Problem("lesson", "The data set that this link names does not exist here."))
    if wanted.metric == Metric.ACCURACY and wanted.target > 1:
        problems.append(Problem("target", "An accuracy is a share from 0 to 1: write 0.95 for 95 %."))
    if wanted.deadline is not None and wanted.deadline <= datetime.now(UTC):
        problems.append(Problem("deadline", "This moment has passed already."))
    if problems:
        raise SpecError(problems)
