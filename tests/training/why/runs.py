"""Runs with a fault planted in each, and runs that learn well: what the rules are held against."""

from typing import Any

from training import Spec, train
from training.events import RunFinished
from training.why.finding import Finding

RAW = {"normalization": {"kind": "none"}}


def layers(*units: int, activation: str = "tanh", **initializer: Any) -> dict[str, Any]:
    """A network's settings; `initializer` are those of its first weights."""
    hidden = [{"units": count, "activation": {"kind": activation}} for count in units]
    return {"hidden": hidden, **({"initializer": initializer} if initializer else {})}


def by(kind: str, rate: float, epochs: int = 100, size: int | str = 10) -> dict[str, Any]:
    """Optimizer, epochs and batches."""
    return {
        "optimizer": {"kind": kind, "learning_rate": rate},
        "stopping": {"epochs": epochs},
        "batch": {"size": size},
    }


def of(dataset: str, **more: Any) -> dict[str, Any]:
    """The data section."""
    return {"data": {"dataset": dataset, **more}}


PLANTED: dict[str, tuple[str, dict[str, Any]]] = {
    "a plane with SGD at 3": ("diverged", {**of("plane"), **by("sgd", 3)}),
    "diabetes with momentum at 1": ("diverged", {**of("diabetes"), **by("momentum", 1)}),
    "ReLU in full batches at 5": (
        "diverged", {**of("plane"), "network": layers(16, 16, activation="relu"), **by("sgd", 5, size="full")}
    ),
    "circle with momentum at 3": ("learning_rate_too_large", by("momentum", 3)),
    "moons with Adam at 1": ("learning_rate_too_large", {**of("moons"), **by("adam", 1)}),
    "circle with SGD at 0.0001": ("learning_rate_too_small", by("sgd", 1e-4)),
    "digits with SGD at 0.0003": (
        "learning_rate_too_small", {**of("digits"), "network": layers(32), **by("sgd", 3e-4, 20)}
    ),
    "moons with Adam at 0.00001": ("learning_rate_too_small", {**of("moons"), **by("adam", 1e-5)}),
    "a constant": ("symmetric_weights", {"network": layers(8, kind="constant", weight=0.5)}),
    "zeros": ("symmetric_weights", {**of("digits"), "network": layers(16, kind="zeros"), "stopping": {"epochs": 20}}),
    "six sigmoids": ("vanishing_gradients", {"network": layers(*[10] * 6, activation="sigmoid")}),
    "six layers of tiny weights": (
        "vanishing_gradients", {"network": layers(*[16] * 6, kind="normal", deviation=0.01)}
    ),
    "sigmoids of huge weights": (
        "saturation",
        {**of("digits"), "network": layers(32, activation="sigmoid", kind="normal", deviation=10),
         "stopping": {"epochs": 20}},
    ),
    "tanh of huge weights": (
        "saturation",
        {**of("multi_gauss"), "network": layers(16, 16, kind="normal", deviation=10), "stopping": {"epochs": 50}},
    ),
    "ReLU after steps of 10": ("dead_units", {"network": layers(8, 8, activation="relu"), **by("sgd", 10)}),
    "ReLU far to one side": (
        "dead_units",
        {**of("circle", distort={"shift": -30.0}, **RAW), "network": layers(16, 16, activation="relu")},
    ),
    "raw wine": ("unscaled_inputs", {**of("wine", **RAW), "network": layers(16, activation="relu")}),
    "raw cancer": ("unscaled_inputs", {**of("breast_cancer", **RAW), "network": layers(16)}),
    "a circle far away": ("unscaled_inputs", of("circle", distort={"shift": 100.0}, **RAW)),
    "a squeezed column": ("unscaled_inputs", of("gauss", distort={"scale": [0.001, 100.0]}, **RAW)),
    "many units for 60 noisy samples": (
        "overfitting",
        {**of("circle", noise=0.4, samples=100), "network": layers(64, 64, activation="relu"), **by("adam", 0.01, 200)},
    ),
    "coins learned by heart": (
        "overfitting",
        {**of("coinflip", samples=200), "network": layers(64, 64, activation="relu"), **by("adam", 0.01, 200)},
    ),
    "cancer for 200 epochs": (
        "overfitting",
        {**of("breast_cancer"), "network": layers(64, 64, activation="relu"), **by("adam", 0.003, 200)},
    ),
    "a line through a circle": ("too_simple", {"network": layers()}),
    "a line through xor": ("too_simple", {**of("xor"), "network": layers()}),
}  # fmt: skip
"""What is wrong, and the settings that make it so. Each is trained with several seeds."""

DEFAULTS = (
    "circle", "xor", "gauss", "moons", "spiral", "coinflip", "plane", "multi_gauss", "sine", "sine8", "poly19",
    "hinton_shift", "hinton_scale", "waveforms", "digits", "iris", "wine", "breast_cancer", "diabetes",
)  # fmt: skip
"""Every data set with the settings that the page begins with."""

HEALTHY: dict[str, dict[str, Any]] = {
    **{f"{name} as it comes": of(name) for name in DEFAULTS},
    "circle, ReLU": {"network": layers(8, 8, activation="relu")},
    "circle, Adam": by("adam", 0.01),
    "circle, RMSprop": by("rmsprop", 0.01),
    "circle, one by one": by("sgd", 0.03, 60, size=1),
    "circle, full batches": by("momentum", 0.3, 300, size="full"),
    "circle, not scaled": of("circle", **RAW),
    "circle, cosine": {**by("momentum", 0.1), "schedule": {"kind": "cosine"}},
    "circle, Rprop": by("rprop", 0.01, size="full"),
    "squares and a line": {**of("circle", features=["x1^2", "x2^2"]), "network": layers()},
    "a line from zeros": {**of("gauss"), "network": layers(kind="zeros")},
    "moons, GELU": {**of("moons"), "network": layers(16, activation="gelu"), **by("adam", 0.01)},
    "digits, Adam": {**of("digits"), "network": layers(64, 32), **by("adam", 0.001, 30, 32)},
    "digits, SGD": {**of("digits"), "network": layers(32, activation="relu"), **by("sgd", 0.1, 30, 32)},
    "digits, sigmoid": {**of("digits"), "network": layers(32, activation="sigmoid"), **by("adam", 0.01, 30, 32)},
    "digits, not scaled": {
        **of("digits", **RAW), "network": layers(32, activation="relu"), **by("adam", 0.001, 30, 32),
    },
    "wine, early": {
        **of("wine"), "network": layers(16, activation="relu"), "stopping": {"early": {"patience": 10}},
    },
    "cancer, early": {
        **of("breast_cancer"), "network": layers(16, activation="relu"), "stopping": {"early": {"patience": 10}},
    },
    "hills, Adam": {**of("multi_gauss"), "network": layers(32, 16), **by("adam", 0.01)},
    "sine, Adam": {**of("sine"), "network": layers(16), **by("adam", 0.03)},
}  # fmt: skip


def findings_of(settings: dict[str, Any], seed: int = 0) -> list[Finding]:
    """What is found after training these settings to the end."""
    last = list(train(Spec.parse({**settings, "seed": seed})))[-1]
    assert isinstance(last, RunFinished)
    return last.findings
