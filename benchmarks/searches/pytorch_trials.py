"""The loop of every PyTorch tutorial, one trial after another; the other libraries drive the same function."""

from dataclasses import dataclass
from itertools import cycle
from typing import Any, ClassVar

import numpy as np
import torch

from benchmarks.candidates.pytorch_loop import criterion, loader, network
from benchmarks.searches.search import L2, MOMENTUM, RATE, Search
from benchmarks.searches.searcher import Searcher
from benchmarks.task import Task
from training import Spec


@dataclass
class Work:
    """What one trial needs, small enough to be sent to another process."""

    task: Task
    validation: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, search: Search) -> "Work":
        """The work of each trial of a search; its samples are drawn here."""
        assert len(search.task.inputs) == len(search.task.targets)
        return cls(search.task, search.validation)


def settings_of(trial: Spec) -> dict[str, Any]:
    """Rate, momentum, l2 and seed of a trial."""
    return {**{path: trial.value(path) for path in (RATE, MOMENTUM, L2)}, "seed": trial.seed}


def accuracy_after_training(work: Work, settings: dict[str, Any]) -> float:
    """Train one network and return its validation accuracy."""
    torch.set_num_threads(1)
    torch.manual_seed(settings.get("seed", 0))
    task = work.task
    model, batches, loss = network(task), loader(task), criterion(task)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=settings[RATE], momentum=settings[MOMENTUM], weight_decay=settings[L2]
    )
    for _ in range(task.epochs):
        for inputs, targets in batches:
            optimizer.zero_grad()
            loss(model(inputs), targets).backward()
            optimizer.step()
    inputs, labels = map(torch.from_numpy, work.validation)
    with torch.no_grad():
        outputs = model(inputs)
    said = outputs[:, 0] > 0 if task.binary else outputs.argmax(dim=1)
    return float((said == labels).double().mean())


class TrialAfterTrial(Searcher):
    """One network at a time: the measure of all others."""

    name: ClassVar[str] = "PyTorch loop, trial after trial"

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        self.work = Work.of(search)
        self.settings = cycle([settings_of(trial) for trial in search.trials])

    def run(self) -> float:
        return max(accuracy_after_training(self.work, next(self.settings)) for _ in range(self.trials))
