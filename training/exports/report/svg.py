"""Charts as SVG inside of a page."""

from html import escape

from training.exports.report.blocks import Area, Drawing, Label, Line, Ring


def as_svg(drawing: Drawing) -> str:
    """An element of HTML."""
    inner = "".join(_shape(shape) for shape in drawing.shapes)
    box = f"0 0 {drawing.width:g} {drawing.height:g}"
    return f'<svg class="chart" viewBox="{box}" role="img" aria-label="{escape(drawing.alt)}">{inner}</svg>'


def _shape(shape: Line | Area | Ring | Label) -> str:
    match shape:
        case Line():
            dash = ' stroke-dasharray="5 3"' if shape.dashed else ""
            stroke = f'fill="none" stroke="{shape.colour}" stroke-width="{shape.width}"{dash}'
            return f'<polyline points="{_points(shape.points)}" {stroke}/>'
        case Area():
            return f'<polygon points="{_points(shape.points)}" fill="{shape.colour}" fill-opacity="0.18"/>'
        case Ring():
            stroke = f'fill="#fff" stroke="{shape.colour}" stroke-width="1.5"'
            return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="4" {stroke}/>'
        case Label():
            look = f'text-anchor="{shape.anchor}" fill="{shape.colour}"'
            return f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" {look}>{escape(shape.text)}</text>'


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
