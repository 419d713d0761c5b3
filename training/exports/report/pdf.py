"""A report as PDF, A4, with letters that can be searched: the font comes with a Python package, not with the system."""

import logging
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from training.exports.report.blocks import Block, Code, Cover, Drawing, Facts, Heading, Paragraph, Picture, Table
from training.exports.report.pdf_drawing import draw
from training.version import VERSION

FONT = files("ziafont") / "fonts" / "DejaVuSans.ttf"
TEXT, MUTED, LINK, RULE, SUNKEN = (27, 36, 34), (87, 98, 94), (11, 98, 89), (224, 221, 211), (246, 245, 240)
QR = 26.0
logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every letter that it keeps


class _Page(FPDF):
    """A4 with page numbers; one font, whose bold letters are drawn with a stroke."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.name = title
        self.set_margins(16, 16)
        self.set_auto_page_break(True, 18)
        self.add_font("DejaVu", fname=str(FONT))
        self.set_title(title)
        self.set_creator(f"Descent {VERSION}")
        self.set_lang("en")
        self.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # the same experiment, the same file
        self.add_page()

    def footer(self) -> None:
        self.set_y(-12)
        self.pen(8, MUTED)
        self.cell(0, 5, f"{self.name[:80]}  ·  {self.page_no()}", align="C")

    def pen(self, size: float, colour: tuple[int, int, int] = TEXT, bold: bool = False) -> None:
        """Letters from here on."""
        self.set_font("DejaVu", size=size)
        self.set_text_color(*colour)
        self.set_draw_color(*colour)
        self.text_mode = 2 if bold else 0
        self.set_line_width(0.25 if bold else 0.2)
        self.set_fill_color(255, 255, 255)

    def put(self, width: float, height: float, text: str, link: str = "", sunken: bool = False) -> None:
        """Lines of text, and on to the next."""
        if sunken:
            self.set_fill_color(*SUNKEN)
        self.multi_cell(
            width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT, link=link, fill=sunken,
            padding=2 if sunken else 0,
        )  # fmt: skip


def as_pdf(blocks: list[Block], title: str) -> bytes:
    """The document."""
    page = _Page(_printable(title))
    for block in blocks:
        _write(page, block)
    return bytes(page.output())


def _printable(text: str) -> str:
    """Letters that the font has not, become a box."""
    known = _known()
    return "".join(letter if ord(letter) in known or letter == "\n" else "□" for letter in text)


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(FONT.read_bytes())).getBestCmap())


def _write(page: _Page, block: Block) -> None:
    match block:
        case Cover():
            _cover(page, block)
        case Heading():
            _heading(page, block)
        case Paragraph():
            page.pen(9.5, MUTED if block.muted else TEXT)
            page.put(0, 5, _printable(block.text))
            page.ln(1.5)
        case Code():
            page.pen(8)
            page.put(0, 4.4, _printable(block.text), sunken=True)
            page.ln(2)
        case Facts():
            _facts(page, block)
        case Table():
            _table(page, block)
        case Picture():
            _picture(page, block)
        case Drawing():
            _drawing(page, block)


def _cover(page: _Page, block: Cover) -> None:
    top = page.get_y()
    width = page.epw - QR - 6
    page.pen(19, bold=True)
    page.put(width, 9, _printable(block.title))
    if block.link:
        page.pen(9, LINK)
        page.put(width, 5, block.link, link=block.link)
        _qr(page, block.link, top)
    page.pen(8.5, MUTED)
    for line in block.lines:
        page.put(width, 4.6, _printable(line))
    page.set_y(max(page.get_y(), top + (QR if block.link else 0)) + 2)


def _qr(page: _Page, link: str, top: float) -> None:
    rows = [bytes(row) for row in segno.make(link, error="m", micro=False).matrix]
    size = QR / len(rows)
    left = page.w - page.r_margin - QR
    page.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                page.rect(left + across * size, top + down * size, size, size, style="F")


def _heading(page: _Page, block: Heading) -> None:
    if page.will_page_break(25):
        page.add_page()
    page.ln(3 if block.level == 2 else 1)
    page.pen(13 if block.level == 2 else 10, bold=True)
    page.put(0, 6, _printable(block.text))
    if block.level == 2:
        page.set_draw_color(*RULE)
        page.line(page.l_margin, page.get_y() + 0.5, page.w - page.r_margin, page.get_y() + 0.5)
    page.ln(2)


def _facts(page: _Page, block: Facts) -> None:
    page.pen(9)
    page.set_draw_color(*RULE)
    usual = any(each for _, _, each in block.rows)
    widths = (5, 8, 5) if usual else (5, 13)
    muted = FontFace(color=MUTED)
    with page.table(
        col_widths=widths, borders_layout="NONE", first_row_as_headings=False, line_height=4.8, text_align="LEFT"
    ) as table:
        for name, value, normal in block.rows:
            row = table.row()
            row.cell(_printable(name), style=muted)
            row.cell(_printable(value))
            if usual:
                row.cell(_printable(normal), style=muted)
    page.ln(1)


def _table(page: _Page, block: Table) -> None:
    page.pen(8)
    page.set_draw_color(*RULE)
    aligns = tuple("RIGHT" if place in block.numbers else "LEFT" for place in range(len(block.head)))
    widths = tuple(
        max(9, min(40, max(len(row[place]) for row in [block.head, *block.rows]))) for place in range(len(block.head))
    )
    heads = FontFace(color=MUTED)
    with page.table(
        col_widths=widths, text_align=aligns, borders_layout="HORIZONTAL_LINES", headings_style=heads, line_height=4.6
    ) as table:
        for line in [block.head, *block.rows]:
            table.row([_printable(text) for text in line])
    page.ln(2)


def _picture(page: _Page, block: Picture) -> None:
    """At the right margin; what follows stands beside it."""
    if page.will_page_break(30):
        page.add_page()
    top = page.get_y()
    page.image(BytesIO(block.svg.encode()), x=page.w - page.r_margin - 24, y=top, w=22, h=22, alt_text=block.alt)
    page.set_y(top)


def _drawing(page: _Page, block: Drawing) -> None:
    page.pen(9.5)
    scale = page.epw / block.width
    if page.will_page_break(block.height * scale):
        page.add_page()
    draw(page, block, page.l_margin, page.get_y(), scale)
    page.set_y(page.get_y() + block.height * scale + 2)
    page.pen(9.5)
