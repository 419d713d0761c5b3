"""What is searched: many networks of one shape on the same samples, each with settings or seeds of its own."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from benchmarks.task import Task, layers
from training import Spec
from training.data import prepare
from training.runs import runs_of

RATE, MOMENTUM, L2 = "optimizer.learning_rate", "optimizer.beta", "regularization.l2"


@dataclass(frozen=True)
class Search:
    """One network to train in many ways, as a spec, and what Descent promises."""

    task: Task
    vary: dict[str, Any]
    goal: float
    """How many times as fast as one trial after another Descent's updates are at least."""

    @property
    def name(self) -> str:
        """The network, and how many times it is trained."""
        return self.task.name

    @cached_property
    def spec(self) -> Spec:
        """The whole experiment."""
        settings = {**self.task.settings, "stopping": {"epochs": self.task.epochs}, "vary": self.vary}
        return Spec.parse(settings)

    @cached_property
    def trials(self) -> list[Spec]:
        """The runs, each as the spec that trains it alone."""
        return [run.spec for run in runs_of(self.spec)]

    @cached_property
    def axes(self) -> dict[str, dict[str, float]]:
        """What is drawn for each trial; empty where trials differ by their seeds only."""
        return {path: dict(axis) for path, axis in self.vary.get("axes", {}).items()}

    @cached_property
    def validation(self) -> tuple[np.ndarray, np.ndarray]:
        """The samples that choose: inputs float32 and labels int64."""
        part = prepare(self.task.spec).validation
        labels = part.targets[:, 0] if self.task.binary else part.targets.argmax(axis=1)
        return part.inputs.astype(np.float32), labels.astype(np.int64)


SEARCHES: tuple[Search, ...] = (
    Search(
        Task(
            "64 random trials, 64-32-10 digits, batch 32, momentum",
            {
                "data": {"dataset": "digits"},
                "network": layers(32, activation="relu"),
                "optimizer": {"kind": "momentum", "learning_rate": 0.03},
                "batch": {"size": 32},
            },
            epochs=20,
        ),
        {
            "kind": "random",
            "trials": 64,
            "axes": {
                RATE: {"kind": "log_uniform", "low": 1e-3, "high": 0.1},
                MOMENTUM: {"kind": "uniform", "low": 0.0, "high": 0.95},
                L2: {"kind": "log_uniform", "low": 1e-6, "high": 1e-3},
            },
        },
        goal=20,
    ),
    Search(
        Task(
            "64 seeds, 2-8-8-1 spiral, batch 10, momentum",
            {
                "data": {"dataset": "spiral", "seed": 0},
                "network": layers(8, 8, activation="tanh"),
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "momentum", "learning_rate": 0.03},
                "batch": {"size": 10},
            },
            epochs=20,
        ),
        {"kind": "list", "runs": [{"set": {"seed": seed}} for seed in range(64)]},
        goal=100,
    ),
)
