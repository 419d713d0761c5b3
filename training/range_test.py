"""The learning-rate range test: raise η with every mini-batch until the loss explodes, and see where it fell.

`python -m training.range_test REQUEST.json` (or `-`) prints one JSON object a step, then the suggestion.
"""

import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from training.command_line import run
from training.fields import number, whole
from training.problems import Problem
from training.schedules import ConstantRate
from training.spec import Outlines
from training.spec_request import SpecRequest

if TYPE_CHECKING:
    import torch

    from training.data import Tables

MEMORY = 0.9
"""How much of the smoothed loss stays at each step."""
LOST = 4.0
"""The test ends when the smoothed loss is so many times its least value."""
CAUTION = 10.0
"""The suggestion is the rate of the least smoothed loss divided by this: there it still falls, and steeply."""


class RangeTest(SpecRequest):
    """Trains on one mini-batch at each of N learning rates from low to high: ηᵢ = low (high/low)^(i/(N − 1)).

    The loss first stays, then falls, then explodes. It is smoothed with a running mean (0.9, corrected for its start);
    the test ends when that is 4 times its least value, and one tenth of the rate of that least value is a good choice.
    Source: Smith: Cyclical learning rates for training neural networks, 2015; the rule of one tenth: fast.ai.
    """

    low: float = number(1e-4, low=1e-8, high=10, log=True, title="Lowest rate", help="The rate of the first step.")
    high: float = number(10.0, low=1e-7, high=100, log=True, title="Highest rate", help="The rate of the last step.")
    steps: int = whole(150, 20, 1000, "Steps", "How many mini-batches, each with its own rate.")

    def problems(self, tables: Outlines) -> list[Problem]:
        problems = []
        if self.low >= self.high:
            problems.append(Problem("high", f"The highest rate must be above the lowest, {self.low:g}."))
        if not self.spec.optimizer.scheduled:
            text = f"{self.spec.optimizer.title} finds its own steps: there is no learning rate to look for."
            problems.append(Problem("spec.optimizer.kind", text))
        return problems

    def rate(self, step: int) -> float:
        """The learning rate of a step, from 0."""
        return float(self.low * (self.high / self.low) ** (step / (self.steps - 1)))


@dataclass(frozen=True)
class Step:
    """One mini-batch: its loss before the update with this rate, and the smoothed loss; null where not finite."""

    step: int
    learning_rate: float
    loss: float | None
    smoothed_loss: float | None


@dataclass(frozen=True)
class Suggestion:
    """What the test found; nothing where already the first loss was not finite."""

    suggestion: float | None
    learning_rate_at_minimum: float | None
    learning_rate_at_end: float
    steps: int
    exploded: bool
    """Whether the loss grew to 4 times its least value; otherwise all steps were made."""


def range_test(
    request: RangeTest, tables: "Tables | None" = None, dtype: "torch.dtype | None" = None
) -> Iterator[Step | Suggestion]:
    """The steps one by one, then the suggestion.

    Starts from the experiment's own weights and batches; no schedule. `tables` finds students' own data, and `dtype` is
    float32 unless given.
    """
    mean, best, best_rate, done, exploded = 0.0, math.inf, None, 0, False
    for step, loss in enumerate(_losses(request, tables, dtype)):
        rate, done = request.rate(step), step + 1
        mean = MEMORY * mean + (1 - MEMORY) * loss
        smoothed = mean / (1 - MEMORY**done)
        yield Step(done, rate, _finite(loss), _finite(smoothed))
        exploded = not smoothed <= LOST * best  # also where it is not a number
        if exploded:
            break
        if smoothed < best:
            best, best_rate = smoothed, rate
    suggestion = None if best_rate is None else best_rate / CAUTION
    yield Suggestion(suggestion, best_rate, request.rate(done - 1), done, exploded)


def _losses(request: RangeTest, tables: "Tables | None", dtype: "torch.dtype | None") -> Iterator[float]:
    """The loss of each mini-batch as the gradient saw it, with its update made."""
    import torch  # heavy, as are the others

    from training.arithmetic import fast
    from training.data import no_tables, outlines
    from training.epoch import begin_epoch, updates
    from training.population import Population

    tables = tables or no_tables
    spec = request.alone.with_settings({"schedule": ConstantRate().model_dump()}, outlines(tables))
    population = Population.start([spec], tables, dtype or torch.float32)
    network, (progress,) = population.network, population.runs
    while True:
        with fast():
            begin_epoch(population)
        batches = population.batches
        for inputs, targets in batches:
            population.batches = [(inputs, targets)]
            population.settings["learning_rate"].fill_(request.rate(progress.updates))
            with fast():
                updates(population)
                loss = float(network.loss.value(network.buffers(inputs.shape[1])[-1].z, targets))
            progress.updates += 1
            yield loss
            if progress.updates == request.steps:
                return
        population.batches = batches
        progress.epoch += 1


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def lines(source: bytes) -> Iterable[dict[str, Any]]:
    """What the request in `source` makes."""
    return (asdict(one) for one in range_test(RangeTest.parse(source)))


if __name__ == "__main__":
    sys.exit(run("python -m training.range_test", __doc__ or "", lines))
