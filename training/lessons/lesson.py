"""A lesson as data: what is asked, what is trained, what should be seen, and why. One file of this folder each."""

from dataclasses import dataclass, field
from typing import Any

from training.lessons.claims import Claim


@dataclass(frozen=True)
class Prediction:
    """What a student picks before anything is seen."""

    question: str
    options: tuple[str, ...]
    answer: int
    """Place of the right option, from 0."""
    because: str
    """One sentence for whoever was wrong (or right by luck), shown afterwards."""


@dataclass(frozen=True)
class Variant:
    """One run of a race: what the legend calls it and the settings it replaces, by dotted path."""

    name: str
    set: dict[str, Any] = field(default_factory=dict)
    rate: tuple[str, float] | None = None
    """(fact, factor): the learning rate is that fact of the range test before, times the factor."""


@dataclass(frozen=True)
class Training:
    """An experiment of the lesson: a spec, raced in variants where there are any."""

    spec: dict[str, Any]
    variants: tuple[Variant, ...] = ()
    name: str = ""
    """Only where a lesson has several experiments: what its runs and its average are called."""
    range_test: dict[str, Any] | None = None
    """`low`, `high`, `steps` of a range test of the spec, made first; its facts are `suggestion`,
    `learning_rate_at_minimum` and `learning_rate_at_end`."""
    opens_envelope: bool = False
    """Whether the test set is opened in the end: the fact `test_accuracy` is that of the run validation chose."""

    def planned(self, seed: int, seeds: int = 1, facts: dict[str, float] | None = None) -> dict[str, Any]:
        """The spec to train, with this seed; a race repeats every variant with `seeds` seeds.

        A search draws its trials with the seed, too, and a census its first weights: who repeats it sees other ones.
        """
        spec = {**self.spec, "seed": seed}
        if not self.variants:
            vary = spec.get("vary") or {}
            return {**spec, "vary": {**vary, "seed": seed}} if vary.keys() & {"axes", "initializations"} else spec
        runs = [{"name": each.name, "set": _settings(each, facts or {})} for each in self.variants]
        return {**spec, "vary": {"kind": "list", "seeds": seeds, "runs": runs}}


@dataclass(frozen=True)
class Walk:
    """One walk on an error surface: facts `steps NAME`, `value NAME`, `w1 NAME` (the first weight in the end)."""

    name: str
    request: dict[str, Any]
    """As `python -m training.surfaces` takes it, without steps."""
    tolerance: float | None = None
    """It arrives where the value is so close to the lowest one; without it, it walks all of `steps`."""
    steps: int = 200_000
    """It never arrives if it takes more."""


@dataclass(frozen=True)
class Walks:
    """Races on error surfaces, without a network and without luck."""

    walks: tuple[Walk, ...]
    addresses: tuple[tuple[str, str], ...]
    """(words, query): the same in the laboratory, `/surface?query`."""


@dataclass(frozen=True)
class Attempt:
    """One thing to try next, as an experiment of its own."""

    text: str
    settings: dict[str, Any] = field(default_factory=dict)
    """What it replaces in the lesson's first experiment, by dotted path."""


@dataclass(frozen=True)
class Lesson:
    """One guided experiment of about five minutes."""

    number: str
    """L01 to L24, with b for companions; B1 to B3."""
    title: str
    question: str
    concepts: tuple[str, ...]
    prediction: Prediction
    stages: tuple[Training | Walks, ...]
    controls: tuple[str, ...]
    """Paths of the few settings that matter here; the student may change them."""
    charts: tuple[str, ...]
    """Figures on show, by their names in events; the first is the one to watch."""
    watch: str
    """Where to look while it trains."""
    claims: tuple[Claim, ...]
    why: tuple[str, ...]
    """Paragraphs."""
    formula: str
    source: str
    attempt: Attempt

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.number.lower()

    @property
    def trainings(self) -> tuple[Training, ...]:
        """Its experiments with networks."""
        return tuple(stage for stage in self.stages if isinstance(stage, Training))


def _settings(variant: Variant, facts: dict[str, float]) -> dict[str, Any]:
    if variant.rate is None:
        return variant.set
    fact, factor = variant.rate
    return {**variant.set, "optimizer.learning_rate": facts[fact] * factor}
