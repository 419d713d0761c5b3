"""Draws the small pictures of the data sets, from the data themselves: `.venv/bin/python docs/dataset_icons.py`.

A new data set gets its picture by one line in PICTURES, and shows it by one line in static/css/parts/datasets.css.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.datasets import DATASETS  # noqa: E402
from training.sections import Data  # noqa: E402

SIZE, EDGE = 48, 5
CLASSES = ["#e0782b", "#3f7be0", "#8d5cc0"]
Picture = Callable[[str], str]


def samples(kind: str, count: int = 4000) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Rows without noise, their targets, and the names of the columns."""
    dataset = next(each for each in DATASETS if each.kind == kind)
    outline = dataset.outline()
    drawn = dataset.draw(min(count, outline.maximum), Data(noise=0.0), np.random.default_rng(3))
    return drawn.inputs, drawn.targets, list(outline.columns)


def dots(x: np.ndarray, y: np.ndarray, colours: list[str], radius: float = 1.9) -> str:
    """Circles; the data are stretched to fill the picture."""

    def stretched(values: np.ndarray) -> np.ndarray:
        low, high = values.min(), values.max()
        return EDGE + (values - low) / (high - low) * (SIZE - 2 * EDGE)

    places = zip(stretched(x), SIZE - stretched(y), colours, strict=True)
    return "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{radius}" fill="{colour}"/>' for a, b, colour in places)


def points(count: int) -> Picture:
    """Two classes of points in the plane."""

    def draw(kind: str) -> str:
        inputs, targets, _ = samples(kind, count)
        return dots(inputs[:, 0], inputs[:, 1], [CLASSES[target] for target in targets])

    return draw


def surface(kind: str) -> str:
    """A function of the plane: squares from orange (low) over pale to blue (high)."""
    inputs, targets, _ = samples(kind)
    cells, side = 9, (SIZE - 2 * EDGE) / 9
    column, row = (np.clip((inputs[:, axis] + 6) / 12 * cells, 0, cells - 1).astype(int) for axis in (0, 1))
    parts = []
    for a in range(cells):
        for b in range(cells):
            value = float(np.mean(targets[(column == a) & (row == b)])) / float(np.abs(targets).max())
            colour, place = CLASSES[1] if value > 0 else CLASSES[0], (EDGE + a * side, EDGE + (cells - 1 - b) * side)
            parts.append(
                f'<rect x="{place[0]:.1f}" y="{place[1]:.1f}" width="{side:.1f}" height="{side:.1f}" '
                f'fill="{colour}" opacity="{min(1, 0.08 + 1.15 * abs(value)):.2f}"/>'
            )
    return "".join(parts)


def columns(first: str, second: str, count: int = 60) -> Picture:
    """Two columns of a table against each other; `target` means what is to be predicted."""

    def draw(kind: str) -> str:
        inputs, targets, names = samples(kind)
        chosen = np.random.default_rng(1).permutation(len(targets))[:count]

        def values(name: str) -> np.ndarray:
            return (targets if name == "target" else inputs[:, names.index(name)])[chosen].astype(float)

        whole = targets.dtype.kind == "i"
        return dots(
            values(first), values(second), [CLASSES[each] if whole else CLASSES[1] for each in targets[chosen]], 1.7
        )

    return draw


def digit(kind: str) -> str:
    """One handwritten digit, pixel by pixel."""
    inputs, targets, _ = samples(kind)
    pixels, side = inputs[np.flatnonzero(targets == 3)[4]].reshape(8, 8) / 16, (SIZE - 2 * EDGE) / 8
    return "".join(
        f'<rect x="{EDGE + b * side:.1f}" y="{EDGE + a * side:.1f}" width="{side:.1f}" height="{side:.1f}" '
        f'fill="{CLASSES[1]}" opacity="{pixels[a, b]:.2f}"/>'
        for a in range(8)
        for b in range(8)
        if pixels[a, b] > 0
    )


def line(x: np.ndarray, y: np.ndarray, colour: str, width: float = 2.2) -> str:
    """A curve; places are those of the picture, y upwards from its middle."""
    points = " ".join(f"{a:.1f},{SIZE / 2 - b:.1f}" for a, b in zip(x, y, strict=True))
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'


