"""What a strategy is: from its settings the trials of an experiment, each a name and the settings it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from training.component import Component
from training.fields import whole
from training.problems import Problem
from training.search.axes import AnyAxis

MOST_RUNS = 2000
MOST_SEEDS = 50
Objective = Literal["validation_loss", "validation_accuracy"]
FORBIDDEN = ("format", "title", "ensemble", "vary")


@dataclass(frozen=True)
class Trial:
    """One lane of an experiment: its name, and the settings it replaces by dotted path."""

    name: str
    settings: dict[str, Any]
    group: str = ""
    """Which side it is on where an experiment compares two strategies."""
    seed: int | None = None
    """The seed of its first repetition; None: that of the experiment."""


@dataclass(frozen=True)
class Lane:
    """Where a run stands in its experiment."""

    trial: int = 1
    repetition: int = 0
    """From 0: the trial as it is; others differ in the seeds of first weights, batches, dropout and noise."""
    group: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    """What its trial replaces, by dotted path."""


@dataclass(frozen=True)
class Told:
    """What a strategy may know of a trial that has ended."""

    trial: int
    """From 1, in the order in which the trials were planned."""
    settings: dict[str, Any]
    score: float | None
    """Mean over its repetitions of the best objective, accuracies negated: smaller is better. None: there is none."""


Path = Annotated[str, Field(min_length=1, max_length=120)]


def axes() -> Any:
    """The field of a search's axes."""
    return Field(
        min_length=1,
        max_length=8,
        title="Axes",
        description="The values to try, by the dotted path of each setting.",
    )


class Strategy(Component):
    """How the runs of an experiment differ from each other."""

    seeds: int = whole(
        1,
        1,
        MOST_SEEDS,
        "Seeds k",
        "Trains each trial k times, each with its own first weights and batches: smaller differences are noise.",
    )
    objective: Objective = Field(
        "validation_loss",
        title="Objective",
        description="What says which trial is better: the figure of its best epoch. Test figures never do.",
    )

    judges: ClassVar[bool] = False
    """Whether it decides by validation figures what is trained next, or how long."""

    def plan(self) -> list[Trial]:
        """The trials that are known before training, in their order; the same settings give the same ones."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many trials there will be in all, at most."""
        return len(self.plan())

    def later(self) -> list[Trial]:
        """Trials like those that `more` may choose, the most extreme ones: all can be trained if these can."""
        return []

    def more(self, told: Sequence[Told]) -> list[Trial]:
        """The trials that follow once all those before have ended: `told`, in their order. None follow: it is over."""
        return []

    def rungs(self, epochs: int) -> list[int]:
        """The epochs after which all runs wait for one another, and some end; a run has at most `epochs`."""
        return []

    def trained(self, epochs: int) -> int:
        """Epochs of all trials together, at most, where each may have so many."""
        return self.count * epochs

    def kept(self, rung: int, scores: dict[int, float | None]) -> set[int]:
        """The trials that go on after a rung (from 0), by the scores of those that came so far."""
        return set(scores)

    def places(self, number: int) -> dict[str, str]:
        """Where the value of each path of one trial is written in the spec: path → place inside `vary`."""
        raise NotImplementedError

    def problems(self, number: int, name: str, found: Sequence[Problem]) -> list[Problem]:
        """What is wrong with one trial, told at the values that make it so."""
        places = self.places(number)
        return [_at_its_place(problem, places, name) for problem in found]


class Search(Strategy):
    """A strategy that tries combinations of values."""

    axes: dict[Path, AnyAxis] = axes()
    seed: int = whole(0, 0, 2**31 - 1, "Seed", "Chooses the draws: same seed, same trials. A grid draws nothing.")

    def places(self, number: int) -> dict[str, str]:
        return {path: f"axes.{path}" for path in self.axes}

    def at_most(self, trials: int) -> int:
        """So many trials, or as many as the axes have different combinations."""
        return int(min(trials, prod(axis.count for axis in self.axes.values())))

    def named(self, values: Sequence[Any]) -> Trial:
        """The trial with these values, one for each axis."""
        settings = dict(zip(self.axes, values, strict=True))
        return Trial(name_of(settings), settings)


def name_of(settings: dict[str, Any]) -> str:
    """ "learning rate 0.0333, l2 0.001": the values in short, for a legend."""
    shorts = [path.removesuffix(".kind").rpartition(".")[2] for path in settings]
    labels = [
        short if shorts.count(short) == 1 and not short.isdecimal() else path
        for short, path in zip(shorts, settings, strict=True)
    ]
    pairs = zip(labels, settings.values(), strict=True)
    return ", ".join(f"{label.replace('_', ' ')} {_short(value)}" for label, value in pairs)[:120]


def _short(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "off"}[value]
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list | tuple):
        return "–".join(_short(each.get("units") if isinstance(each, dict) else each) for each in value) or "none"
    if isinstance(value, dict):
        return str(value.get("kind", "…")).replace("_", " ")
    return str(value).replace("_", " ")


def _at_its_place(problem: Problem, places: dict[str, str], name: str) -> Problem:
    for path, place in places.items():
        if problem.loc == path or problem.loc.startswith(f"{path}.") or path.startswith(f"{problem.loc}."):
            return Problem(f"vary.{place}", problem.msg)
    return Problem("vary", f'The run "{name}" cannot be trained: {problem.loc}: {problem.msg}')
