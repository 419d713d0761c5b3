"""A list of runs, each named and described by hand: a fair race."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from training.component import Section
from training.search.strategy import MOST_RUNS, Path, Strategy, Trial, name_of

RunName = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]


class ListedRun(Section):
    """One run of a list."""

    name: RunName = Field("", title="Name", description="What the legend calls it. Empty: its settings in short.")
    set: dict[Path, Any] = Field(
        default_factory=dict, max_length=50, title="Settings", description="The settings it replaces, by dotted path."
    )


class ListOfRuns(Strategy):
    """Runs that are described one by one: the same data, first weights and batches, different settings.

    Run i = the experiment with the settings of entry i in place of its own.
    """

    title: ClassVar[str] = "List"
    source: ClassVar[str] = "Course slides: compare on the same data"
    kind: Literal["list"] = "list"
    runs: Annotated[tuple[ListedRun, ...], Field(strict=False, min_length=1, max_length=MOST_RUNS)] = Field(
        title="Runs", description="The runs, each with a name and the settings it replaces."
    )

    def plan(self) -> list[Trial]:
        return [Trial(run.name or name_of(run.set) or "as set", run.set) for run in self.runs]

    def places(self, number: int) -> dict[str, str]:
        return {path: f"runs.{number}.set.{path}" for path in self.runs[number].set}
