"""Results in forms that other programs read. To add one, write its function and name it here."""

from collections.abc import Callable
from dataclasses import dataclass

from training.exports.csv import to_csv
from training.exports.json import to_json
from training.exports.recorded import Recorded


@dataclass(frozen=True)
class Export:
    """A form of download: `write` makes a text or bytes of what was recorded."""

    title: str
    help: str
    media_type: str
    suffix: str
    write: Callable[[Recorded], str | bytes]
    of_one_run: bool = False
    """Whether it is about a single network, so that one of several runs has to be chosen."""


EXPORTS: dict[str, Export] = {
    "csv": Export("CSV", "One row per run and epoch, for a spreadsheet.", "text/csv; charset=utf-8", "csv", to_csv),
    "json": Export(
        "JSON", "The spec and every event; the spec can be trained again.", "application/json", "json", to_json
    ),
}
