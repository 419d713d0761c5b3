"""Numbers of searches that are repeated: what each repeat found, and who found more."""

import math
from collections.abc import Callable
from statistics import median

from training.lessons.number import Number
from training.lessons.seen import Seen


def best_of_each(figure: str, among: str, size: int) -> Callable[[Seen], list[float]]:
    """Of every `size` trials of a group, one repeat of a search: the smallest figure of any epoch."""

    def work_out(seen: Seen) -> list[float]:
        curves = sorted(seen.among(among), key=lambda curve: curve.trial)
        bests = [min(curve.values(figure), default=math.inf) for curve in curves]
        return [min(bests[start : start + size]) for start in range(0, len(bests), size)]

    return work_out


def median_of_bests(figure: str, among: str, size: int) -> Number:
    """The median over the repeats of a search of the best that each found."""
    bests = best_of_each(figure, among, size)
    return Number(f"median of the best {figure} [{among}]", lambda seen: median(bests(seen) or [math.nan]))


def wins(figure: str, among: str, against: str, size: int) -> Number:
    """In how many repeats the best of `size` trials of one group beats the best of the other group."""
    ours, theirs = best_of_each(figure, among, size), best_of_each(figure, against, size)

    def count(seen: Seen) -> float:
        pairs = list(zip(ours(seen), theirs(seen), strict=True))
        return float(sum(our < their for our, their in pairs)) if pairs else math.nan

    return Number(f"repeats in which [{among}] beats [{against}] in {figure}", count)
