"""The work that every candidate does: the same samples, network, loss, optimizer and batches."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from training import Spec
from training.data import prepare


@dataclass(frozen=True)
class Task:
    """One network to train, as a spec, and how many epochs one measurement takes."""

    name: str
    settings: dict[str, Any]
    epochs: int

    @cached_property
    def spec(self) -> Spec:
        """The validated spec."""
        return Spec.parse(self.settings)

    @cached_property
    def inputs(self) -> np.ndarray:
        """Normalized training inputs, float32 [samples, inputs]."""
        return prepare(self.spec).train.inputs.astype(np.float32)

    @cached_property
    def targets(self) -> np.ndarray:
        """Training targets, float32 [samples, outputs]: 0 or 1, or one-hot."""
        return prepare(self.spec).train.targets.astype(np.float32)

    @property
    def labels(self) -> np.ndarray:
        """Class of each sample, int64 [samples]."""
        return (self.targets[:, 0] if self.binary else self.targets.argmax(axis=1)).astype(np.int64)

    @property
    def binary(self) -> bool:
        """Whether one output unit tells two classes apart."""
        return self.targets.shape[1] == 1

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of the hidden layers."""
        return tuple(layer.units for layer in self.spec.network.hidden)

    @property
    def activation(self) -> str:
        """The activation of all hidden layers."""
        return self.spec.network.hidden[0].activation.name()

    @property
    def batch_size(self) -> int:
        """Samples of one update."""
        return int(self.spec.batch.size)

    @property
    def updates(self) -> int:
        """Updates of one measurement."""
        return self.epochs * -(-len(self.inputs) // self.batch_size)

    def loss(self, probabilities: np.ndarray) -> float:
        """Mean cross-entropy of predicted probabilities [samples, outputs]: shows that all did the same work."""
        chances = np.clip(probabilities.astype(np.float64), 1e-12, 1 - 1e-12)
        if self.binary:
            chances = np.hstack([1 - chances, chances])
        return float(-np.log(chances[np.arange(len(chances)), self.labels]).mean())


def layers(*units: int, activation: str) -> dict[str, Any]:
    return {"hidden": [{"units": count, "activation": {"kind": activation}} for count in units]}


TASKS: tuple[Task, ...] = (
    Task(
        "2-4-2-1 circle, batch 10, sgd",
        {
            "network": layers(4, 2, activation="tanh"),
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.1},
            "batch": {"size": 10},
        },
        epochs=20,
    ),
    Task(
        "64-32-10 digits, batch 32, sgd",
        {
            "data": {"dataset": "digits"},
            "network": layers(32, activation="relu"),
            "optimizer": {"kind": "sgd", "learning_rate": 0.1},
            "batch": {"size": 32},
        },
        epochs=15,
    ),
    Task(
        "64-32-10 digits, batch 32, adam",
        {
            "data": {"dataset": "digits"},
            "network": layers(32, activation="relu"),
            "optimizer": {"kind": "adam", "learning_rate": 0.001},
            "batch": {"size": 32},
        },
        epochs=15,
    ),
)
