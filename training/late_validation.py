"""Late validation: a population trains ahead, and the figures of its validation split come later from elsewhere.

Training publishes a snapshot of its networks after each epoch that is due for validation; somebody evaluates them with
`validate` and the figures are told in any order. `settle` (both in training/settling.py) then ends runs exactly where
training that evaluates each epoch itself would have ended them. How far training may run ahead is bounded, in epochs
and in bytes: then it waits, which changes nothing but the time it takes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from training.events import Metrics, Reason
from training.judge import Judge
from training.progress import Progress

if TYPE_CHECKING:
    from training.population import Population

MOST_AHEAD = 200
"""Evaluations that training may be ahead."""
MOST_BYTES = 16_000_000
"""Bytes of the snapshots that wait, but always room for two."""
MOST_EPOCHS = 5_000
"""Epochs, of all runs together, whose figures every checkpoint carries meanwhile."""


@dataclass(frozen=True)
class Snapshot:
    """The networks of some runs after an epoch, by number; `due` are those to evaluate, the others are only kept."""

    epoch: int
    networks: dict[int, np.ndarray]
    due: tuple[int, ...]


@dataclass
class LateValidation:
    """The judges of a population's runs, by number, and the snapshots that are not yet published."""

    judges: dict[int, Judge]
    heard: int = 0
    """For the caller, who may note here how far it has told figures."""
    outbox: list[Snapshot] = field(default_factory=list)

    @classmethod
    def of(cls, runs: Sequence[Progress]) -> "LateValidation":
        """For runs that have begun and trained nothing yet."""
        return cls({run.number: Judge(Progress.from_dict(run.to_dict())) for run in runs})

    def numbers_ahead(self) -> set[int]:
        """Runs that train on; the others wait for their last figures, and what happens to them counts no more."""
        return {number for number, judge in self.judges.items() if not judge.ended}

    def settled(self) -> int:
        """The epoch up to which everything is known of every run."""
        return min((judge.progress.epoch for judge in self.judges.values()), default=0)

    def take(self, population: "Population", figures: Sequence[Metrics], reasons: Sequence[Reason | None]) -> None:
        """An epoch was trained: note its figures, and take a snapshot where somebody will ask for one."""
        due, networks = [], {}
        for row, run in enumerate(population.runs):
            judge = self.judges[run.number]
            if judge.ended:
                continue
            judge.waiting.append(figures[row])
            judge.ended = reasons[row]
            if run.due_for_validation:
                due.append(run.number)
            if run.due_for_validation or judge.ended:
                networks[run.number] = population.snapshot(row)
        if networks:
            self.outbox.append(Snapshot(population.runs[0].epoch, networks, tuple(due)))

    def change(self, population: "Population", reasons: Sequence[Reason | None]) -> None:
        """Settings were changed; a reason means that a run has trained as far as it may now."""
        networks = {}
        for row, run in enumerate(population.runs):
            judge = self.judges[run.number]
            if judge.ended:
                continue
            judge.specs.append((run.epoch, run.spec))
            judge.ended = reasons[row]
            # The settings before said whether this epoch was due.
            if judge.ended and run.epoch % run.spec.validation.every:
                networks[run.number] = population.snapshot(row)
        if networks:
            self.outbox.append(Snapshot(population.runs[0].epoch, networks, ()))

    def leave(self, population: "Population", numbers: Collection[int]) -> None:
        """These runs end as they are, with the best epoch among those whose figures have come."""
        for run in population.runs:
            if run.number in numbers:
                judge = self.judges.pop(run.number)
                if judge.improved_by_validation:
                    run.best_epoch, run.best = judge.progress.best_epoch, judge.progress.best

    def wait_for(self, population: "Population") -> int | None:
        """The epoch whose figures, with all before, training needs before it can go on; None while it need not wait."""
        run = population.runs[0]
        if not self.numbers_ahead():
            return run.epoch
        size = population.weights.nbytes + population.statistics.nbytes
        every, runs = run.spec.validation.every, len(population.runs)
        most = max(2, min(MOST_AHEAD, MOST_BYTES // size, MOST_EPOCHS // (every * runs))) * every
        ahead = run.epoch - self.settled()
        # Half of them before it goes on, or it would wait again after every epoch.
        return run.epoch - ahead // 2 if ahead >= most else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"heard": self.heard, "judges": [judge.to_dict() for judge in self.judges.values()]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "LateValidation":
        """What `to_dict` described; raises ValueError, KeyError or TypeError for anything else."""
        judges = [Judge.from_dict(each) for each in values["judges"]]
        return cls({judge.progress.number: judge for judge in judges}, int(values["heard"]))
