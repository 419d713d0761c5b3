"""What Optuna's samplers are asked and told, in its own terms; only workers load Optuna, when they call this."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from training.search.axes import Axis, Choice, Interval, LogUniform, WholeNumbers
from training.search.strategy import Told

if TYPE_CHECKING:
    from optuna import Study
    from optuna.distributions import BaseDistribution
    from optuna.samplers import BaseSampler
    from optuna.trial import FrozenTrial

WORST = sys.float_info.max


@contextmanager
def quiet() -> Iterator[None]:
    """Without Optuna's log lines and its notices about arguments that may change: its version is pinned."""
    import optuna  # heavy

    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        optuna.logging.set_verbosity(before)


def study_with(sampler: BaseSampler) -> Study:
    """An empty study in memory; smaller is better."""
    import optuna  # heavy

    return optuna.create_study(sampler=sampler, direction="minimize")


def distributions(axes: Mapping[str, Axis]) -> dict[str, BaseDistribution]:
    """The axes as Optuna knows them. Of a choice it sees the places in the list, so that the values may be anything.

    By path: its draws depend on their order, and a spec means the same in whatever order its keys are written.
    """
    return {path: _distribution(axis) for path, axis in sorted(axes.items())}


def _distribution(axis: Axis) -> BaseDistribution:
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution  # heavy

    match axis:
        case Choice():
            return CategoricalDistribution(range(len(axis.values)))
        case WholeNumbers():
            return IntDistribution(axis.low, axis.high)
        case Interval():
            return FloatDistribution(*axis.bounds, log=isinstance(axis, LogUniform))
    raise TypeError(f"{axis.title} has no counterpart in Optuna.")


def values_of(axes: Mapping[str, Axis], parameters: Mapping[str, Any]) -> list[Any]:
    """The values that Optuna's parameters mean, one for each axis."""
    return [_value(axis, parameters[path]) for path, axis in axes.items()]


def _value(axis: Axis, parameter: Any) -> Any:
    if isinstance(axis, Choice):
        return axis.values[parameter]
    value = axis.inside(parameter) if isinstance(axis, Interval) else parameter
    return int(value) if isinstance(axis, WholeNumbers) else float(value)


def finished(axes: Mapping[str, Axis], told: Told, attributes: Mapping[str, Any], diverged: str) -> FrozenTrial:
    """A trial that has ended, for `Study.add_trial`.

    One without a score counts as the worst: `diverged` says whether as "pruned" or "complete" with a huge value.
    """
    from optuna.trial import TrialState, create_trial  # heavy

    complete = told.score is not None or diverged == "complete"
    return create_trial(
        state=TrialState.COMPLETE if complete else TrialState.PRUNED,
        value=(WORST if told.score is None else told.score) if complete else None,
        params={path: _parameter(axis, told.settings[path]) for path, axis in axes.items()},
        distributions=distributions(axes),
        system_attrs=dict(attributes),
    )


def _parameter(axis: Axis, value: Any) -> Any:
    return axis.values.index(value) if isinstance(axis, Choice) else value


def chunks(told: Sequence[Told], size: int) -> list[Sequence[Told]]:
    """Consecutive parts of so many trials, the last perhaps shorter."""
    return [told[start : start + size] for start in range(0, len(told), size)]
