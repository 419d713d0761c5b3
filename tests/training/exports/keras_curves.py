"""Runs Keras scripts inside this process, and puts back what they set: importing Keras takes seconds."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch

from tests.training.exports.curves import curve_of, differences, in_json, script_of
from training import Spec
from training.engine import advance, begin, change, start
from training.runs import runs_of

CLOSE = 1e-6
"""In float64. Keras divides the sum of a batch's losses in float32, with the last digits that it has."""


def difference(spec: Spec, events: Sequence[dict[str, Any]], folder: Path, *options: str, run: int = 1) -> float:
    """How far the script's curve is from the recorded one."""
    before = keras.config.floatx()
    try:
        return differences(curve_of(script_of("keras", spec, events, run), folder, *options), events, run)
    finally:
        keras.config.set_floatx(before)


def changed_curve(spec: Spec, steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of training in float64 where settings are changed after the first, second … epoch."""
    population = start(runs_of(spec), spec, dtype=torch.float64)
    events = list(begin(population))
    for step in steps:
        events += advance(population)
        events += change(population, step)
    while population.runs:
        events += advance(population)
    return in_json(events)
