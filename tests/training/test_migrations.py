"""Specs written for the first version mean what they meant."""

from typing import Any

import numpy as np
import pytest

from training import Spec
from training.data import prepare
from training.migrations import migrated, migrated_setting
from training.problems import SpecError
from training.progress import Progress

OLD = [
    ({"shift": True, "scale": True}, "standardize"),
    ({"shift": True, "scale": False}, "center"),
    ({"shift": False, "scale": True}, "scale"),
    ({"shift": False, "scale": False}, "none"),
    ({"shift": False}, "scale"),
    ({"scale": False}, "center"),
    ({}, "standardize"),
]


@pytest.mark.parametrize(("old", "kind"), OLD)
def test_shift_and_scale_become_the_kind_that_does_the_same(old: dict[str, bool], kind: str) -> None:
    spec = Spec.parse({"data": {"normalization": old}})
    assert spec.to_dict()["data"]["normalization"] == {"kind": kind}
    assert migrated({"data": {"normalization": old}}) == {"data": {"normalization": {"kind": kind}}}
    assert Spec.model_validate({"data": {"normalization": old}}) == spec


def test_the_old_form_prepares_what_the_first_version_prepared() -> None:
    """Written out again as the first version did it: training mean and deviation, each when asked for."""
    raw = prepare(Spec.parse({"data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}}})).train
    mean, deviation = raw.inputs.mean(axis=0), raw.inputs.std(axis=0)
    for old, _ in OLD[:4]:
        inputs = prepare(Spec.parse({"data": {"dataset": "wine", "normalization": old}})).train.inputs
        expected = (raw.inputs - old["shift"] * mean) / (deviation if old["scale"] else 1)
        np.testing.assert_allclose(inputs, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "values",
    [
        {}, [], None, "spec", {"data": None}, {"data": {"normalization": None}}, {"data": {"normalization": "none"}},
        {"data": {"normalization": {"shift": 1}}}, {"data": {"normalization": {"kind": "minmax"}}},
        {"data": {"normalization": {"kind": "center", "shift": True}}}, {"data": {"noise": 0.2}, "seed": 3},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_the_old_form_is_left_alone(values: Any) -> None:
    assert migrated(values) is values


def test_migrating_leaves_the_stored_spec_untouched() -> None:
    stored = {"data": {"normalization": {"shift": True, "scale": False}, "noise": 0.2}, "seed": 5}
    assert migrated(stored) == {"data": {"normalization": {"kind": "center"}, "noise": 0.2}, "seed": 5}
    assert stored["data"] == {"normalization": {"shift": True, "scale": False}, "noise": 0.2}


def test_a_checkpoint_of_the_first_version_can_go_on() -> None:
    values = Progress(1, Spec()).to_dict()
    values["spec"]["data"]["normalization"] = {"shift": True, "scale": False}
    assert Progress.from_dict(values).spec.data.normalization.name() == "center"


@pytest.mark.parametrize(
    ("kind", "path", "value", "becomes"),
    [
        ("standardize", "data.normalization.shift", False, "scale"),
        ("standardize", "data.normalization.scale", False, "center"),
        ("none", "data.normalization.scale", True, "scale"),
        ("center", "data.normalization.shift", False, "none"),
    ],
)
def test_a_fork_may_set_the_old_switches(kind: str, path: str, value: bool, becomes: str) -> None:
    spec = Spec.parse({"data": {"normalization": {"kind": kind}}})
    assert spec.with_settings({path: value}).data.normalization.name() == becomes


def test_a_fork_sets_the_kind_by_its_path() -> None:
    assert Spec().with_settings({"data.normalization.kind": "minmax"}).value("data.normalization") == {"kind": "minmax"}
    old = {"data.normalization": {"shift": False, "scale": True}}
    assert Spec().with_settings(old).value("data.normalization.kind") == "scale"


def test_switches_that_never_existed_are_refused() -> None:
    with pytest.raises(SpecError, match="no setting"):
        Spec.parse({"data": {"normalization": {"kind": "minmax"}}}).with_settings({"data.normalization.shift": False})
    with pytest.raises(SpecError, match="needs a"):
        Spec().with_settings({"data.normalization.shift": 1})
    assert migrated_setting({}, "data.normalization.shift", True) == ("data.normalization.shift", True)


@pytest.mark.parametrize(
    ("settings", "section", "expected"),
    [
        ({"data.expansion.kind": "polynomial", "data.expansion.degree": 5}, "data.expansion", {"degree": 5}),
        ({"data.expansion.degree": 5, "data.expansion.kind": "chebyshev"}, "data.expansion", {"degree": 5}),
        ({"data.expansion.kind": "polynomial"}, "data.expansion", {"degree": 3}),
        ({"optimizer.kind": "adam", "optimizer.beta2": 0.9}, "optimizer", {"beta1": 0.9, "beta2": 0.9}),
        ({"optimizer.kind": "momentum"}, "optimizer", {"learning_rate": 0.5, "beta": 0.9}),
    ],
)
def test_another_kind_brings_its_own_settings_along(
    settings: dict[str, Any], section: str, expected: dict[str, Any]
) -> None:
    """A fork may choose a kind and set what only that kind has; the kind that stays keeps its settings."""
    found = Spec.parse({"optimizer": {"learning_rate": 0.5}}).with_settings(settings).value(section)
    assert {**found, **expected} == found
