"""Descent's engine: its updates alone, and its whole epoch with shuffled figures, norms and events."""

from typing import ClassVar

import numpy as np
import torch

from benchmarks.candidates.candidate import Candidate
from benchmarks.task import Task
from training.engine import advance, begin
from training.epoch import train_one_epoch
from training.population import Population


class Descent(Candidate):
    """The updates of an epoch, as all other candidates do them: no evaluation."""

    name: ClassVar[str] = "Descent"

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        # So many epochs that no measurement is the last: a run that has ended leaves its population.
        spec = task.spec.with_settings({"stopping.epochs": 10_000})
        self.population = Population.start([spec])
        begin(self.population)

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            train_one_epoch(self.population)

    def probabilities(self) -> np.ndarray:
        outputs = self.population.network.forward(self.population.train.inputs)[0]
        chances = torch.sigmoid(outputs) if self.task.binary else torch.softmax(outputs, dim=1)
        return chances.numpy()


class DescentWithEvaluation(Descent):
    """The whole epoch: updates, losses and accuracies on training and validation split, norms, events."""

    name: ClassVar[str] = "Descent, evaluating every epoch"

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            advance(self.population)
