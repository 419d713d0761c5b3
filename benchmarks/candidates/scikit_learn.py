"""scikit-learn's MLPClassifier: `partial_fit` is one epoch in mini-batches."""

from typing import ClassVar

import numpy as np
from sklearn.neural_network import MLPClassifier

from benchmarks.candidates.candidate import Candidate
from benchmarks.task import Task


class ScikitLearn(Candidate):
    """A perceptron of NumPy and SciPy."""

    name: ClassVar[str] = "scikit-learn partial_fit"

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.model = MLPClassifier(
            task.hidden,
            activation=task.activation,
            solver=task.spec.optimizer.name(),
            alpha=0.0,
            batch_size=task.batch_size,
            learning_rate_init=task.spec.optimizer.learning_rate,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=True,
            random_state=0,
        )
        self.labels, self.classes = task.labels, np.unique(task.labels)

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            self.model.partial_fit(self.task.inputs, self.labels, classes=self.classes)

    def probabilities(self) -> np.ndarray:
        chances = self.model.predict_proba(self.task.inputs)
        return chances[:, 1:] if self.task.binary else chances
