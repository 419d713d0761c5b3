"""Charts on a page of PDF: lines, bands and letters, no picture of them."""

from fpdf import FPDF

from training.exports.report.blocks import Area, Drawing, Label, Line, Ring

LETTERS = 6.5
"""Size of what is written in a chart."""


def draw(page: FPDF, drawing: Drawing, left: float, top: float, scale: float) -> None:
    """Draw it with its upper left corner there."""

    def placed(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(left + x * scale, top + y * scale) for x, y in points]

    for shape in drawing.shapes:
        match shape:
            case Line():
                page.set_draw_color(shape.colour)
                page.set_line_width(shape.width * scale)
                page.set_dash_pattern(*((1.5, 0.9) if shape.dashed else (0, 0)))
                page.polyline(placed(shape.points))
                page.set_dash_pattern()
            case Area():
                page.set_fill_color(shape.colour)
                with page.local_context(fill_opacity=0.18):
                    page.polygon(placed(shape.points), style="F")
            case Ring():
                page.set_draw_color(shape.colour)
                page.set_fill_color(255, 255, 255)
                page.set_line_width(0.5)
                [(x, y)] = placed([(shape.x, shape.y)])
                page.circle(x, y, radius=1.3, style="DF")
            case Label():
                _write(page, shape, *placed([(shape.x, shape.y)])[0])


def _write(page: FPDF, label: Label, x: float, y: float) -> None:
    page.set_font("DejaVu", size=LETTERS)
    page.set_text_color(label.colour)
    width = page.get_string_width(label.text)
    page.text(x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor], y, label.text)
