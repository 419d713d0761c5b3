"""Puts everything in its place: words at the left, the curve at the right."""

from io import BytesIO

from PIL import Image

from playground.preview.canvas import SIZE, Canvas
from playground.preview.chart import draw_chart
from playground.preview.facts import Facts

EDGE = 56
COLUMN = 452
"""How wide the words may be."""
FIGURE_STEP = 84


def drawn(facts: Facts) -> bytes:
    """The picture as PNG."""
    canvas = Canvas()
    _logo(canvas)
    y = _words(canvas, facts)
    _figures(canvas, facts, y)
    _curves(canvas, facts)
    picture = BytesIO()
    canvas.image.resize(SIZE, Image.Resampling.LANCZOS).save(picture, "PNG", optimize=True)
    return picture.getvalue()


def _logo(canvas: Canvas) -> None:
    """Contours of a valley and the way down, as in templates/_logo.html."""

    def at(x: float, y: float) -> tuple[float, float]:
        return EDGE - 2 + x * 1.5, 32 + y * 1.5

    for x, y, across, down in ((16, 17, 14, 11), (17, 18, 9.6, 7.2), (18, 19, 5, 3.6)):
        canvas.ring(*at(x, y), across * 1.5, down * 1.5, "accent", 2.2)
    canvas.line(
        [at(*point) for point in ((5, 5.5), (11, 12.5), (12.8, 11.4), (15.8, 16.5), (18, 18.5))], "validation", 2.6
    )
    canvas.ring(*at(18.2, 19), 3.4, 3.4, "validation", 1, fill=True)
    canvas.text(EDGE + 56, 66, "Descent", 28, bold=True)


def _words(canvas: Canvas, facts: Facts) -> float:
    """Title, what it is, and how it stands; returns the height below them."""
    size = 46 if canvas.width(facts.title, 46, bold=True) < COLUMN * 1.8 else 36
    y = 146.0
    for line in canvas.wrapped(facts.title, size, COLUMN, 3, bold=True):
        canvas.text(EDGE, y, line, size, bold=True)
        y += size * 1.2
    for line in canvas.wrapped(facts.line, 23, COLUMN, 2):
        canvas.text(EDGE, y, line, 23, "muted")
        y += 31
    return y


def _figures(canvas: Canvas, facts: Facts, top: float) -> None:
    """As many of the best figures as there is room for, from the foot upwards."""
    foot = SIZE[1] - EDGE
    for line in canvas.wrapped(facts.state, 19, COLUMN, 1):
        canvas.text(EDGE, foot, line, 19, "muted")
    room = int((foot - 34 - top) // FIGURE_STEP)
    shown = facts.figures[: max(0, room)]
    y = foot - 44 - FIGURE_STEP * (len(shown) - 1)
    for name, value, note in shown:
        canvas.text(EDGE, y - 34, name, 19, "muted")
        canvas.text(EDGE, y, value, 34, bold=True)
        canvas.text(EDGE + canvas.width(value, 34, bold=True) + 14, y, note, 19, "muted")
        y += FIGURE_STEP


def _curves(canvas: Canvas, facts: Facts) -> None:
    left, top, right, bottom = 560, EDGE - 8, SIZE[0] - EDGE + 8, SIZE[1] - EDGE + 8
    canvas.box(left, top, right, bottom, "raised", "border", 18)
    canvas.text(left + 28, top + 42, "Loss", 23, bold=True)
    x = left + 108.0
    named = facts.curves if len(facts.curves) <= 4 else []
    for curve in named:
        pieces = [(x, x + 11), (x + 18, x + 29)] if curve.dashed else [(x, x + 29)]
        for start, end in pieces:
            canvas.line([(start, top + 35), (end, top + 35)], curve.colour, 3)
        [name] = canvas.wrapped(curve.name, 18, 96, 1)
        canvas.text(x + 38, top + 41, name, 18, "muted")
        x += 54 + canvas.width(name, 18)
    draw_chart(canvas, facts.curves, (left + 84, top + 76, right - 30, bottom - 74))
