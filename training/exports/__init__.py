"""Results in forms that other programs read. To add one, write its function and name it here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from training.exports.csv import to_csv
from training.exports.json import to_json


@dataclass(frozen=True)
class Export:
    """A form of download: `write` takes the spec and all events."""

    media_type: str
    suffix: str
    write: Callable[[dict[str, Any], Iterable[dict[str, Any]]], str]


EXPORTS: dict[str, Export] = {
    "csv": Export("text/csv; charset=utf-8", "csv", to_csv),
    "json": Export("application/json", "json", to_json),
}
