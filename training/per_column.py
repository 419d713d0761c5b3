"""A number for all columns, or a list with one number for each."""

import math
from typing import Annotated, Any

from pydantic import Field
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_plain_validator_function

MOST = 1e6
LENGTH = 10_000
SOURCE = "Course slides: shift and scale; Hinton, lecture 6b"


class _PerColumn:
    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(_checked)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        one = {"type": "number", "minimum": -MOST, "maximum": MOST}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": LENGTH}]}


PerColumn = Annotated[float | tuple[float, ...], _PerColumn()]


def per_column(default: float, title: str, help: str) -> Any:
    """The field that goes with `PerColumn`."""
    return Field(default, title=title, description=help, json_schema_extra={"x-per-column": True, "x-source": SOURCE})


def _checked(value: Any) -> float | tuple[float, ...]:
    if not isinstance(value, list | tuple):
        return _number(value, "This must be a number, or a list with one number for each column.")
    if not 1 <= len(value) <= LENGTH:
        raise ValueError("A list needs one number for each column.")
    return tuple(_number(each, f"Number {place} of this list is not a number.") for place, each in enumerate(value, 1))


def _number(value: Any, otherwise: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(otherwise)
    # Compared before it is converted: Python's whole numbers can be larger than any float.
    if not -MOST <= value <= MOST or not math.isfinite(value):
        raise ValueError(f"Numbers from {-MOST:,.0f} to {MOST:,.0f} are possible here.")
    return float(value)
