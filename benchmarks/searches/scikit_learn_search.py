"""scikit-learn's RandomizedSearchCV over its own perceptron, on one split."""

import warnings
from typing import ClassVar

import numpy as np
from scipy.stats import loguniform, randint, uniform
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import PredefinedSplit, RandomizedSearchCV
from sklearn.neural_network import MLPClassifier

from benchmarks.searches.search import L2, MOMENTUM, RATE, Search
from benchmarks.searches.searcher import Searcher

NAMES = {RATE: "learning_rate_init", MOMENTUM: "momentum", L2: "alpha"}


class RandomizedSearch(Searcher):
    """No cross-validation, no training of the best one on everything: the same work as the others."""

    name: ClassVar[str] = "scikit-learn RandomizedSearchCV"

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        task, (inputs, labels) = search.task, search.validation
        self.inputs = np.concatenate([task.inputs, inputs])
        self.labels = np.concatenate([task.labels, labels])
        self.split = PredefinedSplit(np.repeat([-1, 0], [len(task.inputs), len(inputs)]))

    def run(self) -> float:
        task = self.search.task
        model = MLPClassifier(
            task.hidden,
            activation=task.activation,
            solver="sgd",
            alpha=0.0,
            batch_size=task.batch_size,
            learning_rate_init=task.spec.optimizer.learning_rate,
            momentum=0.9,
            nesterovs_momentum=False,
            max_iter=task.epochs,
            n_iter_no_change=task.epochs + 1,
        )
        space = {NAMES[path]: _distribution(axis) for path, axis in self.search.axes.items()}
        found = RandomizedSearchCV(
            model,
            space or {"random_state": randint(0, 2**31)},
            n_iter=self.trials,
            cv=self.split,
            refit=False,
            random_state=0,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # so few epochs are meant
            found.fit(self.inputs, self.labels)
        return float(found.best_score_)


def _distribution(axis: dict[str, float]) -> object:
    if axis["kind"] == "log_uniform":
        return loguniform(axis["low"], axis["high"])
    return uniform(axis["low"], axis["high"] - axis["low"])
