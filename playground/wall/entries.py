"""What every experiment of a class has reached, and what of it counts: the boards of best figures, and assignments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import F, Max, Min
from django.db.models.functions import Substr

from playground.condensed import FIGURES, HEAD
from playground.envelope import opened_envelopes
from playground.models import Assignment, Event, Experiment, Run

ELSEWHERE = ""
"""The data set of what was trained elsewhere."""
TOGETHER = 400


@dataclass(frozen=True)
class Entry:
    """One experiment of the class and its best figures in validation."""

    experiment: int
    public_id: str
    owner_id: int
    seq: int
    visibility: str
    anonymous: bool
    created: datetime
    openings: int
    dataset: str
    loss: float | None
    accuracy: float | None

    def better_than(self, other: "Entry") -> bool:
        """By accuracy, then by loss; of equal ones the older."""
        return self.rank < other.rank

    @property
    def rank(self) -> tuple[float, float, int]:
        """The smallest is the best."""
        worst = float("inf")
        return (-(self.accuracy or 0.0), worst if self.loss is None else self.loss, self.experiment)

    def figure(self, metric: str) -> float | None:
        """Its best validation_accuracy or validation_loss."""
        return self.accuracy if metric == "validation_accuracy" else self.loss


class Entries:
    """All experiments of a class that have a figure, read again where their log has grown."""

    def __init__(self, classroom: int) -> None:
        self.classroom = classroom
        self._seqs: dict[int, int] = {}
        self._datasets: dict[int, str] = {}
        self._figures: dict[int, tuple[float | None, float | None]] = {}
        self._tests: dict[tuple[int, int], dict[str, Any] | None] = {}
        self._reached: dict[tuple[int, int], tuple[int, datetime | None]] = {}

    def read(self) -> list[Entry]:
        """The oldest first: one query, and two for every few hundred that have changed."""
        found = Experiment.objects.filter(classroom=self.classroom).order_by("pk").values(
            "public_id", "owner_id", "seq", "visibility", "anonymous", "created",
            experiment=F("pk"), openings=F("test_openings"),
        )  # fmt: skip
        rows = {row["experiment"]: row for row in found}
        seqs = {pk: row["seq"] for pk, row in rows.items()}
        for some in _portions(pk for pk, seq in seqs.items() if self._seqs.get(pk) != seq):
            self._measure(some)
        self._seqs = seqs
        return [
            Entry(**row, dataset=self._datasets[pk], loss=self._figures[pk][0], accuracy=self._figures[pk][1])
            for pk, row in rows.items()
            if self._figures.get(pk, (None, None)) != (None, None) and self._datasets[pk] != ELSEWHERE
        ]

    def test_of(self, entry: Entry) -> dict[str, Any] | None:
        """The test figures of its first opening: whoever opens again has chosen by them."""
        key = (entry.experiment, entry.openings)
        if key not in self._tests:
            told = opened_envelopes(Experiment.objects.get(pk=entry.experiment)) if entry.openings else None
            first = told["openings"][-1] if told else None
            self._tests[key] = {name: first[name] for name in ("loss", "accuracy")} if first else None
        return self._tests[key]

    def reached(self, assignment: Assignment, entry: Entry) -> datetime | None:
        """When an experiment came to the target: the moment its epoch was written down."""
        key, seq = (assignment.pk, entry.experiment), self._seqs[entry.experiment]
        known = self._reached.get(key)
        if known is None or (known[1] is None and known[0] != seq):
            known = self._reached[key] = (seq, _first_reaching(assignment, entry.experiment))
        return known[1]

    def _measure(self, experiments: Sequence[int]) -> None:
        new = [pk for pk in experiments if pk not in self._datasets]
        named = Experiment.objects.filter(pk__in=new).values_list("pk", "spec__data__dataset")
        # What is only told from outside nobody has checked: it counts on no board.
        self._datasets.update({pk: ELSEWHERE if name is None else str(name) for pk, name in named})
        runs = Run.objects.filter(experiment__in=experiments).order_by().values("experiment")
        best = runs.annotate(loss=Min("best_validation_loss"), accuracy=Max("best_validation_accuracy"))
        self._figures.update({row["experiment"]: (row["loss"], row["accuracy"]) for row in best})


def best_of_each(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """For every data set the best experiment of each owner, the best first."""
    found: dict[str, dict[int, Entry]] = {}
    for entry in entries:
        best = found.setdefault(entry.dataset, {})
        if entry.owner_id not in best or entry.better_than(best[entry.owner_id]):
            best[entry.owner_id] = entry
    return {dataset: sorted(best.values(), key=lambda each: each.rank) for dataset, best in found.items()}


def counting(assignment: Assignment, entries: Iterable[Entry]) -> list[Entry]:
    """Those on its data set that were made since it was set."""
    return [each for each in entries if each.dataset == assignment.dataset and each.created >= assignment.created_at]


def _first_reaching(assignment: Assignment, experiment: int) -> datetime | None:
    figure = FIGURES[assignment.metric]
    log = Event.objects.filter(experiment=experiment).order_by("seq").annotate(head=Substr("body", 1, HEAD))
    for head, created in log.values_list("head", "created").iterator(500):
        found = figure.search(head) if '"epoch_ended"' in head or '"validation_ended"' in head else None
        if found and assignment.is_met_by(float(found[1])):
            return created
    return None


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, TOGETHER)):
        yield some
