"""A bad spec is refused at the path of the wrong field, with a sentence that says what to do."""

import math
import re
from typing import Any

import pytest

from training import Spec
from training.problems import SpecError


def hidden(*layers: Any) -> dict[str, Any]:
    return {"network": {"hidden": list(layers)}}


def data(**values: Any) -> dict[str, Any]:
    return {"data": values}


def split(train: Any, validation: Any, test: Any, **more: Any) -> dict[str, Any]:
    return data(split={"train": train, "validation": validation, "test": test}, **more)


def optimizer(**values: Any) -> dict[str, Any]:
    return {"optimizer": values}


NO_VALIDATION = split(0.8, 0, 0.2)
BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"seed": -1}, "seed", "at least 0; it is -1"),
    ({"seed": 2**31}, "seed", "at most 2,147,483,647"),
    ({"seed": 1.5}, "seed", "whole number; it is 1.5"),
    ({"seed": 1.0}, "seed", "whole number"),
    ({"seed": True}, "seed", "whole number; it is true"),
    ({"seed": "0"}, "seed", 'whole number; it is "0"'),
    ({"seed": None}, "seed", "whole number; it is null"),
    ({"seed": 10**400}, "seed", "it is a huge number"),
    ({"format": 2}, "format", "Choose 1"),
    ({"format": "1"}, "format", "Choose 1"),
    ({"format": True}, "format", "whole number"),
    ({"title": 5}, "title", "a text"),
    ({"title": "x" * 121}, "title", "at most 120 characters"),
    ({"title": "a\nb"}, "title", "characters that are not allowed"),
    ({"title": "\x00"}, "title", "characters that are not allowed"),
    ({"title": "\ud800"}, "title", "characters that are not allowed"),
    ({"sede": 1}, "sede", 'no setting "sede"'),
    ({"data": None}, "data", "a group of settings"),
    ({"data": []}, "data", "a group of settings"),
    (data(dataset="circel"), "data.dataset", 'There is no data set "circel". Choose one of: circle, xor'),
    (data(dataset=""), "data.dataset", "not be empty"),
    (data(dataset=3), "data.dataset", "a text"),
    (data(dataset="../../etc/passwd"), "data.dataset", "There is no data set"),
    (data(dataset="\x00"), "data.dataset", "characters that are not allowed"),
    (data(samples=9), "data.samples", "Circle needs at least 10 samples; 9 were asked for"),
    (data(samples=1), "data.samples", "at least 2; it is 1"),
    (data(samples=50_001), "data.samples", "Circle has at most 50,000 samples; 50,001 were asked for"),
    (data(samples=10**6), "data.samples", "at most 100,000"),
    (data(samples="500"), "data.samples", "whole number"),
    (data(samples=True), "data.samples", "whole number"),
    (data(dataset="iris", samples=151), "data.samples", "at most 150 samples"),
    (data(noise=-0.1), "data.noise", "at least 0"),
    (data(noise=0.51), "data.noise", "at most 0.5; it is 0.51"),
    (data(noise="high"), "data.noise", 'a number; it is "high"'),
    (data(noise=True), "data.noise", "a number; it is true"),
    (data(noise=math.nan), "data.noise", "finite"),
    (data(noise=math.inf), "data.noise", "finite"),
    (data(cycles=0), "data.cycles", "at least 0.1; it is 0"),
    (data(cycles=10.5), "data.cycles", "at most 10; it is 10.5"),
    (data(cycles="twice"), "data.cycles", 'a number; it is "twice"'),
    (data(signal_to_noise=-11), "data.signal_to_noise", "at least -10; it is -11"),
    (data(signal_to_noise=30.5), "data.signal_to_noise", "at most 30"),
    (data(signal_to_noise=math.inf), "data.signal_to_noise", "finite"),
    (data(signal_features="mel"), "data.signal_features", '"mel" is not possible here. Choose "raw", "melpower"'),
    (data(signal_features=None), "data.signal_features", "null is not possible here"),
    (data(dataset="waveforms", samples=4001), "data.samples", "Waveforms has at most 4,000 samples"),
    (data(dataset="hinton_shift", samples=3), "data.samples", "Hinton's shift has exactly 2 samples; 3 were asked for"),
    (data(dataset="sine8", samples=7), "data.samples", "exactly 8 samples; 7 were asked for"),
    (data(dataset="poly19", samples=129), "data.samples", "at most 128 samples"),
    (
        {**data(dataset="hinton_scale"), "stopping": {"early": {}}},
        "stopping.early.monitor",
        "no validation samples to watch: watch train_loss",
    ),
    (
        {**data(dataset="waveforms", signal_features="raw", samples=2000), **hidden({"units": 4})},
        "network.hidden",
        "Use fewer samples or inputs, or a smaller network",
    ),
    (data(features=[]), "data.features", "too few"),
    (data(features=["x1", "x3"]), "data.features.1", 'no column "x3". It has: x1, x2'),
    (data(features=["x1", "x1"]), "data.features", "once only"),
    (data(features="x1"), "data.features", "a list"),
    (data(features=[1]), "data.features.0", "a text"),
    (data(features=[f"x{number}" for number in range(1001)]), "data.features", "at most 1000"),
    (data(split={"train": 0.5}), "data.split", "add up to 1; they add up to 0.9"),
    (split(1.1, 0, 0), "data.split.train", "at most 1"),
    (split(0, 0.5, 0.5), "data.split.train", "greater than 0"),
    (split(0.001, 0.999, 0), "data.split.train", "No sample is left"),
    (split(0.999, 0.001, 0, samples=100), "data.split.validation", "holds no sample"),
    (split(0.999, 0, 0.001, samples=100), "data.split.test", "holds no sample"),
    (split(0.8, -0.2, 0.4), "data.split.validation", "at least 0"),
    (data(split=[0.6, 0.2, 0.2]), "data.split", "a group of settings"),
    (data(normalization={"shift": 1}), "data.normalization.kind", 'needs a "kind"'),
    (data(normalization={"kind": "standardise"}), "data.normalization.kind", 'Did you mean "standardize"?'),
    (data(normalization={"kind": "none", "shift": True}), "data.normalization.shift", "no setting"),
    (data(normalization="none"), "data.normalization", "a group of settings"),
    (data(features=["x1", "x3^2"]), "data.features.1", "It has: x1, x2, x1^2, x2^2, x1x2, sin x1, sin x2"),
    (data(features=["x1^2", "x1²"]), "data.features", "once only"),
    (data(dataset="iris", features=["x1^2"]), "data.features.0", 'Iris flowers has no column "x1^2"'),
    (data(expansion={"degree": 3}), "data.expansion.kind", 'needs a "kind"'),
    (data(expansion={"kind": "fourier"}), "data.expansion.kind", "none, polynomial, chebyshev"),
    (data(expansion={"kind": "none", "degree": 2}), "data.expansion.degree", "no setting"),
    (data(expansion={"kind": "polynomial", "degree": 20}), "data.expansion.degree", "at most 19"),
    (data(expansion={"kind": "chebyshev", "degree": 31}), "data.expansion.degree", "at most 30"),
    (data(expansion={"kind": "chebyshev", "degree": 0}), "data.expansion.degree", "at least 1"),
    (
        data(dataset="digits", expansion={"kind": "polynomial", "degree": 16}),
        "data.expansion.degree",
        "Polynomial of 64 columns makes 1,024 inputs; at most 1,000 are allowed",
    ),
    (data(distort={"scale": [1, 0.01, 1]}), "data.distort.scale", "Circle has 2 columns"),
    (data(distort={"shift": [1]}), "data.distort.shift", "here are 1"),
    (data(distort={"shift": []}), "data.distort.shift", "one number for each column"),
    (data(distort={"shift": [0, "1"]}), "data.distort.shift", "Number 2 of this list is not a number"),
    (data(distort={"scale": True}), "data.distort.scale", "a number, or a list"),
    (data(distort={"scale": math.nan}), "data.distort.scale", "Numbers from -1,000,000 to 1,000,000"),
    (data(distort={"shift": 10**400}), "data.distort.shift", "Numbers from -1,000,000"),
    (data(distort=2), "data.distort", "a group of settings"),
    (data(label_noise=0.6), "data.label_noise", "at most 0.5"),
    (data(order="sorted"), "data.order", 'Choose "random" or "by class"'),
    (data(seed=-1), "data.seed", "at least 0"),
    (data(seed=1.0), "data.seed", "whole number"),
    (hidden({"units": 0}), "network.hidden.0.units", "at least 1"),
    (hidden({"units": 513}), "network.hidden.0.units", "at most 512"),
    (hidden({"units": 4.0}), "network.hidden.0.units", "whole number"),
    (hidden(*[{"units": 4}] * 9), "network.hidden", "at most 8, here are 9"),
    (hidden({"units": 4}, 2), "network.hidden.1", "a group of settings"),
    (hidden({"activation": "tanh"}), "network.hidden.0.activation", "a group of settings"),
    (hidden({"activation": {"kind": "relo"}}), "network.hidden.0.activation.kind", 'Did you mean "relu"?'),
    (hidden({"activation": {}}), "network.hidden.0.activation.kind", 'needs a "kind"'),
    (
        hidden({"activation": {"kind": "leaky_relu", "negative_slope": 1.5}}),
        "network.hidden.0.activation.negative_slope",
        "at most 1",
    ),
    (
        hidden({"activation": {"kind": "tanh", "negative_slope": 0.1}}),
        "network.hidden.0.activation.negative_slope",
        "no setting",
    ),
    (hidden({"units": 4}, {"unit": 4}), "network.hidden.1.unit", 'no setting "unit"'),
    (hidden({"dropout": 0.95}), "network.hidden.0.dropout", "at most 0.9; it is 0.95"),
    (hidden({"normalization": "group"}), "network.hidden.0.normalization", 'Choose "none", "batch" or "layer"'),
    (
        {**hidden({"normalization": "batch"}), "batch": {"size": 1}},
        "network.hidden.0.normalization",
        "a batch size of at least 2",
    ),
    (
        {
            **hidden({"normalization": "batch"}),
            "data": {"samples": 10, "split": {"train": 0.1, "validation": 0.5, "test": 0.4}},
        },
        "network.hidden.0.normalization",
        "at least 2 training samples",
    ),
    (hidden({"units": 1, "normalization": "layer"}), "network.hidden.0.normalization", "at least two of them"),
    ({"network": {"seed": -1}}, "network.seed", "at least 0"),
    ({"network": {"hidden": None}}, "network.hidden", "a list"),
    ({"network": {"initializer": {"kind": "ones"}}}, "network.initializer.kind", "Choose one of: xavier_uniform"),
    ({"loss": {"kind": "hinge"}}, "loss.kind", "Choose one of: cross_entropy, bce, mse"),
    ({"loss": {"kind": ["mse"]}}, "loss.kind", "a list is not known"),
    ({"loss": {"kind": None}}, "loss.kind", "null is not known"),
    ({"loss": "mse"}, "loss", "a group of settings"),
    ({"loss": {"label_smoothing": 0.9}}, "loss.label_smoothing", "at most 0.5"),
    ({"loss": {"kind": "bce"}, **data(dataset="iris")}, "loss.kind", "Iris flowers has 3: choose cross_entropy"),
    ({"loss": {"kind": "cross_entropy"}, **data(dataset="plane")}, "loss.kind", "asks for a number: choose mse"),
    (optimizer(kind="adamm"), "optimizer.kind", 'Did you mean "adam"?'),
    (optimizer(kind="sgd", beta=0.9), "optimizer.beta", 'no setting "beta"'),
    (optimizer(learning_rate=0), "optimizer.learning_rate", "at least 1e-06; it is 0"),
    (optimizer(learning_rate=11), "optimizer.learning_rate", "at most 10"),
    (optimizer(learning_rate="0.1"), "optimizer.learning_rate", "a number"),
    (optimizer(learning_rate=math.inf), "optimizer.learning_rate", "finite"),
    (optimizer(learning_rate=10**400), "optimizer.learning_rate", "huge"),
    (optimizer(beta=1), "optimizer.beta", "less than 1"),
    (optimizer(kind="adam", beta2=1.0), "optimizer.beta2", "less than 1"),
    (optimizer(kind="adam", epsilon=0), "optimizer.epsilon", "at least 1e-12"),
    (optimizer(kind="rmsprop", rho=-0.1), "optimizer.rho", "at least 0"),
    ({"optimizer": "adam"}, "optimizer", "a group of settings"),
    ({"schedule": {"kind": "constant", "factor": 1}}, "schedule.factor", "no setting"),
    ({"batch": {"size": 0}}, "batch.size", 'from 1 to 100,000, or "full"'),
    ({"batch": {"size": "half"}}, "batch.size", 'or "full"'),
    ({"batch": {"size": True}}, "batch.size", 'or "full"'),
    ({"batch": {"growth": 2}}, "batch.growth", "a group of settings"),
    ({"batch": {"growth": {"factor": 0.5}}}, "batch.growth.factor", "at least 1; it is 0.5"),
    ({"batch": {"growth": {"every": 0}}}, "batch.growth.every", "at least 1"),
    ({"batch": {"shuffle": 1}}, "batch.shuffle", "true or false"),
    ({"clipping": {"norm": 0}}, "clipping.norm", "at least 0.001"),
    ({"clipping": {"value": -1}}, "clipping.value", "at least 0.0001"),
    ({"clipping": 1}, "clipping", "a group of settings"),
    ({"batch": 10}, "batch", "a group of settings"),
    ({"regularization": {"l1": -1}}, "regularization.l1", "at least 0"),
    ({"regularization": {"l2": 11}}, "regularization.l2", "at most 10"),
    ({"regularization": {"weight_decay": 11}}, "regularization.weight_decay", "at most 10"),
    ({"regularization": {"max_norm": 0}}, "regularization.max_norm", "at least 0.1"),
    ({"regularization": {"weight_noise": 2}}, "regularization.weight_noise", "at most 1"),
    ({"regularization": {"weight_noise_mode": "keep"}}, "regularization.weight_noise_mode", 'Choose "restore" or'),
    ({"regularization": {"input_noise": False}}, "regularization.input_noise", "must be a number; it is false"),
    ({"regularization": {"input_dropout": 0.9}}, "regularization.input_dropout", "at most 0.8"),
    ({"validation": {"every": 0}}, "validation.every", "at least 1"),
    ({"validation": {"max_samples": 0}}, "validation.max_samples", "at least 1"),
    ({"validation": {"max_samples": 2.5}}, "validation.max_samples", "whole number"),
    ({"validation": {"max_samples": 10**6}}, "validation.max_samples", "at most 100,000"),
    ({"validation": {"separate_worker": 1}}, "validation.separate_worker", "true or false"),
    (
        {"validation": {"separate_worker": True}, **NO_VALIDATION},
        "validation.separate_worker",
        "no validation samples to evaluate",
    ),
    (
        {"validation": {"separate_worker": True}, "ensemble": {}},
        "validation.separate_worker",
        "switch this or the ensemble off",
    ),
    ({"stopping": {"epochs": 0}}, "stopping.epochs", "at least 1"),
    ({"stopping": {"epochs": 10_001}}, "stopping.epochs", "at most 10,000"),
    ({"stopping": {"early": {"patience": -1}}}, "stopping.early.patience", "at least 0"),
    (
        {"stopping": {"early": {"monitor": "accuracy"}}},
        "stopping.early.monitor",
        'Choose "validation_loss", "validation_accuracy", "train_loss" or "train_accuracy"',
    ),
    ({"stopping": {"early": True}}, "stopping.early", "a group of settings"),
    ({"stopping": {"early": {}}, **NO_VALIDATION}, "stopping.early.monitor", "no validation samples"),
    ({"ensemble": True}, "ensemble", "a group of settings"),
    ({"ensemble": {"members": 1}}, "ensemble.members", "at least 2"),
    ({"ensemble": {"members": 21}}, "ensemble.members", "at most 20"),
    ({"ensemble": {"bootstrap": 1}}, "ensemble.bootstrap", "true or false"),
    ({"ensemble": {}, "validation": {"separate_worker": True}}, "validation.separate_worker", "evaluated together"),
    ({"vary": []}, "vary", "a group of settings"),
    ({"vary": {}}, "vary.kind", 'needs a "kind"'),
    (hidden(*[{"units": 512}] * 8), "network.hidden", "1,841,154 parameters; at most 300,000 are allowed"),
    (
        {**data(dataset="spiral", samples=10_000), **hidden({"units": 440}, {"units": 440})},
        "network.hidden",
        "One epoch takes about 10,940,160,000 operations",
    ),
]


