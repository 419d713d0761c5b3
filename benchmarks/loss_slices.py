"""A slice of the loss, 51 × 51 networks: stacked as Descent does it, beside a loop over modules of PyTorch."""

import json
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import numpy as np
import torch
from torch import nn

from benchmarks.task import layers
from training import Spec
from training.loss_slice import LossSlice, Path, loss_slice
from training.loss_slice.plane import Plane, random_directions
from training.loss_slice.stacked import StackedLosses
from training.population import Population

POINTS = 51
CHILD = """
import json, sys
from benchmarks.loss_slices import growth
print(json.dumps(growth(json.loads(sys.argv[1]))))
"""


@dataclass(frozen=True)
class Case:
    """A network, and what Descent promises for it."""

    name: str
    settings: dict[str, Any]
    goal: float
    """How many times as fast as the loop it is at least."""


CASES = (
    Case(
        "2-8-8-1, 500 points",
        {
            "data": {"samples": 500, "split": {"train": 1, "validation": 0, "test": 0}},
            "network": layers(8, 8, activation="tanh"),
            "loss": {"kind": "bce"},
        },
        goal=2,
    ),
    Case(
        "64-32-10, 1,797 digits",
        {
            "data": {"dataset": "digits", "split": {"train": 1, "validation": 0, "test": 0}},
            "network": layers(32, activation="relu"),
        },
        goal=1,
    ),
)


@dataclass(frozen=True)
class Found:
    """What was measured of one case."""

    case: str
    loop_seconds: float
    stacked_seconds: float
    """Processor time, medians over the rounds."""
    ratio: float
    lowest: float
    highest: float
    """Median and range, over the rounds, of: the loop's time as a multiple of the stacked one's in the same round."""
    difference: float
    """The largest one between their losses, as a share: both did the same work."""
    bytes: int
    """What a process grows by, at most, while it computes the whole slice."""


def measure(case: Case, rounds: int) -> Found:
    """Both in turn, again and again; the first round, in which caches fill, does not count."""
    population = Population.start([Spec.parse(case.settings)])
    plane = _plane(population)
    both: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        looped = _timed(both[0], lambda: loop(population, plane))
        together = _timed(both[1], lambda: stacked(population, plane))
    loops, stacks = (times[1:] for times in both)
    ratios = [one / other for one, other in zip(loops, stacks, strict=True)]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(case.settings)], capture_output=True, text=True, check=True
    )
    return Found(
        case.name,
        round(statistics.median(loops), 4),
        round(statistics.median(stacks), 4),
        round(statistics.median(ratios), 2),
        round(min(ratios), 2),
        round(max(ratios), 2),
        float(np.max(np.abs(np.array(looped) / np.array(together) - 1))),
        json.loads(child.stdout),
    )


def stacked(population: Population, plane: Plane) -> list[float | None]:
    """The slice as a worker computes it, without the preparation of the samples."""
    losses = StackedLosses(population, population.train)
    return [loss for band in losses.on(plane, np.empty(0, dtype=np.float32)) for loss in band]


def loop(population: Population, plane: Plane) -> list[float]:
    """One network after the other, as one would write it: put the weights of a point into a module, evaluate it."""
    module, loss = _module(population), _loss(population)
    inputs, targets = population.train.inputs[0], population.train.targets[0]
    centre, across, up = (torch.from_numpy(row).float() for row in (plane.centre, *plane.directions))
    losses = []
    with torch.inference_mode():
        for a, b in plane.grid.tolist():
            nn.utils.vector_to_parameters(centre + a * across + b * up, module.parameters())
            losses.append(loss(module(inputs), targets).item())
    return losses


def growth(settings: dict[str, Any]) -> int:
    """For a fresh process: how much it grows at most by a whole slice of a network whose samples are there already."""
    torch.set_num_threads(1)
    warm = Spec.parse({"data": {"samples": 20}})
    list(loss_slice(LossSlice(points=5), warm, _first(Population.start([warm]))))
    population = Population.start([Spec.parse(settings)])
    plane = _plane(population)
    FilePath("/proc/self/clear_refs").write_text("5")  # the high-water mark starts anew
    before = _kilobytes("VmRSS")
    stacked(population, plane)
    return 1024 * (_kilobytes("VmHWM") - before)


def _kilobytes(name: str) -> int:
    found = re.search(name + r":\s+(\d+)", FilePath("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


def _first(population: Population) -> Path:
    return Path([0], population.snapshot(0)[None])


def _plane(population: Population) -> Plane:
    centre = population.initial[0].double().numpy()
    places = np.linspace(-1, 1, POINTS)
    return Plane(centre, random_directions(centre, population.layers, seed=0), places, places)


def _module(population: Population) -> nn.Sequential:
    activation = {"tanh": nn.Tanh, "relu": nn.ReLU}[population.runs[0].spec.network.hidden[0].activation.name()]
    modules: list[nn.Module] = []
    for layer in population.layers:
        modules += [nn.Linear(layer.fan_in, layer.units), activation()]
    return nn.Sequential(*modules[:-1]).requires_grad_(False)


def _loss(population: Population) -> nn.Module:
    return nn.BCEWithLogitsLoss() if population.layers[-1].units == 1 else nn.CrossEntropyLoss()


def _timed(times: list[float], work: Any) -> Any:
    started = time.process_time()
    result = work()
    times.append(time.process_time() - started)
    return result
