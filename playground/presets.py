"""Experiments that show one thing each, at once: the gallery of the playground. `sets` are dotted paths of a spec."""

from dataclasses import dataclass, field
from typing import Any

TILES = ["x1", "x2", "x1^2", "x2^2", "x1x2", "sin x1", "sin x2"]


def layers(*units: int, activation: str = "tanh") -> list[dict[str, Any]]:
    """Hidden layers with one activation."""
    return [
        {"units": count, "activation": {"kind": activation}, "dropout": 0.0, "normalization": "none"} for count in units
    ]


def optimizer(kind: str, rate: float, **more: float) -> dict[str, Any]:
    """An optimizer and its learning rate."""
    return {"kind": kind, "learning_rate": rate, **more}


def runs(**sets: dict[str, Any]) -> dict[str, Any]:
    """Several runs side by side: what each sets, by its name."""
    return {"kind": "list", "runs": [{"name": name.replace("_", " "), "set": each} for name, each in sets.items()]}


@dataclass(frozen=True)
class Preset:
    """One experiment of the gallery: a name, what to look at, and what it sets; everything else is as proposed."""

    name: str
    title: str
    look: str
    sets: dict[str, Any] = field(default_factory=dict)

    @property
    def picture(self) -> str:
        """The data set, whose picture stands on the card."""
        return str(self.sets.get("data.dataset", "circle"))


PRESETS = (
    Preset(
        "line",
        "A line cannot do it",
        "No hidden layer draws one straight line. A cross of two classes leaves it at a coin's accuracy.",
        {"data.dataset": "xor", "network.hidden": []},
    ),
    Preset(
        "product",
        "One feature can",
        "The same cross, still without a hidden layer: given x₁x₂ as an input, one line is enough.",
        {"data.dataset": "xor", "network.hidden": [], "data.features": ["x1x2"]},
    ),
    Preset(
        "hidden",
        "Hidden units bend the line",
        "Watch eight units turn their lines until together they enclose the circle.",
        {"network.hidden": layers(8), "optimizer": optimizer("sgd", 0.1)},
    ),
    Preset(
        "spiral",
        "A spiral that needs features",
        "With squares, product and sines as inputs a small network winds itself around the spiral.",
        {
            "data.dataset": "spiral",
            "data.noise": 0.0,
            "data.features": TILES,
            "network.hidden": layers(8, 8),
            "optimizer": optimizer("adam", 0.01),
            "stopping.epochs": 300,
        },
    ),
    Preset(
        "diverging",
        "Learning rate too high",
        "Steps so large that each lands further up the other side. The loss explodes within a few epochs.",
        {"data.dataset": "plane", "loss": {"kind": "mse"}, "optimizer": optimizer("sgd", 3)},
    ),
    Preset(
        "rates",
        "Three learning rates",
        "The same start, the same batches: one crawls, one learns, one jumps about.",
        {
            "data.dataset": "moons",
            "optimizer": optimizer("sgd", 0.1),
            "vary": runs(
                too_small={"optimizer.learning_rate": 0.001},
                about_right={"optimizer.learning_rate": 0.1},
                too_large={"optimizer.learning_rate": 10},
            ),
        },
    ),
    Preset(
        "momentum",
        "Momentum against plain steps",
        "SGD, momentum and Adam from the same first weights: who is down first?",
        {
            "data.dataset": "moons",
            "vary": runs(
                plain_SGD={"optimizer": optimizer("sgd", 0.03)},
                momentum={"optimizer": optimizer("momentum", 0.03, beta=0.9)},
                Adam={"optimizer": optimizer("adam", 0.03)},
            ),
        },
    ),
    Preset(
        "dead",
        "Dead ReLUs",
        "One step too large and units stop answering anything: their maps go blank and stay so.",
        {"network.hidden": layers(8, 8, activation="relu"), "optimizer": optimizer("sgd", 10)},
    ),
    Preset(
        "vanishing",
        "Vanishing gradients",
        "Six layers of sigmoids. Open Diagnostics: the gradient of the first layer is thousands of times smaller.",
        {"network.hidden": layers(10, 10, 10, 10, 10, 10, activation="sigmoid")},
    ),
    Preset(
        "symmetric",
        "All units alike",
        "From equal first weights all units stay equal for ever. Eight of them do the work of one.",
        {"network.hidden": layers(8), "network.initializer": {"kind": "constant", "weight": 0.5}},
    ),
    Preset(
        "unscaled",
        "Inputs far from zero",
        "The same circle moved away by 100 and not normalized: the network barely sees a difference.",
        {"data.distort": {"scale": 1.0, "shift": 100.0}, "data.normalization": {"kind": "none"}},
    ),
    Preset(
        "coins",
        "Learning coins by heart",
        "Labels drawn by lot. Training accuracy climbs, validation stays at a coin's: overfitting, nothing else.",
        {
            "data.dataset": "coinflip",
            "data.samples": 100,
            "network.hidden": layers(64, 64, activation="relu"),
            "optimizer": optimizer("adam", 0.01),
            "stopping.epochs": 200,
        },
    ),
    Preset(
        "penalty",
        "A penalty against noise",
        "Sixty noisy points, many units. With L2 the boundary stays smooth and the gap between the curves small.",
        {
            "data.samples": 100,
            "data.noise": 0.4,
            "network.hidden": layers(32, 32, activation="relu"),
            "optimizer": optimizer("adam", 0.01),
            "stopping.epochs": 200,
            "vary": runs(without={"regularization.l2": 0.0}, with_L2={"regularization.l2": 0.03}),
        },
    ),
    Preset(
        "underdetermined",
        "Eight points, sixteen numbers",
        "Every start ends at another curve through the points. A small penalty leaves one answer, a better one.",
        {
            "data.dataset": "sine8",
            "data.seed": 0,
            "data.expansion": {"kind": "chebyshev", "degree": 15},
            "data.normalization": {"kind": "none"},
            "network.hidden": [],
            "network.initializer": {"kind": "normal", "deviation": 1.0},
            "loss": {"kind": "half_mse"},
            "optimizer": optimizer("momentum", 0.4, beta=0.9),
            "batch.size": "full",
            "stopping.epochs": 900,
            "vary": runs(
                start_1={"seed": 1},
                start_2={"seed": 2},
                start_1_with_L2={"seed": 1, "regularization.l2": 0.01},
                start_2_with_L2={"seed": 2, "regularization.l2": 0.01},
            ),
        },
    ),
    Preset(
        "digits",
        "Reading digits",
        "1,797 handwritten digits of 8 × 8 pixels; the pictures in the units show what each has learned to look for.",
        {
            "data.dataset": "digits",
            "network.hidden": layers(64, 32, activation="relu"),
            "optimizer": optimizer("adam", 0.001),
            "batch.size": 32,
            "stopping.epochs": 30,
        },
    ),
    Preset(
        "curve",
        "Fitting a curve",
        "One input, one number: the network bends its line through a noisy sine.",
        {
            "data.dataset": "sine",
            "loss": {"kind": "mse"},
            "network.hidden": layers(16),
            "optimizer": optimizer("adam", 0.03),
        },
    ),
)
