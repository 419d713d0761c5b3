"""The curves of an experiment as columns, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

Figure = float | None
NOT_A_COLUMN = ("type", "seq")


class History:
    """One row per run and epoch, in the order in which the epochs ended.

    `history["train_loss"]` is a column, `history.run(3)` the rows of one run, `len(history)` the number of rows. A
    figure that was not evaluated in an epoch is None.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        self.rows: list[dict[str, Any]] = []
        self.names: dict[int, str] = {}
        self._places: dict[tuple[int, int], int] = {}
        for row in rows:
            self._put(row)

    def record(self, event: dict[str, Any]) -> None:
        """Take one event over; those that are about no epoch change nothing."""
        match event["type"]:
            case "run_started":
                self.names[event["run"]] = event.get("name", "")
            case "epoch_ended":
                self._put({name: each for name, each in event.items() if _is_figure(name, each)})
            case "validation_ended":
                row = self._places.get((event["run"], event["epoch"]))
                if row is not None:  # a separate worker has evaluated what was trained before
                    self.rows[row] |= {name: each for name, each in event.items() if name.startswith("validation_")}

    @property
    def columns(self) -> list[str]:
        """The names of all columns."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    @property
    def runs(self) -> list[int]:
        """The numbers of the runs that have an epoch."""
        return sorted({row["run"] for row in self.rows})

    def run(self, number: int) -> History:
        """The rows of one run."""
        found = History(row for row in self.rows if row["run"] == number)
        found.names = self.names
        return found

    def __getitem__(self, column: str) -> list[Any]:
        if self.rows and not any(column in row for row in self.rows):
            raise KeyError(f"There is no column {column!r}; there are {', '.join(self.columns)}.")
        return [row.get(column) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """A table with a row per run and epoch."""
        import pandas  # not needed for anything else, and not small

        return pandas.DataFrame(self.rows, columns=self.columns)

    def _put(self, row: dict[str, Any]) -> None:
        self._places[row["run"], row["epoch"]] = len(self.rows)
        self.rows.append(row)


def _is_figure(name: str, value: Any) -> bool:
    return name not in NOT_A_COLUMN and (value is None or isinstance(value, int | float))
