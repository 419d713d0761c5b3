"""Optuna with plain PyTorch: its random sampler draws, the loop trains."""

from typing import ClassVar

import optuna

from benchmarks.searches.pytorch_trials import Work, accuracy_after_training
from benchmarks.searches.search import Search
from benchmarks.searches.searcher import Searcher


class OptunaStudy(Searcher):
    """A study in memory."""

    name: ClassVar[str] = "Optuna + PyTorch loop"

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.work = Work.of(search)

    @classmethod
    def fits(cls, search: Search) -> bool:
        return bool(search.axes)

    def run(self) -> float:
        study = optuna.create_study(direction="maximize", sampler=optuna.samplers.RandomSampler(seed=0))
        study.optimize(self._objective, n_trials=self.trials)
        return float(study.best_value)

    def _objective(self, trial: optuna.Trial) -> float:
        settings = {
            path: trial.suggest_float(path, axis["low"], axis["high"], log=axis["kind"] == "log_uniform")
            for path, axis in self.search.axes.items()
        }
        return accuracy_after_training(self.work, settings)
