"""Searches that learn: trials come in rounds, and each round is chosen by what the earlier ones achieved."""

import json
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, ClassVar

from training.search.strategy import Search, Told, Trial
from training.streams import stream

ATTEMPTS = 100
"""Suggestions that were tried before, until values are drawn at random instead."""


class Adaptive(Search):
    """A search whose later trials depend on the scores of earlier ones."""

    judges: ClassVar[bool] = True
    trials: int

    @property
    def first_round(self) -> int:
        """How many trials are planned before anything is known."""
        raise NotImplementedError

    @property
    def next_rounds(self) -> int:
        """How many trials are chosen at once after that, and trained together."""
        raise NotImplementedError

    def suggester(self, told: Sequence[Told]) -> Callable[[], list[Any]]:
        """What gives, call by call, the values to try next."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        return self.at_most(self.trials)

    def later(self) -> list[Trial]:
        middle = [axis.at(0.5) for axis in self.axes.values()]
        found = [self.named([axis.extremes()[-1] for axis in self.axes.values()])]
        for place, axis in enumerate(self.axes.values()):
            found += [self.named([*middle[:place], value, *middle[place + 1 :]]) for value in axis.extremes()]
        return found

    def more(self, told: Sequence[Told]) -> list[Trial]:
        left = min(self.next_rounds, self.count - len(told))
        if left <= 0:
            return []
        return self.different(self.suggester(told), left, told)

    def different(self, suggest: Callable[[], list[Any]], wanted: int, told: Sequence[Told]) -> list[Trial]:
        """So many trials by suggestion, none of them tried before."""
        tried = {_key([trial.settings[path] for path in self.axes]) for trial in told}
        chosen: list[Trial] = []
        for number in range(wanted):
            values = self._untried(suggest, tried, len(told) + number)
            tried.add(_key(values))
            chosen.append(self.named(values))
        return chosen

    def _untried(self, suggest: Callable[[], list[Any]], tried: set[str], number: int) -> list[Any]:
        """The first suggestion that is new. Where the sampler keeps to what it knows, values that nobody tried."""
        for _ in range(ATTEMPTS):
            values = suggest()
            if _key(values) not in tried:
                return values
        for draw in count():
            values = [axis.draw(stream(self.seed, f"instead {path}", number, draw)) for path, axis in self.axes.items()]
            if _key(values) not in tried:
                return values
        raise AssertionError("There are more combinations than trials.")


def _key(values: Sequence[Any]) -> str:
    return json.dumps(values, sort_keys=True)
