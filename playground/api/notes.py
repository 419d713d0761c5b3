"""What the owner of an experiment may write about it, and how it is kept: as plain text."""

from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

LINE_ENDS = {"\r\n": "\n", "\r": "\n"}


def _plain(text: str) -> str:
    """Lines of letters: no database and no page can do anything with other control characters."""
    for old, new in LINE_ENDS.items():
        text = text.replace(old, new)
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in text) or "\x7f" in text:
        raise ValueError("This contains characters that cannot be shown.")
    return text.strip()


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


Line = Annotated[str, AfterValidator(_one_line)]


class Written(Schema):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, Field(max_length=120)] | None = None
    description: Annotated[Line, Field(max_length=300)] | None = None
    notes: Annotated[str, AfterValidator(_plain), Field(max_length=5000)] | None = None
