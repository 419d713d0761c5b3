"""What a report is made of; HTML and PDF draw each of these in their own way."""

from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str
    muted: bool = False
    plain: bool = False
    """Written by somebody: its line breaks are kept."""


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Facts:
    """Names and values side by side; a third text says what is usual."""

    rows: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]
    numbers: frozenset[int] = frozenset()
    """Columns that are set to the right."""


@dataclass(frozen=True)
class Cover:
    """The title, whose it is, and the way back: a link and its QR code."""

    title: str
    lines: list[str]
    link: str


@dataclass(frozen=True)
class Picture:
    """A picture that is SVG already, and what it shows."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Line:
    points: list[Point]
    colour: str
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    points: list[Point]
    colour: str


@dataclass(frozen=True)
class Ring:
    x: float
    y: float
    colour: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = "#57625e"


@dataclass(frozen=True)
class Drawing:
    """A chart in points from the upper left corner."""

    width: float
    height: float
    alt: str
    shapes: list[Line | Area | Ring | Label] = field(default_factory=list)


Block = Heading | Paragraph | Code | Facts | Table | Cover | Picture | Drawing
