"""joblib: the same trials, spread over two processes."""

from typing import ClassVar

from joblib import Parallel, delayed

from benchmarks.searches.pytorch_trials import TrialAfterTrial, accuracy_after_training
from benchmarks.searches.search import Search


class OverTwoCores(TrialAfterTrial):
    """Two processes that stay; they are started, and have loaded PyTorch, before the clock is."""

    name: ClassVar[str] = "joblib over 2 cores"
    elsewhere: ClassVar[bool] = True

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        self.parallel = Parallel(n_jobs=2)

    def run(self) -> float:
        trials = (next(self.settings) for _ in range(self.trials))
        return max(self.parallel(delayed(accuracy_after_training)(self.work, trial) for trial in trials))
