"""The spec: every setting has a default, and a spec written out, edited by path or read from JSON is the same spec."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training import Spec
from training.datasets import DATASETS
from training.problems import Problem, SpecError
from training.spec import TEXT_LIMIT, read_json

DEFAULTS: dict[str, Any] = {
    "format": 1,
    "title": "",
    "seed": 0,
    "data": {
        "dataset": "circle",
        "samples": None,
        "noise": 0.1,
        "cycles": 1.0,
        "signal_features": "mfcc",
        "signal_to_noise": 0.0,
        "features": None,
        "expansion": {"kind": "none"},
        "normalization": {"kind": "standardize"},
        "distort": {"scale": 1.0, "shift": 0.0},
        "label_noise": 0.0,
        "order": "random",
        "added": [],
        "split": {"train": 0.6, "validation": 0.2, "test": 0.2},
        "seed": None,
        "bootstrap": False,
    },
    "network": {
        "hidden": [
            {"units": 4, "activation": {"kind": "tanh"}, "dropout": 0.0, "normalization": "none"},
            {"units": 2, "activation": {"kind": "tanh"}, "dropout": 0.0, "normalization": "none"},
        ],
        "initializer": {"kind": "xavier_uniform"},
        "seed": None,
    },
    "loss": {"kind": "cross_entropy", "label_smoothing": 0.0},
    "optimizer": {"kind": "momentum", "learning_rate": 0.03, "beta": 0.9, "beta_start": None, "beta_epochs": 10},
    "schedule": {"kind": "constant", "warm_up": 0},
    "batch": {"size": 10, "shuffle": True, "growth": None},
    "clipping": {"norm": None, "value": None},
    "regularization": {
        "l1": 0.0,
        "l2": 0.0,
        "weight_decay": 0.0,
        "max_norm": None,
        "input_dropout": 0.0,
        "input_noise": 0.0,
        "weight_noise": 0.0,
        "weight_noise_mode": "restore",
    },
    "validation": {"every": 1, "max_samples": None, "separate_worker": False},
    "stopping": {"epochs": 100, "early": None, "threshold": None},
    "ensemble": None,
    "vary": None,
}
COMPLETE = """
{"format": 1, "title": "", "seed": 0,
 "data":    {"dataset": "circle", "samples": 500, "noise": 0.1, "features": ["x1", "x2"],
             "split": {"train": 0.6, "validation": 0.2, "test": 0.2},
             "normalization": {"shift": true, "scale": true}},
 "network": {"hidden": [{"units": 4, "activation": {"kind": "tanh"}, "dropout": 0.0}],
             "initializer": {"kind": "xavier_uniform"}},
 "loss":    {"kind": "cross_entropy", "label_smoothing": 0.0},
 "optimizer": {"kind": "momentum", "learning_rate": 0.03, "beta": 0.9},
 "schedule":  {"kind": "constant"},
 "batch":     {"size": 10, "growth": null},
 "regularization": {"l1": 0.0, "l2": 0.0, "max_norm": null, "weight_noise": 0.0, "input_noise": 0.0},
 "validation": {"every": 1, "max_samples": null, "separate_worker": false},
 "stopping":  {"epochs": 100, "early": null, "threshold": null},
 "ensemble":  null,
 "vary":      null}
