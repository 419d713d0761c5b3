"""Runs generated scripts as their reader would, and holds their curves against those of the engine."""

import contextlib
import csv
import io
import math
import runpy
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch

from training import Spec, train
from training.data import Tables, no_tables, outlines
from training.engine import advance, begin
from training.events import Event
from training.exports import EXPORTS
from training.exports.recorded import Recorded
from training.population import Population

COLUMNS = ("learning_rate", "batch_size", "train_loss", "validation_loss", "train_accuracy", "validation_accuracy")
Row = dict[str, Any]


def recorded_curve(spec: Spec, tables: Tables = no_tables) -> list[dict[str, Any]]:
    """The events of training in float64."""
    return in_json(train(spec, tables, dtype=torch.float64))


def in_json(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [event.to_dict() for event in events]


def script_of(form: str, spec: Spec, events: Sequence[dict[str, Any]], run: int = 1, tables: Tables = no_tables) -> str:
    recorded = Recorded(spec.to_dict(), events, run=run, tables=tables, outlines=outlines(tables))
    text = EXPORTS[form].write(recorded)
    assert isinstance(text, str)
    return text


def curve_of(text: str, folder: Path, *options: str) -> list[dict[str, str]]:
    """What a script writes into its CSV file; it runs inside this process, which costs a tenth of a new one."""
    script, figures = folder / "script.py", folder / "curve.csv"
    script.write_text(text)
    before = sys.argv, torch.get_default_dtype()
    sys.argv = [str(script), "--csv", str(figures), *options]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(str(script), run_name="__main__")
    finally:
        sys.argv = before[0]
        torch.set_default_dtype(before[1])
    return list(csv.DictReader(io.StringIO(figures.read_text())))


def differences(curve: Sequence[dict[str, str]], events: Sequence[Row], run: int = 1) -> float:
    """The largest difference of any figure; infinite where epochs or figures are missing on one side."""
    epochs = [event for event in events if event["type"] == "epoch_ended" and event["run"] == run]
    if [int(row["epoch"]) for row in curve] != [event["epoch"] for event in epochs]:
        return math.inf
    pairs = [(row[name], event[name]) for row, event in zip(curve, epochs, strict=True) for name in COLUMNS]
    if any((text == "") != (value is None) for text, value in pairs):
        return math.inf
    return max(
        (abs(float(text) - value) / max(1, abs(value)) for text, value in pairs if value is not None), default=0.0
    )


SHAKES = 3
LAST_BITS = 1e-16
"""About the size of what rounding makes of a number near 1."""
LARGER = 100
"""A script rounds in every update; shaken first weights are rounded once."""


def is_undetermined(
    spec: Spec, events: Sequence[Row], found: float, by: float = LAST_BITS, shakes: int = SHAKES
) -> bool:
    """Whether the settings do not determine the curve to more than about this difference."""
    return found <= LARGER * sensitivity(spec, events, by, shakes)


def sensitivity(spec: Spec, events: Sequence[Row], by: float, shakes: int) -> float:
    """How far the engine's own curve moves when the last bits of its first weights are shaken.

    Where a gradient is 0 but for rounding, rules that only look at its sign or divide by its size make large steps of
    its last bits: a bias in front of batch normalization, for example. Then the settings do not determine the curve.
    """
    moved = [_shaken(spec, number, by) for number in range(shakes)]
    return max(differences(_as_texts(each), events) for each in moved)


def _shaken(spec: Spec, number: int, by: float) -> list[Row]:
    population = Population.start([spec], dtype=torch.float64)
    noise = torch.randn(population.weights.shape, dtype=torch.float64, generator=torch.Generator().manual_seed(number))
    population.weights.add_(by * noise)
    events = begin(population)
    while population.runs:
        events += advance(population)
    return in_json(events)


def _as_texts(events: Iterable[Row]) -> list[dict[str, str]]:
    epochs = (event for event in events if event["type"] == "epoch_ended")
    return [{name: "" if event[name] is None else str(event[name]) for name in ("epoch", *COLUMNS)} for event in epochs]
