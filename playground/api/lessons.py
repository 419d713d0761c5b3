"""Lessons: starting their experiments, and what their runs say of the claims."""

import random
from typing import Annotated, Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field, FiniteFloat

from playground import policy, quotas
from playground.bell import bell
from playground.identity import classroom_of, identify, identify_for_writing, identify_or_welcome, token_for
from playground.lessons import facts as facts_of
from playground.lessons.checking import known_of
from playground.lessons.course import Taught, class_asked, taught
from playground.lessons.evidence import evidence, told
from playground.models import Classroom, Dataset, Experiment, LessonProgress, Owner, Quota
from training.data import foresee
from training.lessons.lesson import Training
from training.problems import Problem, SpecError
from training.spec import Spec

router = Router(tags=["lessons"])
SEEDS = 3
MOST_SEED = 9999
ClassCode = Annotated[str, Query(alias="class", max_length=40)]
Facts = Annotated[dict[str, FiniteFloat | None], Field(max_length=200)]


class Begin(Schema):
    """What is picked before anything is seen, and what is known before the start."""

    model_config = ConfigDict(extra="forbid")

    prediction: Annotated[int, Field(ge=0, le=20)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**32)] | None = None
    facts: Facts = Field(default_factory=dict)
    """What its range test or its walks have found."""


class Looked(Schema):
    """The experiments of a lesson, in its order, and what was found without them."""

    model_config = ConfigDict(extra="forbid")

    experiments: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=20)] = Field(
        default_factory=list
    )
    facts: Facts = Field(default_factory=dict)


@router.post("/lessons/{slug:slug}/start", response={201: dict[str, Any]}, summary="Train what a lesson trains")
def start(
    request: HttpRequest, slug: str, begin: Begin, code: Annotated[str, Query(alias="class")] = ""
) -> Status[Any]:
    """Its experiments, each with three seeds where it is a race. `?class=CODE` names the class whose lesson it is.

    Which option was picked, and where the page stands, is kept for whoever asks; the first pick stays.
    """
    asking, classroom = class_asked(request, code)
    lesson = taught(asking, classroom, slug)
    if begin.prediction is not None and begin.prediction >= len(lesson.lesson.prediction.options):
        raise SpecError([Problem("prediction", "There is no such answer.")])
    seed = begin.seed if begin.seed is not None else random.randint(1, MOST_SEED)
    known = facts_of.read(lesson.lesson, begin.facts)
    specs = [_planned(stage, seed, known) for stage in lesson.lesson.trainings]
    with transaction.atomic():
        owner, made = _made(request, specs)
        _keep(owner, classroom, lesson, begin, seed, made)
    transaction.on_commit(bell.ring_workers)
    answer = {"seed": seed, "experiments": [each.public_id for each in made], "token": token_for(request, owner)}
    return Status(201, answer)


@router.post("/lessons/{slug:slug}/seen", summary="Hold the claims of a lesson against runs")
def seen(request: HttpRequest, slug: str, looked: Looked, code: ClassCode = "") -> dict[str, Any]:
    """Every claim with the numbers of these runs. 409 while one of them trains, 422 where one is not of this lesson."""
    owner = identify_for_writing(request)
    _, classroom = class_asked(request, code)
    lesson = taught(owner, classroom, slug)
    experiments = [_readable(owner, public_id) for public_id in looked.experiments]
    found = evidence(lesson.lesson, experiments, facts_of.read(lesson.lesson, looked.facts))
    claims = [
        {**told(claim, found), "edited": not lesson.checked, "checked": known_of(lesson, claim)}
        for claim in lesson.lesson.claims
    ]
    progress = LessonProgress.objects.of(owner, classroom, lesson.slug)
    if progress is not None and progress.experiments == looked.experiments:
        progress.facts = looked.facts
        progress.save(update_fields=["facts"])
        progress.finish(claims)
    return {"claims": claims}


def _planned(stage: Training, seed: int, known: dict[str, float]) -> Spec:
    missing = [each.rate[0] for each in stage.variants if each.rate and not known.get(each.rate[0], 0) > 0]
    if missing:
        raise SpecError([Problem(f"facts.{missing[0]}", "The range test has to find a learning rate first.")])
    spec = Spec.parse(stage.planned(seed, SEEDS, known), Dataset.objects.outline)
    foresee(spec)
    return spec


def _made(request: HttpRequest, specs: list[Spec]) -> tuple[Owner, list[Experiment]]:
    """All of them or none, by one owner."""
    classroom = classroom_of(request, identify(request))
    limits = Quota.objects.limits(classroom.pk if classroom else None)
    for spec in specs:
        quotas.check_size(spec, limits)
    owner = identify_or_welcome(request)
    made = []
    for spec in specs:
        with quotas.room(owner, limits):
            made.append(Experiment.objects.start(spec, owner, classroom=classroom))
    return owner, made


def _keep(
    owner: Owner, classroom: Classroom | None, lesson: Taught, begin: Begin, seed: int, made: list[Experiment]
) -> None:
    progress, _ = LessonProgress.objects.get_or_create(owner=owner, classroom=classroom, slug=lesson.slug)
    if progress.prediction is None:
        progress.prediction = begin.prediction
    progress.seed, progress.facts, progress.seen = seed, begin.facts, []
    progress.experiments = [each.public_id for each in made]
    progress.save()


def _readable(owner: Owner | None, public_id: str) -> Experiment:
    found = Experiment.objects.select_related("classroom").filter(public_id=public_id).first()
    if found is None or not policy.may_read(owner, found):
        raise Http404
    return found
