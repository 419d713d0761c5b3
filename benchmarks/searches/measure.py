"""Rounds of measurements of all programs in turn, and the memory that each further network takes."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.footprint import CHILD
from benchmarks.searches import BASE, Searcher
from benchmarks.searches.search import Search

ALONE = 8
"""Runs of the smaller experiment that memory is compared with."""


@dataclass(frozen=True)
class Found:
    """One program on one search."""

    search: str
    program: str
    trials: int
    """Trials of one measurement."""
    seconds_per_trial: float
    """Median over the rounds: processor time, or for programs that train elsewhere the time on the wall."""
    ratio: float
    """Median over the rounds of: the loop's seconds per trial, by the same clock, as a multiple of its own."""
    lowest: float
    highest: float
    """The ratio's range over the rounds."""
    accuracy: float
    """Best validation accuracy: shows that all did such work."""


Seconds = dict[str, list[tuple[float, float]]]
"""By program, for each round: processor time of this process and time on the wall, per trial."""


def measure(search: Search, programs: Sequence[type[Searcher]], rounds: int) -> list[Found]:
    """Let every program search in every round; the first round, in which caches fill, does not count.

    One process that calculates takes as much processor time as it takes time on the wall of an idle machine, and other
    work disturbs it less.
    """
    ready = [program(search) for program in programs if program.fits(search)]
    seconds: Seconds = {program.name: [] for program in ready}
    best: dict[str, float] = {}
    for number in range(rounds + 1):
        for program in ready:
            started = time.process_time(), time.perf_counter()
            best[program.name] = program.run()
            took = time.process_time() - started[0], time.perf_counter() - started[1]
            if number:
                seconds[program.name].append((took[0] / program.trials, took[1] / program.trials))
    for program in ready:
        program.close()
    return [_found(search, program, seconds, best[program.name]) for program in ready]


def _found(search: Search, program: Searcher, seconds: Seconds, accuracy: float) -> Found:
    mine, base = ([took[program.elsewhere] for took in seconds[name]] for name in (program.name, BASE.name))
    ratios = [of_loop / own for of_loop, own in zip(base, mine, strict=True)]
    return Found(
        search.name,
        program.name,
        program.trials,
        round(statistics.median(mine), 5),
        round(statistics.median(ratios), 3),
        round(min(ratios), 3),
        round(max(ratios), 3),
        round(accuracy, 4),
    )


def bytes_per_member(search: Search) -> int:
    """How much more memory a process takes at most for each run of the whole experiment beyond the first few.

    Peaks are measured in a fresh process each, because they never go down again.
    """
    listed = search.vary.get("runs")
    fewer = {**search.vary, **({"runs": listed[:ALONE]} if listed else {"trials": ALONE})}
    many, few = (_peak(search, vary) for vary in (search.vary, fewer))
    return round((many - few) / (len(search.trials) - ALONE))


def _peak(search: Search, vary: dict[str, object]) -> int:
    spec = {**search.task.settings, "stopping": {"epochs": 3}, "vary": vary}
    child = subprocess.run([sys.executable, "-c", CHILD, json.dumps(spec)], capture_output=True, text=True, check=True)
    return int(json.loads(child.stdout))
