"""The words claims are written with: `claim("It ends at {}.", last("train_loss", "η = 0.03") < 0.005)`.

`of` names a run of the lesson. Figures have their names in events; epochs that were not evaluated count for nothing.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, pstdev

from training.lessons.number import Condition, Number
from training.lessons.seen import Curve, Seen, read


@dataclass(frozen=True, eq=False)
class Claim:
    """A sentence about what was seen, and the inequality that makes it true."""

    text: str
    """Each {} stands for the value of one of `numbers`, in their order."""
    condition: Condition
    numbers: tuple[Number, ...]


def claim(text: str, condition: Condition, *numbers: Number) -> Claim:
    """A claim; without `numbers`, the left sides of its inequalities fill the sentence."""
    left = tuple(dict.fromkeys(part.left for part in condition.parts))
    return Claim(text, condition, numbers or left[: text.count("{}")])


def of_run(what: str, of: str, work_out: Callable[[Curve], float], share: bool = False) -> Number:
    """A number of one run."""
    return Number(f"{what} [{of}]", lambda seen: work_out(seen.curve(of)), share)


def _series(what: str, figure: str, of: str, over: int, fold: Callable[[list[float]], float]) -> Number:
    def work_out(curve: Curve) -> float:
        values = curve.values(figure, over)
        return fold(values) if values else math.nan

    places = f" over the last {over} epochs" if over else ""
    return of_run(f"{what} {figure}{places}".strip(), of, work_out, is_share(figure))


def is_share(figure: str) -> bool:
    """Whether a figure is a share of 1."""
    return figure.endswith("accuracy") or figure.startswith(("layers.dead", "layers.saturated"))


def last(figure: str, of: str = "") -> Number:
    """After the last epoch."""
    return _series("final", figure, of, 0, lambda values: values[-1])


def after(epoch: int, figure: str, of: str = "") -> Number:
    """After one epoch; 0 is before the first update."""
    return of_run(f"{figure} after epoch {epoch}", of, lambda curve: curve.value(figure, epoch), is_share(figure))


def largest(figure: str, of: str = "", over: int = 0) -> Number:
    """The largest value of all epochs, or of the last ones."""
    return _series("largest", figure, of, over, max)


def smallest(figure: str, of: str = "", over: int = 0) -> Number:
    """The smallest value."""
    return _series("smallest", figure, of, over, min)


def mean(figure: str, of: str = "", over: int = 10) -> Number:
    """The mean of the last epochs."""
    return _series("mean", figure, of, over, fmean)


def deviation(figure: str, of: str = "", over: int = 10) -> Number:
    """The standard deviation (with 1/n) of the last epochs: how much the curve rattles."""
    return _series("deviation of", figure, of, over, pstdev)


def rises(figure: str, of: str = "", over: int = 20) -> Number:
    """In how many of the last epochs the figure went up."""

    def count(values: list[float]) -> float:
        return sum(later > earlier for earlier, later in pairwise(values))

    found = _series("rises of", figure, of, over + 1, count)
    return Number(found.name, found.work_out)


def reaches(figure: str, of: str = "", at_most: float = math.inf, at_least: float = -math.inf) -> Number:
    """The first epoch whose figure is good enough; infinite if there is none."""

    def first(curve: Curve) -> float:
        pairs = ((row["epoch"], read(row, figure)) for row in curve.rows[1:])
        good = (epoch for epoch, value in pairs if value is not None and at_least <= value <= at_most)
        return float(next(good, math.inf)) if curve.rows else math.nan

    bound = f"≤ {at_most:g}" if math.isfinite(at_most) else f"≥ {at_least:g}"
    return of_run(f"first epoch with {figure} {bound}", of, first)


def at_best(figure: str, of: str = "") -> Number:
    """After the best epoch: that of the lowest validation loss, or what early stopping watches."""

    return of_run(
        f"{figure} at the best epoch", of, lambda curve: curve.value(figure, curve.best_epoch), is_share(figure)
    )


def best_epoch(of: str = "") -> Number:
    """The number of that epoch."""
    return of_run("best epoch", of, lambda curve: curve.best_epoch if curve.rows else math.nan)


def epochs(of: str = "") -> Number:
    """How many epochs it was trained for."""
    return of_run("epochs", of, lambda curve: len(curve.rows) - 1 if curve.rows else math.nan)


def evaluations(of: str = "") -> Number:
    """How often the validation split was evaluated, the untrained network aside."""
    return of_run("evaluations", of, lambda curve: len(curve.values("validation_loss")) if curve.rows else math.nan)


def diagnosed(kind: str, evidence: str, of: str = "") -> Number:
    """A number that the diagnosis of a finished run gives as its evidence; 0 where it found nothing of the kind."""

    def told(curve: Curve) -> float:
        found = [each["evidence"][evidence] for each in curve.findings if each["kind"] == kind]
        return float(found[0] if found else 0) if curve.rows else math.nan

    return of_run(f"{evidence} diagnosed", of, told)


def diverges(of: str = "") -> Condition:
    """Whether the run ended as diverged."""
    return of_run("diverged", of, lambda curve: float(curve.reason == "diverged")).equals(1)


def ends(of: str, reason: str) -> Condition:
    """Whether the run ended for this reason, in the words of `run_finished`."""
    return of_run(f"ended: {reason}", of, lambda curve: float(curve.reason == reason)).equals(1)


def over_runs(what: str, figure: str, among: str, fold: Callable[[Sequence[float]], float]) -> Number:
    """A number of all runs of a group, search or census: `fold` of their final figures, infinite where one diverged."""

    def work_out(seen: Seen) -> float:
        values = [curve.values(figure)[-1] for curve in seen.among(among) if curve.values(figure)]
        return fold(values) if values else math.nan

    return Number(f"{what} {figure} [{among or 'all runs'}]", work_out, is_share(figure))


def least(figure: str, among: str = "") -> Number:
    """The smallest final figure of all runs."""
    return over_runs("least", figure, among, min)


def most(figure: str, among: str = "") -> Number:
    """The largest final figure of all runs."""
    return over_runs("largest", figure, among, max)


def highest(figure: str, among: str = "") -> Number:
    """The largest figure of all runs and epochs: what a search by this figure calls its best."""

    def work_out(seen: Seen) -> float:
        return max((max(curve.values(figure), default=-math.inf) for curve in seen.among(among)), default=math.nan)

    return Number(f"highest {figure} [{among or 'all runs'}]", work_out, is_share(figure))


def average_of_runs(figure: str, among: str = "") -> Number:
    """The mean of the final figures of all runs."""
    return over_runs("mean", figure, among, fmean)


def median_of_runs(figure: str, among: str = "") -> Number:
    """Their median, which a single bad run does not move."""
    return over_runs("median", figure, among, median)


def share_above(bound: float, figure: str, among: str = "") -> Number:
    """The share of runs whose final figure is larger than the bound."""

    def share(values: Sequence[float]) -> float:
        return sum(value > bound for value in values) / len(values)

    found = over_runs(f"share of runs above {bound:g} in", figure, among, share)
    return Number(found.name, found.work_out, share=True)


def different(path: str, among: str = "") -> Number:
    """How many different values a search tried of one setting."""
    return Number(f"different {path} [{among}]", lambda seen: len({c.settings.get(path) for c in seen.among(among)}))


def averaged(figure: str, of: str = "") -> Number:
    """The last figure of the average of an ensemble, as `ensemble_evaluated` tells it."""

    def work_out(seen: Seen) -> float:
        told = [event[figure] for event in seen.averages.get(of, ()) if event.get(figure) is not None]
        return float(told[-1]) if told else math.nan

    return Number(f"{figure} of the average [{of}]", work_out, is_share(figure))


def fact(name: str, share: bool = False) -> Number:
    """What is no curve: see `Seen.facts`."""
    return Number(name, lambda seen: seen.facts.get(name, math.nan), share)


def steps(of: str) -> Number:
    """Steps until a walk arrived; infinite if it never did."""
    return fact(f"steps {of}")
