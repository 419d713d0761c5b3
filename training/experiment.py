"""A whole experiment in one process: all its runs, from round to round and from rung to rung."""

from collections.abc import Iterator, Sequence

import torch

from training.data import Tables, no_tables
from training.engine import advance, begin, halve, start
from training.events import Event
from training.rounds import Scoreboard, decide, next_runs, rungs_of, told
from training.runs import PlannedRun, grouped, runs_of
from training.spec import Spec


def train(spec: Spec, tables: Tables = no_tables, dtype: torch.dtype = torch.float32) -> Iterator[Event]:
    """Train all runs from start to end, round by round. Not asking for the next event stops it."""
    torch.set_num_threads(1)  # the bits of a result depend on the number of threads
    board = Scoreboard(spec.vary.objective if spec.vary else "validation_loss")
    done: list[PlannedRun] = []
    runs = runs_of(spec)
    while runs:
        for event in _train_round(spec, runs, board, tables, dtype):
            if spec.vary and spec.vary.judges:
                board.take(event.to_dict())
            yield event
        done += runs
        runs = next_runs(spec, told(((run.number, run.lane) for run in done), board.score), tables)


def _train_round(
    spec: Spec, runs: Sequence[PlannedRun], board: Scoreboard, tables: Tables, dtype: torch.dtype
) -> Iterator[Event]:
    """One population after the other; where there are rungs, all of them from rung to rung."""
    waiting = (start(group, spec, tables, dtype) for group in grouped(runs))
    rungs = rungs_of(spec)
    populations = list(waiting) if rungs else waiting
    for number, epoch in enumerate(rungs):
        for population in populations:
            yield from begin(population) if number == 0 else ()
            while population.runs and population.runs[0].epoch < epoch:
                yield from advance(population)
        here = {run.lane.trial for population in populations for run in population.runs}
        lanes = [(run.number, run.lane) for run in runs if run.lane.trial in here]
        if decision := decide(spec, number, epoch, lanes, board.score):
            yield decision
            for population in populations:
                yield from halve(population, decision.kept) if population.runs else ()
    for population in populations:
        yield from () if rungs else begin(population)
        while population.runs:
            yield from advance(population)
