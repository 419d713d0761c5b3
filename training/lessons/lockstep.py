"""Trains several experiments that differ in their seeds at once: the same results as one by one, in less time.

Last digits may differ: where a run's weights lie in memory decides how a library adds them up.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from training.engine import advance, begin, start
from training.experiment import train
from training.runs import grouped, runs_of
from training.spec import Spec

Events = list[dict[str, Any]]


def train_all(specs: Sequence[Spec]) -> list[Events]:
    """The events of every experiment. Where averages or scores bind its runs to each other, it trains by itself."""
    if any(_bound(spec) for spec in specs):
        return [[event.to_dict() for event in train(spec)] for spec in specs]
    torch.set_num_threads(1)  # as `train` does
    owned = [(owner, run) for owner, spec in enumerate(specs) for run in runs_of(spec)]
    told: list[Events] = [[] for _ in specs]
    for group in grouped([replace(run, number=number) for number, (_, run) in enumerate(owned, start=1)]):
        population = start(group, specs[0])
        events = begin(population)
        while population.runs:
            events += advance(population)
        for event in events:
            owner, run = owned[event.run - 1]
            told[owner].append({**event.to_dict(), "run": run.number})
    return told


def _bound(spec: Spec) -> bool:
    return spec.ensemble is not None or (spec.vary is not None and spec.vary.judges)
