"""Guided experiments. To add one, write its file and name it here, at its place in the teaching arc."""

from dataclasses import dataclass

from training.lessons.course.l01_learning_rate import LESSON as L01
from training.lessons.lesson import Lesson


@dataclass(frozen=True)
class Part:
    """Lessons that build on each other."""

    title: str
    lessons: tuple[Lesson, ...]


PARTS: tuple[Part, ...] = (
    Part("Descending", (L01,)),
)  # fmt: skip
LESSONS: tuple[Lesson, ...] = tuple(lesson for part in PARTS for lesson in part.lessons)
BY_SLUG: dict[str, Lesson] = {lesson.slug: lesson for lesson in LESSONS}
