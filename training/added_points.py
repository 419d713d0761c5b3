"""Points put among the training samples by hand: what a list of them may hold, and whether they suit the data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from training.datasets import Outline
from training.problems import Problem

if TYPE_CHECKING:
    from training.spec import Spec

MOST_ADDED = 200
FARTHEST = 1e6
MOST_COLUMNS = 2
"""Samples of more numbers have no place on a map to click at."""

Coordinate = Annotated[float, Field(strict=True, ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Point = Annotated[tuple[Coordinate, ...], Field(min_length=2, max_length=1 + MOST_COLUMNS)]
AddedPoints = Annotated[tuple[Point, ...], Field(max_length=MOST_ADDED)]


def added_points() -> Any:
    """The field that goes with `AddedPoints`."""
    return Field(
        (),
        title="Added points",
        description="Training samples of your own: click the output map to put one there, click it again to take it "
        "away. One point in the wrong place shows how much a network bends for it. Validation and test stay as they "
        "are.\n\nEach is a list: its columns, then its class (counted from 0) or its number.",
        json_schema_extra={"x-source": "ConvNetJS: 2-D classification demo", "x-points": True},
    )


def check_added(spec: Spec, outline: Outline) -> list[Problem]:
    """Every problem that the added points have with the data set."""
    added, columns = spec.data.added, len(outline.columns)
    if added and columns > MOST_COLUMNS:
        sentence = f"{outline.title} has {columns:,} columns: points can only be added where there are one or two."
        return [Problem("data.added", sentence)]
    found = [_problem(f"data.added.{number}", point, outline) for number, point in enumerate(added)]
    return [problem for problem in found if problem]


def _problem(loc: str, point: tuple[float, ...], outline: Outline) -> Problem | None:
    names, classes = outline.columns, outline.classes
    answer = f"its class (0 to {len(classes) - 1})" if classes else f"its {outline.target}"
    if len(point) != len(names) + 1:
        listed = f"{', '.join(names)} and {answer}"
        sentence = f"A point of {outline.title} is {len(names) + 1} numbers: {listed}; here are {len(point)}."
        return Problem(loc, sentence)
    if classes and point[-1] not in range(len(classes)):
        sentence = f"The class of a point is a whole number from 0 to {len(classes) - 1}; it is {point[-1]:g}."
        return Problem(f"{loc}.{len(names)}", sentence)
    return None
