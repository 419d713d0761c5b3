"""What a rule has found: what went wrong in words, the numbers that show it, and what to change."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from training.why.case import Case

STEPS = (1, 2, 3, 5, 10)
"""Learning rates that people would type, times a power of ten."""


class Finding(BaseModel):
    """One reason, with the setting that would help; `suggestion` is a value that this setting may take."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: str
    title: str
    sentence: str
    evidence: dict[str, float | int | str]
    """What the figure is called → the figure."""
    setting: str
    """The dotted path of the setting to change."""
    suggestion: Any


class Rule:
    """Recognizes one thing that can go wrong, in a run that has ended."""

    kind: ClassVar[str]
    title: ClassVar[str]
    explained_by: ClassVar[tuple[str, ...]] = ()
    """Kinds of findings that already say why; beside them this one would only repeat the symptom."""

    @classmethod
    def find(cls, case: Case) -> Finding | None:
        """The finding, or None where nothing is wrong."""
        raise NotImplementedError

    @classmethod
    def found(cls, sentence: str, evidence: dict[str, float | int | str], setting: str, suggestion: Any) -> Finding:
        """A finding of this rule; figures are rounded to three digits."""
        figures = {name: rounded(value) for name, value in evidence.items()}
        return Finding(
            kind=cls.kind, title=cls.title, sentence=sentence, evidence=figures, setting=setting, suggestion=suggestion
        )


def rounded(value: float | int | str) -> float | int | str:
    """Three significant digits; whole numbers and words stay."""
    return float(f"{value:.3g}") if isinstance(value, float) else value


def sensible(rate: float) -> float:
    """The nearest learning rate below that people would type, within what the spec allows."""
    rate = min(max(rate, 1e-6), 10.0)
    typed = [float(f"{step}e{power}") for power in range(-6, 2) for step in STEPS]
    return max(value for value in typed if value <= rate * 1.0001)


def layer_name(number: int, hidden: int) -> str:
    """ "hidden layer 2", or "the output layer"; `number` counts from 0."""
    if number >= hidden:
        return "the output layer"
    return f"hidden layer {number + 1}" if hidden > 1 else "the hidden layer"
