"""Curves on axes, as lines and letters that HTML and PDF can draw."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.exports.report.blocks import Area, Drawing, Label, Line, Point, Ring

WIDTH, HEIGHT = 520.0, 190.0
LEFT, TOP, RIGHT, BOTTOM = 52.0, 22.0, 8.0, 30.0
MOST_POINTS = 500
Place = Callable[[float, float], Point]
WIDE = 100
"""From the smallest to the largest value: from here on powers of ten say more."""
GRID, AXIS = "#e0ddd3", "#8d8f86"


@dataclass(frozen=True)
class Curve:
    """One line; `band` are its smallest and largest values at the same places."""

    name: str
    colour: str
    points: list[Point]
    dashed: bool = False
    band: tuple[list[float], list[float]] | None = None
    mark: Point | None = None
    """A place of its own, as the best epoch."""


def chart(
    title: str, curves: Sequence[Curve], x_title: str = "epoch", height: float = HEIGHT, zero: bool = True
) -> Drawing:
    """Lines with their names on top; a logarithmic axis where the values span more than two powers of ten."""
    values = [value for curve in curves for value in _values(curve)]
    places = [x for curve in curves for x, _ in curve.points]
    drawing = Drawing(WIDTH, height, f"{title} against {x_title}: {', '.join(curve.name for curve in curves)}")
    if not values:
        return drawing
    log = min(values) > 0 and max(values) / min(values) > WIDE
    ticks = powers(values) if log else steps(0.0 if zero and min(values) >= 0 else min(values), max(values))
    low, high = (math.log10(ticks[0]), math.log10(ticks[-1])) if log else (ticks[0], ticks[-1])
    first, last = min(places), max(max(places), min(places) + 1)

    def place(x: float, value: float) -> Point:
        share = ((math.log10(value) if log else value) - low) / ((high - low) or 1)
        across = (x - first) / (last - first)
        return LEFT + (WIDTH - LEFT - RIGHT) * across, height - BOTTOM - (height - TOP - BOTTOM) * share

    _axes(drawing, title, x_title, ticks, [first, last], place)
    for curve in curves:
        _draw(drawing, curve, place)
    _names(drawing, curves)
    return drawing


def _axes(drawing: Drawing, title: str, x_title: str, ticks: list[float], ends: list[float], place: Place) -> None:
    for tick in ticks:
        _, y = place(ends[0], tick)
        drawing.shapes.append(Line([(LEFT, y), (WIDTH - RIGHT, y)], GRID, 0.6))
        drawing.shapes.append(Label(LEFT - 5, y + 3, written(tick), "end"))
    foot = drawing.height - BOTTOM
    drawing.shapes.append(Line([(LEFT, foot), (WIDTH - RIGHT, foot)], AXIS, 0.8))
    for tick in steps(ends[0], ends[1], whole=True):
        if ends[0] <= tick <= ends[1]:
            x, _ = place(tick, ticks[0])
            drawing.shapes.append(Line([(x, foot), (x, foot + 3)], AXIS, 0.8))
            drawing.shapes.append(Label(x, foot + 12, written(tick), "middle"))
    drawing.shapes.append(Label((LEFT + WIDTH - RIGHT) / 2, foot + 24, x_title, "middle"))
    drawing.shapes.append(Label(4, 10, title, colour="#1b2422"))


def _draw(drawing: Drawing, curve: Curve, place: Place) -> None:
    if curve.band:
        xs = [x for x, _ in curve.points]
        around = [*zip(xs, curve.band[1], strict=True), *reversed(list(zip(xs, curve.band[0], strict=True)))]
        drawing.shapes.append(Area([place(*point) for point in around], curve.colour))
    points = [place(*point) for point in thinned(curve.points)]
    drawing.shapes.append(Line(points, curve.colour, 1.5, curve.dashed))
    if curve.mark:
        x, y = place(*curve.mark)
        drawing.shapes.append(Ring(x, y, curve.colour))


def _names(drawing: Drawing, curves: Sequence[Curve]) -> None:
    """From the right; as many as there is room for."""
    x = WIDTH - RIGHT
    for curve in reversed(curves):
        name = curve.name if len(curve.name) <= 26 else f"{curve.name[:25]}…"
        x -= 4.4 * len(name)
        if x < LEFT + 18:
            return
        drawing.shapes.append(Label(x, 10, name))
        drawing.shapes.append(Line([(x - 18, 7), (x - 4, 7)], curve.colour, 1.8, curve.dashed))
        x -= 22


def _values(curve: Curve) -> list[float]:
    more = [*curve.band[0], *curve.band[1]] if curve.band else []
    return [*(value for _, value in curve.points), *more]


def thinned(points: list[Point]) -> list[Point]:
    """About MOST_POINTS of them, first and last among them."""
    if len(points) <= MOST_POINTS:
        return points
    return [points[place * (len(points) - 1) // (MOST_POINTS - 1)] for place in range(MOST_POINTS)]


def steps(low: float, high: float, whole: bool = False) -> list[float]:
    """A few round numbers around all values."""
    span = (high - low) or abs(high) or 1.0
    high = max(high, low + span)
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each * 5 >= span)
    step = max(1.0, math.ceil(step)) if whole else step
    first = math.floor(low / step + 1e-9)
    return [step * place for place in range(first, math.ceil(high / step - 1e-9) + 1)] or [low, low + step]


def powers(values: list[float]) -> list[float]:
    """Powers of ten around all values, at most six of them."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    stride = max(1, math.ceil((last - first) / 5))
    return [10.0**each for each in range(first, last + stride, stride)]


def written(value: float) -> str:
    """A number on an axis."""
    if value != 0 and not 1e-3 <= abs(value) < 1e5:
        return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")
    return f"{value:.4g}"
