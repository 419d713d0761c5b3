"""Facts of lessons as JSON knows them: numbers, and null for what never happened or is not known."""

import math
from collections.abc import Mapping
from typing import Any

from training.lessons.lesson import Lesson, Walks

OF_RANGE_TESTS = ("suggestion", "learning_rate_at_minimum", "learning_rate_at_end")
OF_WALKS = ("steps", "value", "w1")


def names_of(lesson: Lesson) -> set[str]:
    """The facts that a page may tell of a lesson; what the book knows by itself is not among them."""
    walks = {f"{what} {walk.name}" for stage in lesson.stages if isinstance(stage, Walks) for walk in stage.walks
             for what in OF_WALKS}  # fmt: skip
    return walks | (set(OF_RANGE_TESTS) if any(stage.range_test for stage in lesson.trainings) else set())


def read(lesson: Lesson, facts: Mapping[str, Any]) -> dict[str, float]:
    """The facts of this lesson: a walk that never arrived has taken infinitely many steps, a rate may be unknown."""
    known = names_of(lesson)
    return {name: _number(name, value) for name, value in facts.items() if name in known}


def _number(name: str, value: float | None) -> float:
    if value is not None:
        return float(value)
    return math.inf if name.split(" ")[0] in OF_WALKS else math.nan
