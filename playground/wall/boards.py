"""The boards beside the cards: the best of the class on each data set, and who has reached what was set."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from playground.models import Assignment, Classroom, Dataset, Visibility
from playground.wall.entries import Entries, Entry, best_of_each, counting
from playground.wall.places import Seat
from playground.wall.rows import key_of
from training.datasets import BY_KIND

MOST_PLACES = 20
"""On the board of the class; teachers see everybody."""
MOST_BOARDS = 12


def leaderboards(
    classroom: Classroom, entries: Entries, read: Sequence[Entry], seats: Sequence[Seat], staff: bool
) -> list[dict[str, Any]]:
    """One per data set, those of most students first. Test figures only where the teacher has opened the envelopes."""
    names = {seat.owner: seat.nickname for seat in seats}
    opened = set(classroom.openings.values_list("dataset", flat=True))
    boards = []
    by_dataset = best_of_each(each for each in read if each.owner_id in names)
    for dataset, best in sorted(by_dataset.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_BOARDS]:
        told = [
            _place(entry, names[entry.owner_id], classroom, staff)
            | ({"test": entries.test_of(entry)} if dataset in opened else {})
            for entry in (best if staff else best[:MOST_PLACES])
        ]
        about = {"dataset": dataset, "title": title_of(dataset), "opened": dataset in opened}
        boards.append({**about, "students": len(best), "places": told})
    return boards


def assignments(classroom: Classroom, entries: Entries, read: Sequence[Entry], seats: Sequence[Seat]) -> "list[Set]":
    """What was set, the newest first, with how far each student is."""
    return [Set(each, entries, read, seats) for each in classroom.assignments.order_by("-pk")]


class Set:
    """An assignment and how far each student of the class is with it."""

    def __init__(self, assignment: Assignment, entries: Entries, read: Sequence[Entry], seats: Sequence[Seat]) -> None:
        self.assignment = assignment
        self.best: dict[int, Entry] = {}
        self.reached: dict[int, tuple[datetime, Entry]] = {}
        students = {seat.owner for seat in seats}
        for entry in counting(assignment, (each for each in read if each.owner_id in students)):
            figure = entry.figure(assignment.metric)
            if figure is None:
                continue
            best = self.best.get(entry.owner_id)
            if best is None or self._is_better(figure, best):
                self.best[entry.owner_id] = entry
            at = entries.reached(assignment, entry) if assignment.is_met_by(figure) else None
            if at and (entry.owner_id not in self.reached or at < self.reached[entry.owner_id][0]):
                self.reached[entry.owner_id] = (at, entry)

    def _is_better(self, figure: float, best: Entry) -> bool:
        known = best.figure(self.assignment.metric)
        assert known is not None
        return figure > known if self.assignment.metric == "validation_accuracy" else figure < known

    def in_time(self, owner: int) -> bool:
        """Whether a student has reached it before the deadline."""
        found, deadline = self.reached.get(owner), self.assignment.deadline
        return found is not None and (deadline is None or found[0] <= deadline)

    def told(self, seats: Sequence[Seat], staff: bool) -> dict[str, Any]:
        """For the class how many have reached it; for its teachers who."""
        each = self.assignment
        reached = sum(self.in_time(seat.owner) for seat in seats)
        told = {
            **{"id": each.pk, "title": each.title, "lesson": each.lesson, "dataset": title_of(each.dataset)},
            **{"metric": each.metric, "target": each.target, "deadline": _iso(each.deadline)},
            "over": each.deadline is not None and each.deadline <= timezone.now(),
            **{"reached": reached, "late": len(self.reached) - reached, "students": len(seats)},
        }
        return told | {"who": [self.who(seat) for seat in seats]} if staff else told

    def who(self, seat: Seat) -> dict[str, Any]:
        best, reached = self.best.get(seat.owner), self.reached.get(seat.owner)
        shown = reached[1] if reached else best
        return {
            **{"name": seat.nickname, "figure": best.figure(self.assignment.metric) if best else None},
            **{"at": _iso(reached[0]) if reached else None, "in_time": self.in_time(seat.owner)},
            "id": shown.public_id if shown else None,
        }


def title_of(dataset: str) -> str:
    """The name of a data set as people read it."""
    built_in = BY_KIND.get(dataset)
    if built_in:
        return built_in.title
    return Dataset.objects.filter(name=dataset).values_list("title", flat=True).first() or dataset


def _place(entry: Entry, nickname: str, classroom: Classroom, staff: bool) -> dict[str, Any]:
    shared = entry.visibility != Visibility.PRIVATE or classroom.pinned_id == entry.experiment
    named = staff or (shared and not entry.anonymous)
    return {
        **{"key": key_of("experiment", entry.experiment), "name": nickname if named else None},
        **{"id": entry.public_id if staff or shared else None, "loss": entry.loss, "accuracy": entry.accuracy},
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