def curve(width: float = 2.6, turns: float = 1.0, count: int = 0) -> Picture:
    """A wave of one input, and the first `count` of the samples as dots on it."""

    def draw(kind: str) -> str:
        x = np.linspace(EDGE, SIZE - EDGE, 97)
        wave = 14 * np.sin(2 * np.pi * turns * (x - EDGE) / (SIZE - 2 * EDGE) - (0 if count == 0 else np.pi))
        if not count:
            return line(x, wave, CLASSES[1], width)
        inputs, _, _ = samples(kind, count)
        places = EDGE + (inputs[:count, 0] + 1) / 2 * (SIZE - 2 * EDGE)
        heights = 14 * np.sin(np.pi * inputs[:count, 0]) + np.random.default_rng(5).normal(0, 2.5, count)
        dots_ = [
            f'<circle cx="{a:.1f}" cy="{SIZE / 2 - b:.1f}" r="2.6" fill="{CLASSES[0]}"/>'
            for a, b in zip(places, heights, strict=True)
        ]
        return line(x, wave, CLASSES[1] + "88", 1.6) + "".join(dots_)

    return draw


def powers(kind: str) -> str:
    """A few powers of x, each steeper than the one before."""
    x = np.linspace(0, 1, 49)
    return "".join(
        line(EDGE + x * (SIZE - 2 * EDGE), 38 * x**power - 19, colour, 2)
        for power, colour in ((1, CLASSES[2]), (3, CLASSES[1]), (19, CLASSES[0]))
    )


def ravine(width: float, height: float, turned: float) -> Picture:
    """Level lines of the error over two weights."""

    def draw(kind: str) -> str:
        return "".join(
            f'<ellipse cx="24" cy="24" rx="{width * part:.1f}" ry="{height * part:.1f}" fill="none" '
            f'stroke="{CLASSES[1]}" stroke-width="1.6" opacity="{1.15 - 0.5 * part:.2f}" '
            f'transform="rotate({turned} 24 24)"/>'
            for part in (0.34, 0.67, 1.0)
        )

    return draw


def sounds(kind: str) -> str:
    """A tone, a chirp, a burst of noise and a swinging tone, one below the other."""
    t = np.linspace(0, 1, 120)
    rough = np.random.default_rng(2).normal(0, 1, 120) * np.hanning(240)[60:180] * (np.abs(t - 0.55) < 0.25)
    waves = (
        np.sin(2 * np.pi * 9 * t),
        np.sin(2 * np.pi * (3 * t + 9 * t**2)),
        rough / np.abs(rough).max(),
        (1 + 0.9 * np.sin(2 * np.pi * 2 * t)) * np.sin(2 * np.pi * 14 * t) / 1.9,
    )
    colours = (CLASSES[1], CLASSES[0], CLASSES[2], "#2f9e77")
    return "".join(
        line(EDGE + t * (SIZE - 2 * EDGE), 4.2 * wave + 15.6 - 10.4 * number, colour, 1.2)
        for number, (wave, colour) in enumerate(zip(waves, colours, strict=True))
    )


PICTURES: dict[str, Picture] = {
    "circle": points(80),
    "xor": points(80),
    "gauss": points(70),
    "moons": points(80),
    "coinflip": points(60),
    "spiral": points(84),
    "plane": surface,
    "multi_gauss": surface,
    "sine": curve(turns=2),
    "sine8": curve(count=8),
    "poly19": powers,
    "hinton_shift": ravine(25, 4, 45),
    "hinton_scale": ravine(19, 4, 0),
    "waveforms": sounds,
    "digits": digit,
    "iris": columns("petal length (cm)", "petal width (cm)"),
    "wine": columns("flavanoids", "proline"),
    "breast_cancer": columns("mean radius", "mean texture"),
    "diabetes": columns("bmi", "target"),
}

if __name__ == "__main__":
    folder = ROOT / "static" / "img" / "datasets"
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        (folder / f"{name}.svg").write_text(f"{head}{picture(name)}</svg>\n")
