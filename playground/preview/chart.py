"""The curve of the loss in the preview, with its axes."""

import math

from playground.preview.canvas import Canvas
from playground.preview.facts import Curve, Points

Box = tuple[float, float, float, float]
WIDE = 100
"""From the smallest to the largest loss: from here on powers of ten say more."""
SMALL = 17


def draw_chart(canvas: Canvas, curves: list[Curve], box: Box) -> None:
    """Curves in the box (left, top, right, bottom), its axes outside of it."""
    left, top, right, bottom = box
    values = [value for curve in curves for _, value in curve.points]
    logarithmic = bool(values) and min(values) > 0 and max(values) / min(values) > WIDE
    ticks = _powers(values) if logarithmic else _steps(max([*values, 0.0]) or 1.0)
    rounds = _steps(max([1.0, *(epoch for curve in curves for epoch, _ in curve.points)]), whole=True)
    last = max([1.0, *(epoch for curve in curves for epoch, _ in curve.points)])
    low, high = (math.log10(ticks[0]), math.log10(ticks[-1])) if logarithmic else (0.0, ticks[-1])

    def place(epoch: float, value: float) -> tuple[float, float]:
        height = math.log10(max(value, ticks[0])) if logarithmic else value
        share = (height - low) / ((high - low) or 1)
        return left + (right - left) * epoch / last, bottom - (bottom - top) * share

    for tick in ticks:
        _, y = place(0, tick)
        canvas.line([(left, y), (right, y)], "grid", 1)
        canvas.text(left - 10, y, _written(tick), SMALL, "muted", anchor="rm")
    for tick in [each for each in rounds if each <= last]:
        x, _ = place(tick, ticks[0])
        canvas.line([(x, bottom), (x, bottom + 5)], "axis", 1)
        canvas.text(x, bottom + 24, f"{tick:,.0f}", SMALL, "muted", anchor="ms")
    canvas.line([(left, bottom), (right, bottom)], "axis", 1)
    canvas.text((left + right) / 2, bottom + 48, "epoch", SMALL, "muted", anchor="ms")
    for curve in curves:
        points = [place(epoch, value) for epoch, value in curve.points]
        if len(points) == 1:
            canvas.ring(*points[0], 5, 5, curve.colour, 2, fill=not curve.dashed)
        for part in _dashes(points) if curve.dashed else [points]:
            canvas.line(part, curve.colour, 3)
    if not curves:
        canvas.text((left + right) / 2, (top + bottom) / 2, "No epochs yet", 24, "muted", anchor="mm")


def _steps(most: float, whole: bool = False) -> list[float]:
    """0 and a few round numbers up to just above `most`."""
    power = 10 ** math.floor(math.log10(most / 4))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each * 5 >= most)
    if whole:
        step = max(1.0, math.ceil(step))
    return [step * index for index in range(math.ceil(most / step - 1e-9) + 1)]


def _powers(values: list[float]) -> list[float]:
    """Powers of ten around all values, at most six of them."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    stride = max(1, math.ceil((last - first) / 5))
    return [10.0**each for each in range(first, last + stride, stride)]


def _written(value: float) -> str:
    if value != 0 and not 1e-3 <= abs(value) < 1e5:
        return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")
    return f"{value:.4g}"


def _dashes(points: Points, on: float = 11, off: float = 7) -> list[Points]:
    """The line cut into dashes of equal length."""
    parts: list[Points] = []
    part: Points = points[:1]
    left, drawing = on, True
    for end in points[1:]:
        start = part[-1]
        while (distance := math.dist(start, end)) > left:
            share = left / distance
            start = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            if drawing:
                parts.append([*part, start])
            drawing, left = not drawing, off if drawing else on
            part = [start]
        left -= distance
        part = [*part, end] if drawing else [end]
    return [*parts, part] if drawing and len(part) > 1 else parts