"""


def test_an_empty_spec_is_the_default_experiment() -> None:
    assert Spec.parse({}).to_dict() == Spec.parse("{}").to_dict() == Spec.parse(b"{}").to_dict() == DEFAULTS


def test_the_complete_example_of_format_one_is_valid() -> None:
    """Later settings come with their defaults; what the example says stays, normalization in the words of today."""
    expected = json.loads(COMPLETE)
    expected["data"]["normalization"] = {"kind": "standardize"}
    _contains(Spec.parse(COMPLETE).to_dict(), expected)


def _contains(values: Any, expected: Any) -> None:
    if isinstance(expected, dict):
        for name, each in expected.items():
            _contains(values[name], each)
    elif isinstance(expected, list):
        for value, each in zip(values, expected, strict=True):
            _contains(value, each)
    else:
        assert values == expected


def test_a_spec_written_out_is_the_same_spec() -> None:
    spec = Spec.parse(
        {
            "title": "Ünï ☃ 𝒳",
            "data": {"dataset": "iris", "features": ["petal width (cm)", "petal length (cm)"]},
            "network": {"hidden": [{"activation": {"kind": "leaky_relu", "negative_slope": 0.3}}]},
            "optimizer": {"kind": "adam", "beta2": 0.99},
            "batch": {"size": "full"},
            "stopping": {"early": {"patience": 3}},
        }
    )
    assert Spec.parse(json.dumps(spec.to_dict(), allow_nan=False)) == spec


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_every_data_set_has_a_fitting_loss_when_none_is_named(dataset: Any) -> None:
    spec = Spec.parse({"data": {"dataset": dataset.kind}})
    expected = "mse" if dataset.outline().task == "regression" else "cross_entropy"
    assert spec.loss.name() == expected


def test_a_choice_may_leave_out_its_kind() -> None:
    spec = Spec.parse({"optimizer": {"learning_rate": 0.5}, "loss": {}, "schedule": {}})
    assert spec.optimizer.model_dump() == {**DEFAULTS["optimizer"], "learning_rate": 0.5}


def test_a_spec_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Spec.parse({}).seed = 3  # type: ignore[misc]


def test_reading_leaves_the_given_dictionary_untouched() -> None:
    values = {"optimizer": {"learning_rate": 0.5}, "data": {"dataset": "plane"}}
    copy = json.loads(json.dumps(values))
    Spec.parse(values)
    assert values == copy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("seed", 7),
        ("optimizer.learning_rate", 0.5),
        ("network.hidden.1.units", 9),
        ("network.hidden.0.activation", {"kind": "relu"}),
        ("network.hidden", []),
        ("data.features", ["x2"]),
        ("data.features", None),
        ("batch.size", "full"),
        ("stopping.early", {"patience": 5}),
    ],
)
def test_a_setting_is_replaced_by_its_path(path: str, value: Any) -> None:
    before = Spec.parse({})
    after = before.with_settings({path: value})
    assert before.to_dict() == DEFAULTS
    shown = after.value(path)
    assert {**shown, **value} == shown if isinstance(value, dict) else shown == value


@pytest.mark.parametrize(
    "path",
    ["", ".", "speed", "optimizer.speed", "network.hidden.2.units", "network.hidden.-1.units", "network.hidden.x",
     "seed.more", "optimizer..beta", "stopping.early.patience", "__class__", "network.hidden.٣.units", "a" * 10_000],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_refused_at_that_path(path: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse({}).with_settings({path: 1})
    assert [problem.loc for problem in error.value.problems] == [path]


def test_a_replaced_setting_is_checked_with_all_the_others() -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse({}).with_settings({"data.dataset": "iris", "loss.kind": "mse", "loss.label_smoothing": 0.1})
    assert [problem.loc for problem in error.value.problems] == ["loss.label_smoothing"]
    with pytest.raises(SpecError) as error:
        Spec.parse({}).with_settings({"data.dataset": "iris", "loss": {"kind": "bce"}})
    assert [problem.loc for problem in error.value.problems] == ["loss.kind"]


def test_the_value_at_a_path_that_leads_nowhere_is_null() -> None:
    spec = Spec.parse({})
    assert [spec.value(path) for path in ("", "seed.x", "network.hidden.9", "network.hidden.0.units")] == [
        None, None, None, 4,
    ]  # fmt: skip


UNREADABLE: dict[str, str | bytes] = {
    "nothing": "",
    "blank": "  \n",
    "null": "null",
    "number": "1",
    "text": '"circle"',
    "list": "[{}]",
    "open": "{",
    "two": "{}{}",
    "comment": "{} // spec",
    "single quotes": "{'seed': 1}",
    "trailing comma": '{"seed": 1,}',
    "leading zero": '{"seed": 01}',
    "NaN": '{"seed": NaN}',
    "Infinity": '{"seed": Infinity}',
    "minus Infinity": '{"data": {"noise": -Infinity}}',
    "endless whole number": '{"seed": ' + "1" * 5000 + "}",
    "deep lists": "[" * 100_000,
    "deep groups": '{"a":' * 39_000,
    "closed deep lists": '{"seed": ' + "[" * 90_000 + "]" * 90_000 + "}",
    "control character": '{"title": "\x00"}',
    "NUL": b"{\x00}",
    "not UTF-8": b'{"title": "\xff"}',
    "cut UTF-16": b"\xff\xfe\x00",
    "byte order mark": "\ufeff{}",
    "too long": " " * (TEXT_LIMIT + 1),
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_json_is_refused_with_a_sentence_about_the_whole(text: str | bytes) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(text)
    (problem,) = error.value.problems
    assert problem.loc == ""
    assert problem.msg.endswith(".")
    assert "codec" not in problem.msg
    assert "recursion" not in problem.msg
    assert "sys." not in problem.msg


def test_json_is_read_up_to_the_limit_and_whole_numbers_stay_exact() -> None:
    assert read_json("{}" + " " * (TEXT_LIMIT - 2)) == {}
    assert read_json('{"seed": 9007199254740993}') == {"seed": 9007199254740993}
    assert read_json(b'\xef\xbb\xbf{"seed": 1}') == {"seed": 1}


# A busy machine may be slow: that is no failure.
FUZZ = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = st.sampled_from(
    [*DEFAULTS, "kind", "dataset", "samples", "hidden", "units", "activation", "size", "l2", "early", "train", "split",
     "learning_rate", "beta", "epochs", "features", "", "\x00", "𝒳", "\ud800", "__class__"]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=5)
    | st.sampled_from(
        ["circle", "digits", "plane", "full", "adam", "relu", "cross_entropy", "bce", "x1", "x2", "\ud800"]
    )
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=12
)


def refusal(make: Callable[[], Spec]) -> list[Problem]:
    """Why there is no such spec; any exception but SpecError fails the test. What is accepted is strict JSON."""
    try:
        spec = make()
    except SpecError as error:
        return error.problems
    assert Spec.parse(json.dumps(spec.to_dict(), allow_nan=False)) == spec
    return [Problem("", "It is valid.")]


def in_words(problems: list[Problem]) -> bool:
    text = json.dumps([problem.to_dict() for problem in problems], allow_nan=False)
    return bool(text) and all(problem.msg and isinstance(problem.loc, str) for problem in problems) and bool(problems)


@settings(FUZZ, max_examples=800)
@given(st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_whatever_is_in_a_spec_it_is_valid_or_refused(values: dict[str, Any]) -> None:
    assert in_words(refusal(lambda: Spec.parse(values)))


@settings(FUZZ, max_examples=300)
@given(ANYTHING)
def test_whatever_is_sent_instead_of_a_spec_is_refused_in_words(values: Any) -> None:
    assert in_words(refusal(lambda: Spec.parse(json.dumps(values))))


PATHS = st.sampled_from(
    ["seed", "title", "data.dataset", "data.samples", "data.noise", "data.features", "data.features.0", "data.split",
     "data.split.train", "data.split.validation", "data.normalization", "data.normalization.kind",
     "data.distort.shift", "data.distort.scale", "data.expansion", "data.expansion.kind", "data.label_noise",
     "data.order", "data.seed", "network.hidden", "network.hidden.0", "network.hidden.0.units",
     "network.hidden.1.activation", "network.initializer", "loss", "loss.kind", "optimizer", "optimizer.kind",
     "optimizer.learning_rate", "optimizer.beta", "schedule", "batch", "batch.size", "batch.growth",
     "regularization.l1", "validation.every", "stopping.epochs", "stopping.early", "ensemble", "vary"]
)  # fmt: skip


@settings(FUZZ, max_examples=800)
@given(st.dictionaries(PATHS, ANYTHING, min_size=1, max_size=3))
def test_whatever_one_setting_becomes_the_spec_is_valid_or_refused(changes: dict[str, Any]) -> None:
    assert in_words(refusal(lambda: Spec.parse({}).with_settings(changes)))


@settings(FUZZ, max_examples=1000)
@given(st.binary(max_size=40) | st.text(st.characters(codec=None), max_size=40))
def test_any_bytes_are_read_or_refused(source: bytes | str) -> None:
    assert in_words(refusal(lambda: Spec.parse(source)))
