"""The log of an experiment as exports read it: settled, and page by page, so that a search of 2,000 runs fits."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from playground.models import Event, Experiment
from training.exports.settled import Late, settling

PAGE = 500
"""Events read at once: each page is a short query, and whoever downloads slowly holds no transaction open."""


class RecordedLog(Sequence[dict[str, Any]]):
    """Up to the event that was the last when it was made. Counting it, or asking for one by place, reads all of it."""

    def __init__(self, experiment: Experiment) -> None:
        self._log = Event.objects.filter(experiment=experiment, seq__lte=experiment.seq).order_by("seq")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return settling(self._rows(), self._late)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, place: Any) -> Any:
        return self._all[place]

    def of_type(self, kind: str, run: int | None = None) -> Iterator[dict[str, Any]]:
        """The events of one type, of all runs or of one."""
        return settling(self._found(kind, run), self._late)

    @cached_property
    def _all(self) -> list[dict[str, Any]]:
        return list(self)

    @cached_property
    def _late(self) -> Late:
        """Late figures stand behind their epochs, so they are read first."""
        return Late([*self._found("validation_ended"), *self._found("run_finished")])

    def _found(self, kind: str, run: int | None = None) -> Iterator[dict[str, Any]]:
        what = f'"type": "{kind}"' + ("" if run is None else f', "run": {run},')
        return (event for row in self._log.filter(body__contains=what) if (event := row.values())["type"] == kind)

    def _rows(self) -> Iterator[dict[str, Any]]:
        after = 0
        while rows := list(self._log.filter(seq__gt=after)[:PAGE]):
            yield from (row.values() for row in rows)
            after = rows[-1].seq
