"""What the owner of an experiment may write about it, and how it is kept: as plain text."""

from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from playground.plain_text import one_line, plain

Line = Annotated[str, AfterValidator(one_line)]


class Written(Schema):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(max_length=120)] | None = None
    description: Annotated[Line, Field(max_length=300)] | None = None
    notes: Annotated[str, AfterValidator(plain), Field(max_length=5000)] | None = None
