"""Rules between the settings of the inputs and the data set: what can be chosen, and how much it may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.added_points import check_added
from training.datasets import Outline
from training.inputs import MOST_INPUTS, available, chosen, input_count
from training.problems import Problem

if TYPE_CHECKING:
    from training.spec import Spec


def check_inputs(spec: Spec, outline: Outline) -> list[Problem]:
    """Every problem that features, expansion, distortion and added points have with the data set."""
    return [*_features(spec, outline), *_distort(spec, outline), *_width(spec, outline), *check_added(spec, outline)]


def _features(spec: Spec, outline: Outline) -> list[Problem]:
    names, known = spec.data.features or (), available(outline)
    shown = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
    problems = [
        Problem(f"data.features.{position}", f'{outline.title} has no column "{name}". It has: {shown}.')
        for position, name in enumerate(names)
        if name not in known
    ]
    if len(set(names)) < len(names):
        problems.append(Problem("data.features", "Each input can be named once only."))
    return problems


def _distort(spec: Spec, outline: Outline) -> list[Problem]:
    columns = len(outline.columns)
    lists = {name: getattr(spec.data.distort, name) for name in ("scale", "shift")}
    return [
        Problem(
            f"data.distort.{name}",
            f"{outline.title} has {columns:,} columns, and a list needs one number for each; here are {len(each):,}.",
        )
        for name, each in lists.items()
        if isinstance(each, tuple) and len(each) != columns
    ]


def _width(spec: Spec, outline: Outline) -> list[Problem]:
    inputs, most = input_count(spec.data, outline), max(MOST_INPUTS, len(outline.columns))
    if inputs <= most:
        return []
    columns = len(chosen(spec.data, outline))
    sentence = (
        f"{spec.data.expansion.title} of {columns:,} columns makes {inputs:,} inputs; at most {most:,} are allowed. "
        "Lower the degree or choose fewer inputs."
    )
    return [Problem("data.expansion.degree", sentence)]
