"""Paper, ink and letters of the preview: the light colours of the pages, and a font that is there on every machine."""

import unicodedata
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
SCALE = 2
"""Drawn larger and made smaller at the end: lines get smooth edges."""
COLOURS = {
    "surface": "#f6f5f0",
    "raised": "#ffffff",
    "border": "#e0ddd3",
    "text": "#1b2422",
    "muted": "#57625e",
    "grid": "#eceae3",
    "axis": "#b9b8ae",
    "accent": "#0b6259",
    "train": "#2359c4",
    "validation": "#bd4a06",
    "run-1": "#2359c4",
    "run-2": "#bd4a06",
    "run-3": "#0b7a62",
    "run-4": "#7a4aa8",
    "run-5": "#a8201a",
    "run-6": "#7a6400",
    "run-7": "#a8327d",
    "run-8": "#3f5a66",
}
"""As in static/css/tokens.css; a test compares them."""
FAMILIES = (("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
PLAIN = {"–": "-", "−": "-", "—": "-", "→": "->", "×": "x", "₁": "1", "₂": "2", "²": "^2", "ä": "ae", "ö": "oe",
         "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "\u202f": " ", "\xa0": " ", "λ": "lambda", "η": "eta",
         "β": "beta", "σ": "sigma", "μ": "mu", "α": "alpha", "ε": "epsilon"}  # fmt: skip
"""For machines without any font of their own, where only the small one that comes with Pillow is at hand."""


@cache
def font(size: int, bold: bool = False) -> Any:
    """A font of the machine, or the one that Pillow brings."""
    for family in FAMILIES:
        try:
            return ImageFont.truetype(family[bold], size * SCALE)
        except OSError:
            continue
    return ImageFont.load_default(size * SCALE)


@cache
def _known(letter: str, size: int, bold: bool) -> bool:
    """Whether the font has this letter, and not only its box for missing ones."""
    missing = font(size, bold).getmask("\uffff")
    drawn = font(size, bold).getmask(letter)
    return letter == " " or bytes(drawn) != bytes(missing) or drawn.size != missing.size


def writable(text: str, size: int, bold: bool = False) -> str:
    """The text in letters that the font has: others become their plain form, or a question mark."""
    written = []
    for letter in text:
        if _known(letter, size, bold):
            written.append(letter)
            continue
        plain = PLAIN.get(letter) or unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        written.append(plain or "?")
    return "".join(written)


class Canvas:
    """A sheet on which everything is placed in the pixels of the finished picture."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), COLOURS["surface"])
        self.draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, outline: str, radius: int) -> None:
        """A rounded panel."""
        place = [each * SCALE for each in (left, top, right, bottom)]
        self.draw.rounded_rectangle(place, radius * SCALE, COLOURS[fill], COLOURS[outline], SCALE)

    def line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        """A line through points."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, COLOURS[colour], round(width * SCALE), "curve")

    def ring(
        self, x: float, y: float, across: float, down: float, colour: str, width: float, fill: bool = False
    ) -> None:
        """An ellipse around a point."""
        place = [each * SCALE for each in (x - across, y - down, x + across, y + down)]
        ink = COLOURS[colour]
        self.draw.ellipse(place, ink if fill else None, ink, max(1, round(width * SCALE)))

    def text(
        self, x: float, y: float, words: str, size: int, colour: str = "text", bold: bool = False, anchor: str = "ls"
    ) -> None:
        """Words at a point; `anchor` is Pillow's: l, m, r and s for the line they stand on, m for their middle."""
        place = (x * SCALE, y * SCALE)
        self.draw.text(place, writable(words, size, bold), COLOURS[colour], font(size, bold), anchor)

    def width(self, words: str, size: int, bold: bool = False) -> float:
        """How wide words are."""
        return float(font(size, bold).getlength(writable(words, size, bold))) / SCALE

    def wrapped(self, words: str, size: int, room: float, lines: int, bold: bool = False) -> list[str]:
        """At most so many lines of at most this width; what does not fit ends in three dots."""
        found: list[str] = [""]
        for word in words.split():
            longer = f"{found[-1]} {word}".strip()
            if self.width(longer, size, bold) <= room or not found[-1]:
                found[-1] = longer
            else:
                found.append(word)
        kept = found[:lines]
        if len(found) > lines:
            kept[-1] += "..."
        return [self._shortened(line, size, room, bold) for line in kept]

    def _shortened(self, line: str, size: int, room: float, bold: bool) -> str:
        if self.width(line, size, bold) <= room:
            return line
        line = line.removesuffix("...")
        while line and self.width(f"{line}...", size, bold) > room:
            line = line[:-1]
        return f"{line.rstrip()}..."
