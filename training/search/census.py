"""A census of minima: one network, started from hundreds of first weights."""

from typing import ClassVar, Literal

from training.fields import whole
from training.search.strategy import MOST_RUNS, Strategy, Trial
from training.streams import stream


class Census(Strategy):
    """Trains one and the same network from many first weights: where do they end, and how often?

    w₀ ~ the initializer, anew for each run; data, split, order of the batches, dropout and noise are the same for all.

    What differs in the end is luck of the start alone: how many end in a poor minimum, and how far apart the good ones
    are. Small networks on hard data (8 units on the spiral) show it best. All of them train as one computation.
    """

    title: ClassVar[str] = "Census of minima"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.2.2 and 8.4"
    kind: Literal["census"] = "census"
    initializations: int = whole(200, 2, MOST_RUNS, "First weights", "How many first weights are drawn.")
    seed: int = whole(0, 0, 2**31 - 1, "Seed", "Chooses the first weights: same seed, same census.")

    def plan(self) -> list[Trial]:
        found: dict[int, None] = {}
        draw = 0
        while len(found) < self.initializations:
            found[int(stream(self.seed, "census", draw).integers(2**31))] = None
            draw += 1
        return [Trial(f"weights {number}", {"network.seed": seed}) for number, seed in enumerate(found, start=1)]

    @property
    def count(self) -> int:
        return self.initializations

    def places(self, number: int) -> dict[str, str]:
        return {"network.seed": "seed"}
