"""A lesson with what a teacher changed about it. Only differences are kept, as JSON."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from training.lessons.claims import Claim
from training.lessons.lesson import Lesson, Training, Variant

TEXTS = ("title", "question", "watch", "formula")
RUN = re.compile(r"\[([^\]]*)\]")
EVERY = ("", "all runs")


def edited(lesson: Lesson, changes: Mapping[str, Any]) -> Lesson:
    """The lesson as the class has it; changes of parts that it no longer has are passed over."""
    if not changes:
        return lesson
    texts = {name: changes[name] for name in TEXTS if name in changes}
    prediction = replace(lesson.prediction, **_prediction(changes.get("prediction", {})))
    if prediction.answer >= len(prediction.options):
        prediction = lesson.prediction
    attempt = replace(lesson.attempt, text=changes.get("attempt", lesson.attempt.text))
    why = tuple(changes.get("why", lesson.why))
    changed = replace(lesson, **texts, prediction=prediction, attempt=attempt, why=why, stages=_stages(lesson, changes))
    without = changes.get("without", [])
    claims = tuple(claim for at, claim in enumerate(lesson.claims) if at not in without and _exists(claim, changed))
    return replace(changed, claims=claims)


def is_checked(changes: Mapping[str, Any]) -> bool:
    """Whether it still trains what its claims were checked with."""
    return not changes.get("trainings")


def runs_of(stage: Training) -> list[dict[str, Any]] | None:
    """Its variants as JSON; None where their rates come from a range test, or there are none."""
    if not stage.variants or any(each.rate for each in stage.variants):
        return None
    return [{"name": each.name, "set": each.set} for each in stage.variants]


def with_settings(stage: Training, spec: dict[str, Any], runs: list[dict[str, Any]] | None) -> Training:
    """The experiment with other settings, and other runs where it has some."""
    variants = stage.variants if runs is None else tuple(Variant(each["name"], each["set"]) for each in runs)
    return replace(stage, spec=spec, variants=variants)


def _prediction(given: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: given[name] for name in ("question", "answer", "because") if name in given}
    return {**found, "options": tuple(given["options"])} if "options" in given else found


def _stages(lesson: Lesson, changes: Mapping[str, Any]) -> tuple[Any, ...]:
    given = changes.get("trainings", {})
    stages: list[Any] = []
    number = 0
    for stage in lesson.stages:
        if isinstance(stage, Training):
            own = given.get(str(number))
            number += 1
            stages.append(with_settings(stage, own["spec"], own.get("runs")) if own else stage)
        else:
            stages.append(stage)
    return tuple(stages)


def _exists(claim: Claim, lesson: Lesson) -> bool:
    """Whether the runs of which a claim speaks are still trained: its numbers name them in brackets."""
    if not any(runs_of(stage) for stage in lesson.trainings):
        return True
    stages = {stage.name for stage in lesson.trainings}
    known = {variant.name for stage in lesson.trainings for variant in stage.variants} | stages
    named = {name for text in (claim.condition.words(), *(number.name for number in claim.numbers))
             for name in RUN.findall(text)}  # fmt: skip
    return all(name in EVERY or name in known or any(stage and name.startswith(f"{stage} ") for stage in stages)
               for name in named)  # fmt: skip
