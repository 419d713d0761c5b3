"""What the owner of an experiment may write about it, and how it is kept: as plain text."""

import unicodedata
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

LINE_ENDS = {"\r\n": "\n", "\r": "\n"}
DIRECTIONS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""They turn the writing of what follows around, even beyond a title: a list would say something else."""


def _plain(text: str) -> str:
    """Lines of letters: nothing can be done with other control characters, and half a surrogate is no letter at all."""
    for old, new in LINE_ENDS.items():
        text = text.replace(old, new)
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise ValueError("This contains characters that cannot be shown.")
    return text.strip()


def _one_line(text: str) -> str:
    if not DIRECTIONS.isdisjoint(text):
        raise ValueError("This contains characters that turn the writing around.")
    return " ".join(_plain(text).split())


Line = Annotated[str, AfterValidator(_one_line)]


class Written(Schema):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(max_length=120)] | None = None
    description: Annotated[Line, Field(max_length=300)] | None = None
    notes: Annotated[str, AfterValidator(_plain), Field(max_length=5000)] | None = None
