"""The scene of a network: all that a picture of it needs and that never changes while it trains.

Describes only: numpy, no PyTorch, so the web process can answer while a student is still typing. Numbers in bulk are
little-endian bytes in base64. `python -m training.scene` draws the data of a spec from standard input in a process of
its own.
"""

import base64
import json
import sys
from dataclasses import asdict
from typing import Any

import numpy as np

from training.data import Part, Prepared, Tables, no_tables, outlines, prepare
from training.data.targets import classes_of
from training.datasets import BY_KIND, Outline
from training.inputs import chosen, input_names
from training.layout import LayerLayout, initial_statistics, initial_weights
from training.losses import BinaryCrossEntropy, CrossEntropy
from training.plot_range import plot_range
from training.spec import Spec
from training.tiles import PLANE
from training.weight_edits import layers_of

MOST_SAMPLES, MOST_SAMPLE_BYTES = 1000, 1_500_000
"""What is shown of a split, and the most bytes of all splits before base64 makes a third more of them."""
MOST_WEIGHT_BYTES = 750_000
NUMBER_TYPES = ("uint8", "float32", "float64")
ROUGH = 1e-6
"""Standard deviations by which rounding a column to 32 bits may move its points."""


def scene(spec: Spec, outline: Outline, drawn: dict[str, Any] | None) -> dict[str, Any]:
    """The scene of one run. `drawn` is what `draw_scene` made of its data; None where that takes too long."""
    layers = layers_of(spec, outline)
    pipeline = {
        "distort": {"shift": spec.data.distort.shift, "scale": spec.data.distort.scale},
        "features": list(chosen(spec.data, outline)),
        "expansion": spec.data.expansion.model_dump(mode="json"),
        **(drawn["pipeline"] if drawn else {"fill": None, "shift": None, "scale": None}),
    }
    return {
        "kind": kind_of(spec, outline),
        "columns": list(outline.columns),
        "pipeline": pipeline,
        "inputs": list(input_names(spec.data, outline)),
        "layers": [_layer(spec, number, each) for number, each in enumerate(layers)],
        "output": _output(spec, outline, drawn),
        "domain": drawn["domain"] if drawn else None,
        "samples": drawn["samples"] if drawn else None,
        "image": image_of(outline),
        "parameters": layers[-1].end,
        "weights": _weights(spec, outline),
    }


def draw_scene(spec: Spec, tables: Tables) -> dict[str, Any]:
    """What the scene says about the data, from the very samples that are trained on; `test` is for the owner to open.

    Depends on `spec.data` and the seed of the data alone. Raises UnusableData as `prepare` does.
    """
    prepared = prepare(spec, tables)
    outline = spec.outline(outlines(tables))
    assert outline is not None
    kind, shown = shown_samples(prepared)
    splits = [
        {
            "count": len(some),
            "total": len(part),
            "type": kind,
            "inputs": packed(prepared.columns[rows[some]], kind),
            "targets": _targets(part.targets[some], outline),
        }
        for rows, part, some in zip(prepared.rows, prepared.parts, shown, strict=True)
    ]
    known = prepared.columns[np.concatenate(prepared.rows[:2])]
    low, high = plot_range(known, tuple(outline.columns) == PLANE)
    figures = {"fill": prepared.fill, "shift": prepared.shift, "scale": prepared.scale}
    return {
        "pipeline": {name: packed(values, "float64") for name, values in figures.items()},
        "target": {"shift": prepared.target_shift, "scale": prepared.target_scale},
        "domain": {"low": low, "high": high},
        "samples": dict(zip(("train", "validation", "test"), splits, strict=True)),
    }


def shown_samples(prepared: Prepared) -> tuple[str, list[np.ndarray]]:
    """The type of number that keeps them as they are, and which samples of each split are shown."""
    for kind in NUMBER_TYPES:  # a larger one shows fewer samples, so each is judged by those that it would show
        shown = [_spread(len(part), _most(prepared, part, kind)) for part in prepared.parts]
        rows = np.concatenate([rows[some] for rows, some in zip(prepared.rows, shown, strict=True)])
        if _keeps(kind, prepared.columns[rows]):
            break
    return kind, shown