@pytest.mark.parametrize(("values", "loc", "words"), BAD)
def test_a_bad_spec_is_refused_at_its_field(values: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(values)
    (problem,) = error.value.problems
    assert problem.loc == loc
    assert words in problem.msg


@pytest.mark.parametrize(("values", "loc", "words"), BAD)
def test_every_refusal_is_a_short_plain_sentence(values: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(values)
    sentence = error.value.problems[0].msg
    assert re.fullmatch(r'["A-Za-z0-9].*[.?]', sentence)
    assert len(sentence) < 250
    jargon = (
        "pydantic",
        "Input should",
        "validation error",
        "NoneType",
        "dict",
        "tuple",
        "int_",
        "Value error",
        "None,",
    )
    assert not any(word in sentence for word in jargon)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse({"seed": -1, "batch": {"size": 0}, "network": {"hidden": [{"units": 4}, {"units": 0}]}, "sede": 1})
    assert {problem.loc for problem in error.value.problems} == {"seed", "batch.size", "network.hidden.1.units", "sede"}


def test_rules_between_settings_are_told_together() -> None:
    with pytest.raises(SpecError) as error:
        Spec.parse(
            {**split(0.5, 0, 0.2, dataset="iris", samples=200), "loss": {"kind": "bce"}, "stopping": {"early": {}}}
        )
    locs = [problem.loc for problem in error.value.problems]
    assert locs == ["data.samples", "data.split", "loss.kind", "stopping.early.monitor"]
