"""CMA-ES: generations of trials drawn from a bell curve that moves and stretches towards the better ones."""

from collections.abc import Callable, Mapping, Sequence
from math import floor, log
from typing import Any, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from training.fields import whole
from training.search.adaptive import Adaptive
from training.search.axes import Axis, Choice, Interval
from training.search.optuna_trials import chunks, distributions, finished, quiet, study_with, values_of
from training.search.strategy import MOST_RUNS, Told, Trial
from training.streams import stream

SIGMA = 1 / 6
"""Standard deviation of the first generation, in widths of an axis: Optuna's."""


class CmaEs(Adaptive):
    """Moves a cloud of trials uphill like a population that evolves: the better half decides where the next are drawn.

    x ~ N(m, σ²C), each axis scaled to 0 … 1; after every generation the mean m moves to the better trials, and σ and C
    learn how far and in which directions that went (covariance matrix adaptation evolution strategy).

    Good with several axes of numbers that depend on each other and with many trials, by Optuna's sampler. The first
    generation lies around the middle of the axes. Choices have no direction: they are drawn at random.
    """

    title: ClassVar[str] = "CMA-ES"
    source: ClassVar[str] = "Hansen, Ostermeier: Completely derandomized self-adaptation in evolution strategies, 2001"
    kind: Literal["cma_es"] = "cma_es"
    trials: int = whole(60, 2, MOST_RUNS, "Trials", "How many combinations are tried in all.")
    generation: int | None = whole(
        None, 4, 64, "Generation", "Trials per generation. Empty: 4 + ⌊3 ln d⌋ for d axes of numbers.", empty="by axes"
    )

    @model_validator(mode="after")
    def _has_two_numbers(self) -> Self:
        if len(self._numbers) < 2:
            raise ValueError("CMA-ES learns directions: it needs at least two axes of numbers. For one, choose TPE.")
        return self

    @property
    def _numbers(self) -> dict[str, Axis]:
        return {path: axis for path, axis in self.axes.items() if not isinstance(axis, Choice) and axis.count > 1}

    @property
    def first_round(self) -> int:
        return min(self.next_rounds, self.count)

    @property
    def next_rounds(self) -> int:
        return self.generation or 4 + floor(3 * log(len(self._numbers)))

    def plan(self) -> list[Trial]:
        random = {path: stream(self.seed, f"cma_es {path}") for path in self.axes}

        def suggest() -> list[Any]:
            return [_around_the_middle(axis, random[path]) for path, axis in self.axes.items()]

        return self.different(suggest, self.first_round, [])

    def suggester(self, told: Sequence[Told]) -> Callable[[], list[Any]]:
        from optuna.samplers import CmaEsSampler, RandomSampler  # heavy

        seed = int(stream(self.seed, "cma_es").integers(2**32))
        known, size = distributions(self.axes), self.next_rounds
        with quiet():
            choices = RandomSampler(int(stream(self.seed, "cma_es choices", len(told)).integers(2**32)))
            study = study_with(CmaEsSampler(seed=seed, popsize=size, n_startup_trials=0, independent_sampler=choices))
            for number, generation in enumerate(chunks(told, size)):
                attributes: Mapping[str, Any] = {}
                if number:
                    # Asking makes the sampler learn from the generation before and note down what it has learned.
                    study.ask(known)
                    attributes = study.get_trials(deepcopy=False)[-1].system_attrs
                for place, trial in enumerate(generation):
                    noted = attributes if place == 0 else {}
                    study.add_trial(finished(self.axes, trial, {**noted, "cma:generation": number}, "complete"))

        def suggest() -> list[Any]:
            with quiet():
                return values_of(self.axes, study.ask(known).params)

        return suggest


def _around_the_middle(axis: Axis, random: np.random.Generator) -> Any:
    """A draw of the first generation: normal around the middle of the axis, as the sampler draws the later ones."""
    if not isinstance(axis, Interval):
        return axis.draw(random)
    share = 0.0
    while not 0 < share < 1:
        share = float(random.normal(0.5, SIGMA))
    return axis.at(share)
