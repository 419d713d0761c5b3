"""A lesson as its page needs it: words for the template, data for the script."""

from typing import Any

from playground.lessons.course import Taught
from playground.lessons.figures import chart_of
from playground.models import LessonProgress
from training.concepts import CHAPTERS
from training.lessons.lesson import Lesson, Training, Walk, Walks
from training.surfaces import Request

CONCEPTS = {concept.number: concept.title for chapter in CHAPTERS for concept in chapter.concepts}


def concepts_of(lesson: Lesson) -> list[dict[str, str]]:
    """Number and title of its concepts, each a link to its place on the page of concepts."""
    return [{"number": number, "title": CONCEPTS.get(number, number)} for number in lesson.concepts]


def data_of(taught: Taught, progress: LessonProgress | None, code: str) -> dict[str, Any]:
    """What the script goes by; with the progress of whoever looks, so that a reload goes on where it was."""
    lesson = taught.lesson
    return {
        "slug": taught.slug,
        "number": lesson.number,
        "class": code,
        "answer": lesson.prediction.answer,
        "charts": list(lesson.charts),
        "controls": list(lesson.controls),
        "attempt": lesson.attempt.settings,
        "trainings": [_training(stage) for stage in lesson.trainings],
        "walks": [walk_of(walk) for stage in lesson.stages if isinstance(stage, Walks) for walk in stage.walks],
        "progress": progress.to_dict() if progress else None,
    }


def words_of(taught: Taught) -> dict[str, Any]:
    """What the template writes."""
    lesson = taught.lesson
    walks = [stage for stage in lesson.stages if isinstance(stage, Walks)]
    return {
        "lesson": lesson,
        "slug": taught.slug,
        "part": taught.part,
        "concepts": concepts_of(lesson),
        "charts": [chart_of(figure) for figure in lesson.charts] if lesson.trainings else [],
        "walks": [walk for stage in walks for walk in stage.walks],
        "addresses": [address for stage in walks for address in stage.addresses],
        "tests_rates": any(stage.range_test for stage in lesson.trainings),
        "claims": len(lesson.claims),
    }


def walk_of(walk: Walk) -> dict[str, Any]:
    """A walk as the browser walks it, every default written out."""
    request = Request.parse({**walk.request, "steps": walk.steps}).model_dump(mode="json")
    return {"name": walk.name, "request": request, "tolerance": walk.tolerance, "steps": walk.steps}


def _training(stage: Training) -> dict[str, Any]:
    return {
        "name": stage.name,
        "spec": stage.spec,
        "variants": len(stage.variants),
        "range_test": stage.range_test,
        "opens_envelope": stage.opens_envelope,
    }
