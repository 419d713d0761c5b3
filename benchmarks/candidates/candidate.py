"""What every candidate can do: prepare a task, train it for some epochs, and predict."""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from benchmarks.task import Task


class Candidate(ABC):
    """A program that trains the network of a task. Making one loads and prepares everything; only `train` is timed."""

    name: ClassVar[str]

    def __init__(self, task: Task) -> None:
        self.task = task

    @abstractmethod
    def train(self, epochs: int) -> None:
        """Do all updates of that many epochs, from where the last call ended."""

    @abstractmethod
    def probabilities(self) -> np.ndarray:
        """The predicted probabilities of the training samples, [samples, outputs]."""
