"""TPE: the next trials are drawn where the better ones were, and the worse ones were not."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal

from training.fields import whole
from training.search.adaptive import Adaptive
from training.search.latin_hypercube import hypercube
from training.search.optuna_trials import distributions, finished, quiet, study_with, values_of
from training.search.strategy import MOST_RUNS, Told, Trial
from training.streams import stream


class TreeParzen(Adaptive):
    """Learns which values are promising: draws new ones where good trials were frequent and bad ones were rare.

    x = argmax l(x)/g(x) of 24 draws from l, where l is the density of the best tenth of all trials so far and g that of
    the others, each a sum of one bell curve per trial (tree-structured Parzen estimator).

    It begins with a Latin hypercube. After that, each round is chosen knowing all earlier rounds, by Optuna's sampler.
    The larger the rounds, the more trains at once, and the less each trial could learn from others. A diverged trial
    counts as worse than all that ended well.
    """

    title: ClassVar[str] = "TPE"
    source: ClassVar[str] = "Bergstra, Bardenet, Bengio, Kégl: Algorithms for hyper-parameter optimization, 2011"
    kind: Literal["tpe"] = "tpe"
    trials: int = whole(40, 2, MOST_RUNS, "Trials", "How many combinations are tried in all.")
    startup: int = whole(10, 1, MOST_RUNS, "First trials", "How many are drawn before the search begins to learn.")
    per_round: int = whole(6, 1, 64, "Trials per round", "How many are chosen at once, and trained together.")

    @property
    def first_round(self) -> int:
        return min(self.startup, self.count)

    @property
    def next_rounds(self) -> int:
        return self.per_round

    def plan(self) -> list[Trial]:
        return [self.named(values) for values in hypercube(self.axes, self.first_round, self.seed)]

    def suggester(self, told: Sequence[Told]) -> Callable[[], list[Any]]:
        from optuna.samplers import TPESampler  # heavy

        # A seed per round instead of a sampler that is carried along: whoever chooses the round chooses the same.
        seed = int(stream(self.seed, "tpe", len(told)).integers(2**32))
        known = distributions(self.axes)
        with quiet():
            study = study_with(TPESampler(seed=seed, n_startup_trials=0))
            study.add_trials([finished(self.axes, trial, {}, diverged="pruned") for trial in told])

        def suggest() -> list[Any]:
            with quiet():
                return values_of(self.axes, study.ask(known).params)

        return suggest
