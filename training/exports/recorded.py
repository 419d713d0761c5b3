"""What is known of an experiment when it is written down: its spec, its log, and which run is meant."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.data.lookup import Tables
from training.data.lookup import no_tables as no_rows
from training.exports.input_figures import InputFigures, prepared_figures
from training.problems import SpecError
from training.runs import runs_of
from training.spec import Outlines, Spec, no_tables


class NothingRecorded(LookupError):
    """A form needs what is not there yet, or not any more; the message is for the student."""


def no_weights(run: int) -> bytes | None:
    """Knows no weights: for forms that need none."""
    return None


def no_epoch(run: int) -> int | None:
    """Does not know after which epoch they were kept."""
    return None


@dataclass(frozen=True)
class Recorded:
    """One experiment; forms about a single network are about run number `run`."""

    spec: dict[str, Any]
    """As it is stored, every default written out."""
    events: Sequence[dict[str, Any]]
    """Settled: late validation figures stand in their epochs."""
    run: int = 1
    link: str = ""
    """The permanent address."""
    weights: Callable[[int], bytes | None] = field(default=no_weights)
    """The last kept weights of a run, little-endian float32 in layer order (weight, then bias, row-major), or None."""
    epoch: Callable[[int], int | None] = field(default=no_epoch)
    """The epoch after which a run had these weights."""
    title: str = ""
    author: str = ""
    """Whose work it is, where whoever takes it may know."""
    created: str = ""
    """When it was made, in ISO 8601."""
    notes: str = ""
    """What its owner found out."""
    planned: Callable[[int], Spec] | None = None
    """The spec that trains a run alone; needed for runs that a search chose later."""
    outlines: Outlines = no_tables
    """Knows the students' own tables."""
    tables: Tables = no_rows
    """Finds the rows of such a table; for forms that hold the samples."""
    figures: Callable[[Spec], InputFigures | None] = field(default=prepared_figures)
    """What the training samples of a run's spec say about its inputs, or None."""
    finder: Callable[[str, int | None], Iterable[dict[str, Any]]] | None = None
    """A quick way to the events of one type, where the log is long."""
    picture: str = ""
    """A small picture of the data set as SVG, where there is one."""

    def told(self, kind: str, run: int | None = None) -> Iterable[dict[str, Any]]:
        """The events of one type, of all runs or of one."""
        if self.finder:
            return self.finder(kind, run)
        return (event for event in self.events if event["type"] == kind and run in (None, event["run"]))

    def spec_of(self, run: int) -> Spec:
        """The spec that trains this run alone. Raises NothingRecorded where there is none."""
        try:
            if self.planned:
                return self.planned(run)
            runs = runs_of(Spec.parse(self.spec, self.outlines, check_trials=False))
        except SpecError:
            raise NothingRecorded(
                "This version of Descent cannot read these settings any more, or the data set is gone."
            ) from None
        for each in runs:
            if each.number == run:
                return each.spec
        raise NothingRecorded(f"There is no run {run} in this experiment.")
