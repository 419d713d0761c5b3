"""How many samples make one update."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from training.component import Section
from training.fields import NoneYet, not_yet


def _size(value: Any) -> Any:
    if value == "full" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000):
        return value
    raise ValueError('Batch size must be a whole number from 1 to 100,000, or "full".')


class Batch(Section):
    """How many samples make one update."""

    size: Annotated[
        int | Literal["full"],
        BeforeValidator(_size),
    ] = Field(
        10,
        title="Batch size",
        description='Samples per update: 1 is online, "full" is the whole training split. A last short batch is kept.',
        json_schema_extra={"x-live": True, "x-choices": [1, 2, 5, 10, 16, 32, 64, 128, "full"]},
    )
    growth: NoneYet = not_yet(None, "Growth")
