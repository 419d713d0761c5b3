"""Who of a class has come how far: a row per student, a column per lesson that somebody has begun."""

from typing import Any

from playground.lessons.course import Taught
from playground.models import Classroom, LessonProgress, Role

LETTERS = "ABCDEFGHIJKLMNOPQRSTU"


def standing(classroom: Classroom, course: list[Taught]) -> dict[str, Any]:
    """{lessons, rows: [{name, cells}]}; two questions to the database, however many there are."""
    members = classroom.memberships.active().filter(role=Role.STUDENT)
    rows = LessonProgress.objects.filter(classroom=classroom).only("owner_id", "slug", "prediction", "finished_at")
    known = {(each.owner_id, each.slug): each for each in rows}
    begun = {slug for _, slug in known}
    shown = [each for each in course if each.slug in begun]
    table = [
        {"name": nickname, "cells": [_cell(each, known.get((owner, each.slug))) for each in shown]}
        for nickname, owner in sorted(members.values_list("nickname", "owner_id"))
    ]
    return {"lessons": shown, "rows": table}


def _cell(lesson: Taught, progress: LessonProgress | None) -> dict[str, str]:
    if progress is None:
        return {"state": "", "words": "not begun"}
    state = "done" if progress.finished_at else "begun"
    if progress.prediction is None:
        return {"state": state, "words": state, "pick": ""}
    right = progress.prediction == lesson.lesson.prediction.answer
    pick = LETTERS[min(progress.prediction, len(LETTERS) - 1)]
    return {"state": state, "words": f"{state}, picked {pick}, {'right' if right else 'wrong'}", "pick": pick,
            "right": "right" if right else ""}  # fmt: skip
