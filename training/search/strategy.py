"""What a strategy is: from its settings the trials of a search, each a name and the settings it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from training.component import Component
from training.fields import whole
from training.problems import Problem
from training.search.axes import AnyAxis

MOST_RUNS = 100
FORBIDDEN = ("format", "title", "ensemble", "vary")


@dataclass(frozen=True)
class Trial:
    """One run of a search: its name, and the settings it replaces by dotted path."""

    name: str
    settings: dict[str, Any]


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

    def plan(self) -> list[Trial]:
        """The runs, in their order; the same settings give the same trials."""
        raise NotImplementedError

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
    if isinstance(value, dict):
        return str(value.get("kind", "…")).replace("_", " ")
    return str(value).replace("_", " ")


def _at_its_place(problem: Problem, places: dict[str, str], name: str) -> Problem:
    for path, place in places.items():
        if problem.loc == path or problem.loc.startswith(f"{path}.") or path.startswith(f"{problem.loc}."):
            return Problem(f"vary.{place}", problem.msg)
    return Problem("vary", f'The run "{name}" cannot be trained: {problem.loc}: {problem.msg}')
