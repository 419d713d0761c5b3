"""Population-based training: networks that do badly go on from the weights of better ones, near their settings."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from training.fields import number, whole
from training.search.latin_hypercube import hypercube
from training.search.strategy import Search, Trial
from training.streams import stream

MOST_MEMBERS = 64


class PopulationBased(Search):
    """Trains networks together; every few epochs the worst take over the weights of the best and change the settings.

    Exploit: each of the worst ⌊qn⌋ of n networks draws one of the best ⌊qn⌋ and copies its weights, optimizer memory
    and settings, w ← w′. Explore: each of these settings v ← 0.8v or 1.2v, or with probability p a new draw.

    So settings are not only chosen but change while the network learns: it finds schedules as well. What can be varied
    is what may change during training: rates, penalties, dropout, not layers. Every member starts from first weights of
    its own. A network that has copied another cannot be repeated alone, only the whole population can.
    """

    judges: ClassVar[bool] = True
    title: ClassVar[str] = "Population-based training"
    source: ClassVar[str] = "Jaderberg and others: Population based training of neural networks, 2017"
    kind: Literal["population_based"] = "population_based"
    members: int = whole(16, 2, MOST_MEMBERS, "Networks n", "How many train together.")
    interval: int = whole(5, 1, 1000, "Interval", "Epochs between two comparisons.", unit="epochs")
    quantile: float = number(
        0.25,
        above=0,
        high=0.5,
        title="Share q",
        help="The worst and the best share of the networks; at least one each.",
    )
    resample: float = number(
        0.25, low=0, high=1, title="Drawn anew p", help="How likely a copied setting is drawn anew instead of changed."
    )

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if self.seeds > 1:
            raise ValueError("The networks take over each other's weights, so each is trained once: leave seeds at 1.")
        return self

    def plan(self) -> list[Trial]:
        seeds = [int(stream(self.seed, "member of the population", n).integers(2**31)) for n in range(self.members)]
        drawn = hypercube(self.axes, self.members, self.seed)
        # Axes of few values give fewer combinations than networks: then several begin alike, with other weights.
        named = [self.named(drawn[member % len(drawn)]) for member in range(self.members)]
        return [Trial(trial.name, trial.settings, seed=seed) for trial, seed in zip(named, seeds, strict=True)]

    @property
    def count(self) -> int:
        return self.members

    def exploited(self, epoch: int, figures: Mapping[int, float | None]) -> dict[int, int]:
        """Which runs go on from which others: number → number, by figures where smaller is better and None is worst."""
        ranked = sorted(figures, key=lambda run: (figures[run] is None, figures[run] or 0.0, run))
        count = max(1, int(self.quantile * len(ranked)))
        if len(ranked) < 2:
            return {}
        best, worst = ranked[:count], ranked[len(ranked) - count :]
        choices = {run: best[int(stream(self.seed, "exploit", epoch, run).integers(count))] for run in worst}
        return {run: other for run, other in choices.items() if figures[other] != figures[run]}

    def explored(self, epoch: int, run: int, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The settings near those that a run has copied, or some drawn anew."""
        found = {}
        for path, axis in self.axes.items():
            random = stream(self.seed, f"explore {path}", epoch, run)
            anew, up = random.random() < self.resample, bool(random.integers(2))
            found[path] = axis.draw(random) if anew else axis.near(settings[path], up)
        return found
