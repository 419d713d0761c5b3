"""One look at the book for everybody who watches the wall of a class."""

import time
from collections import Counter, OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any

from playground.models import Classroom, Experiment, Membership, Worker
from playground.models.experiment import ANY
from playground.place import Place, places
from playground.wall import rows
from playground.wall.board import Board
from playground.wall.boards import assignments, leaderboards
from playground.wall.curve import Curve, read_curves
from playground.wall.entries import Entries
from playground.wall.places import Head, Seat, heads_of, runs_of, seats_of, specs_of
from playground.wall.words import only_waits, state_of, state_of_posted

LOOK_EVERY = 0.5
BOARDS_EVERY = 2.0
"""The boards read all experiments of a class, places the whole queue; they may be a little late."""
MOST_WALLS = 64
STAFF, CLASS = "staff", "class"
OF_BOARDS = ("places", "reached")


class Wall:
    """What this process knows of one class: nothing that the book would not tell again.

    A look costs a handful of queries, however many students there are and however many of them watch; of what the runs
    say only that is read which has changed.
    """

    def __init__(self, classroom: int) -> None:
        self.classroom = classroom
        self.boards = {STAFF: Board(), CLASS: Board()}
        self.readers = 0
        """Changes whenever somebody comes, goes or becomes something else: sockets then ask again."""
        self._people: tuple[list[tuple[int, str]], int] | None = None
        self._mine: dict[int, dict[str, Any]] = {}
        self._lock = Lock()
        self._looked = float("-inf")
        self._heads: dict[int, Head] = {}
        self._runs: dict[int, dict[str, Any]] = {}
        self._about: dict[int, dict[str, Any]] = {}
        self._curves: dict[int, Curve] = {}
        self._places: dict[int, Place] = {}
        self._placed = float("-inf")
        self._entries = Entries(classroom)
        self._counted = float("-inf")

    def look(self, at_most_every: float | None = None) -> None:
        """Read what is new, unless somebody has just done so."""
        with self._lock:
            pause = LOOK_EVERY if at_most_every is None else at_most_every
            if time.monotonic() - self._looked < pause:
                return
            classroom = Classroom.objects.select_related("pinned").get(pk=self.classroom)
            self._read(classroom)
            self._looked = time.monotonic()

    def mine(self, owner: int) -> dict[str, Any]:
        """Which row of the class is this student's, and her experiment; {} for everybody else."""
        return self._mine.get(owner, {})

    def _read(self, classroom: Classroom) -> None:
        seats = seats_of(classroom.pk)
        heads = heads_of({seat.experiment for seat in seats if seat.experiment})
        self._refresh(heads)
        workers = Worker.objects.counts()
        self._find_places(heads, workers)
        staff, class_, mine = [], [], {}
        for seat in seats:
            row, head = rows.idle(seat), heads.get(seat.experiment or 0)
            if head is not None and head.pk in self._runs:
                row = self._row(seat, head, workers)
                pinned = classroom.pinned_id == head.pk
                seen = rows.as_the_class_sees_it(row, head.pk, pinned)
                class_.append(seen)
                mine[seat.owner] = {"key": seen["key"], "id": head.public_id} if seen else {}
            staff.append(row)
        self._note_people(classroom)
        parts = {
            "classroom": self._told(classroom, len(seats), workers["training"]),
            "pinned": _pinned(classroom.pinned),
        }
        boards = self._boards(classroom, seats, mine)
        self._mine = mine
        self.boards[STAFF].update(staff, parts | boards[STAFF])
        # Named ones first, by name; the others by a key that says nothing.
        named = [each for each in class_ if each and each["name"] is not None]
        unnamed = sorted((each for each in class_ if each and each["name"] is None), key=lambda each: str(each["key"]))
        self.boards[CLASS].update([*named, *unnamed], parts | boards[CLASS])

    def _boards(self, classroom: Classroom, seats: list[Seat], mine: dict[int, dict[str, Any]]) -> dict[str, Any]:
        """What has changed now and then; {} for both while nobody counts again."""
        if time.monotonic() - self._counted < BOARDS_EVERY:
            for owner, told in mine.items():
                told.update({name: value for name, value in self.mine(owner).items() if name in OF_BOARDS})
            return {STAFF: {}, CLASS: {}}
        read = self._entries.read()
        sets = assignments(classroom, self._entries, read, seats)
        for owner, told in mine.items():
            told["places"] = [rows.key_of("experiment", each.experiment) for each in read if each.owner_id == owner]
            told["reached"] = [each.assignment.pk for each in sets if each.in_time(owner)]
        self._counted = time.monotonic()
        return {
            sight: {
                "boards": leaderboards(classroom, self._entries, read, seats, staff),
                "assignments": [each.told(seats, staff) for each in sets],
            }
            for sight, staff in ((STAFF, True), (CLASS, False))
        }

    def recount(self) -> None:
        """The next look counts the boards again: something was set or opened."""
        self._counted = self._looked = float("-inf")

    def _refresh(self, heads: dict[int, Head]) -> None:
        changed = [pk for pk, head in heads.items() if self._version(pk) != head.version]
        new = [pk for pk in heads if pk not in self._about]
        if new:
            for pk, (spec, settings) in specs_of(new).items():
                self._about[pk] = rows.about(spec, settings)
                self._curves[pk] = Curve(pk, spec)
        if changed:
            self._runs.update(runs_of(changed))
            read_curves([(self._curves[pk], heads[pk].seq) for pk in changed if pk in self._curves])
            self._follow([pk for pk in changed if pk not in new and self._runs[pk]["runs"] > 1])
        for known in (self._runs, self._about, self._curves):
            for pk in known.keys() - heads.keys():
                known.pop(pk)
        self._heads = heads

    def _follow(self, several: list[int]) -> None:
        """The best of several runs may be another one now."""
        if several:
            for pk, (spec, settings) in specs_of(several).items():
                self._about[pk] = rows.about(spec, settings)

    def _find_places(self, heads: dict[int, Head], workers: Counter[str]) -> None:
        """Where those stand who have had no turn yet: at once for those who have just come, else now and then."""
        waiting = {pk for pk, head in heads.items() if pk in self._runs and only_waits(head, self._runs[pk])}
        if waiting - self._places.keys() or time.monotonic() - self._placed >= BOARDS_EVERY:
            found = Experiment.objects.briefly().filter(pk__in=waiting)
            self._places = places(found, workers) if waiting else {}
            self._placed = time.monotonic()

    def _version(self, pk: int) -> tuple[int, str] | None:
        known = self._heads.get(pk)
        return known.version if known else None

    def _row(self, seat: Seat, head: Head, workers: Counter[str]) -> rows.Row:
        runs, place = self._runs[head.pk], self._places.get(head.pk)
        device = place.device if place else "training" if head.device == ANY else head.device
        posted = self._about[head.pk]["posted"]
        told = state_of_posted(runs) if posted else state_of(head, runs, workers[device], place)
        return rows.row_of(seat, head, told, runs, self._about[head.pk], self._curves[head.pk].shape)

    def _told(self, classroom: Classroom, students: int, workers: int) -> dict[str, Any]:
        return {"title": classroom.title, "code": classroom.code, "students": students, "workers": workers}

    def _note_people(self, classroom: Classroom) -> None:
        people = list(Membership.objects.active().filter(classroom=classroom).order_by("pk").values_list("pk", "role"))
        if (people, classroom.teacher_id) != self._people:
            self._people = (people, classroom.teacher_id)
            self.readers += 1


def _pinned(experiment: Experiment | None) -> dict[str, Any] | None:
    return {"id": experiment.public_id, "title": experiment.title} if experiment else None


_walls: OrderedDict[tuple[int, datetime], Wall] = OrderedDict()
_walls_lock = Lock()


def wall_of(classroom: Classroom) -> Wall:
    """The wall of a class in this process; those not looked at for longest are forgotten."""
    with _walls_lock:
        key = (classroom.pk, classroom.created_at)  # a database that is emptied counts from 1 again
        wall = _walls.setdefault(key, Wall(classroom.pk))
        _walls.move_to_end(key)
        if len(_walls) > MOST_WALLS:
            _walls.popitem(last=False)
        return wall
