"""The results of a class as a table for spreadsheets."""

import csv
import io
from typing import Any

from playground.models import Classroom
from playground.wall.boards import assignments
from playground.wall.entries import Entries
from playground.wall.places import seats_of

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Any) -> Any:
    """A value as spreadsheets show it: a text that they would calculate begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(FORMULAS) else value


def results_csv(classroom: Classroom, site: str) -> str:
    """A row per student; four columns per assignment: best figure, when it was reached (UTC), whether in time, link."""
    entries, seats = Entries(classroom.pk), seats_of(classroom.pk)
    read = entries.read()
    sets = list(reversed(assignments(classroom, entries, read, seats)))
    made: dict[int, int] = {}
    for experiment in classroom.experiments.values_list("owner_id", flat=True):
        made[experiment] = made.get(experiment, 0) + 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = ("best {metric}", "reached at", "in time", "experiment")
    titles = [
        f"{each.assignment.title}: {column.format(metric=each.assignment.metric.replace('_', ' '))}"
        for each in sets
        for column in columns
    ]
    writer.writerow(map(cell, ["student", "experiments", *titles]))
    for seat in seats:
        row: list[Any] = [seat.nickname, made.get(seat.owner, 0)]
        for each in sets:
            told = each.who(seat)
            in_time = ("yes" if told["in_time"] else "late") if told["at"] else "no"
            row += [told["figure"], told["at"], in_time, f"{site}/e/{told['id']}" if told["id"] else None]
        writer.writerow(map(cell, row))
    return text.getvalue()