def packed(numbers: np.ndarray, kind: str) -> str:
    """The numbers row by row in base64."""
    return base64.b64encode(np.ascontiguousarray(numbers, dtype=np.dtype(kind).newbyteorder("<")).tobytes()).decode()


def kind_of(spec: Spec, outline: Outline) -> str:
    """What sort of picture suits the columns: plane, line, image, signal or table."""
    dataset = BY_KIND.get(spec.data.dataset)
    if tuple(outline.columns) == PLANE:
        return "plane"
    if len(outline.columns) == 1:
        return "line"
    if dataset and "signal_features" in dataset.settings:
        return "signal"
    return "image" if image_of(outline) else "table"


def image_of(outline: Outline) -> dict[str, int] | None:
    """Width and height where the columns are the pixels of an image, row by row."""
    last = outline.columns[-1].split("_")
    if len(last) != 3 or not (last[1].isdecimal() and last[2].isdecimal()):
        return None
    height, width = int(last[1]) + 1, int(last[2]) + 1
    if height * width != len(outline.columns):
        return None
    names = [f"pixel_{row}_{column}" for row in range(height) for column in range(width)]
    return {"width": width, "height": height} if list(outline.columns) == names else None


def _layer(spec: Spec, number: int, place: LayerLayout) -> dict[str, Any]:
    hidden = spec.network.hidden
    activation = hidden[number].activation.model_dump(mode="json") if number < len(hidden) else None
    derived = {name: getattr(place, name) for name in ("bias", "gain", "offset", "end")}
    return {**asdict(place), **derived, "activation": activation}


def _output(spec: Spec, outline: Outline, drawn: dict[str, Any] | None) -> dict[str, Any]:
    softened = {CrossEntropy: "softmax", BinaryCrossEntropy: "sigmoid"}
    units = drawn["target"] if drawn else {"shift": 0.0, "scale": 1.0}
    return {
        "task": outline.task,
        "activation": softened.get(type(spec.loss), "linear"),
        "classes": list(outline.classes),
        "target": {"name": outline.target, **units},
    }


def first_network(spec: Spec, outline: Outline) -> np.ndarray:
    """The parameters before the first update, then the running statistics, as `Population.snapshot` has them."""
    layers = layers_of(spec, outline)
    return np.concatenate([initial_weights(spec, layers), initial_statistics(layers)])


def _weights(spec: Spec, outline: Outline) -> str | None:
    last = layers_of(spec, outline)[-1]
    if 4 * (last.end + last.statistics_end) > MOST_WEIGHT_BYTES:
        return None
    return packed(first_network(spec, outline), "float32")


def _most(prepared: Prepared, part: Part, kind: str) -> int:
    """How many samples of a split fit into its share of the bytes."""
    total = sum(len(each) for each in prepared.parts)
    share = MOST_SAMPLE_BYTES * len(part) / max(1, total)
    return min(MOST_SAMPLES, int(share // (np.dtype(kind).itemsize * prepared.columns.shape[1])))


def _spread(count: int, most: int) -> np.ndarray:
    """Numbers of samples evenly spread over a split, so that a sorted one is shown from end to end."""
    return np.arange(count) if count <= most else np.arange(most) * count // most


def _keeps(kind: str, columns: np.ndarray) -> bool:
    """Whether numbers of this type keep every point in its place."""
    if kind == "float64" or not len(columns):
        return True
    with np.errstate(invalid="ignore", over="ignore"):
        rounded = columns.astype(kind)
        if kind == "uint8":
            return bool((columns == rounded).all())
        moved = np.abs(rounded - columns)
    room = ROUGH * np.nanstd(columns, axis=0)
    return bool((np.fmax.reduce(moved, axis=0, initial=0.0) <= room).all())


def _targets(targets: np.ndarray, outline: Outline) -> list[float]:
    """Class indices, or the numbers as the network should say them."""
    if outline.classes:
        classes: list[float] = classes_of(targets).tolist()
        return classes
    return [float(f"{number:.9g}") for number in targets[:, 0].tolist()]


if __name__ == "__main__":
    print(json.dumps(draw_scene(Spec.parse(sys.stdin.read()), no_tables), allow_nan=False))
