"""What the course says about first weights, inputs and dying units (lessons L11, L12, L13b, L14, L15, L16b, B1b)."""

import pytest

from tests.training.claims.lesson import compared, epochs, first_epoch, hidden, holds, last, part, trained

PLAIN = {"kind": "none"}


def test_identical_units_stay_identical_and_learn_little() -> None:
    settings = {
        "data": {"dataset": "xor", "noise": 0.0, "normalization": PLAIN, **part(250, 250)},
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.3},
        "stopping": {"epochs": 60},
    }

    def best(initializer: dict[str, object]) -> list[float]:
        runs = trained({**settings, "network": {"hidden": hidden(8), "initializer": initializer}})
        return [max(event["validation_accuracy"] for event in epochs(run)) for run in runs]

    assert holds(
        [value <= 0.8 for value in best({"kind": "constant", "value": 0.5})],
        [value <= 0.8 for value in best({"kind": "zeros"})],
        [value >= 0.97 for value in best({"kind": "xavier_uniform"})],
    )


def test_small_random_weights_are_neither_tiny_nor_one() -> None:
    settings = {
        "data": {"dataset": "digits", **part(1000, 797)},
        "network": {"hidden": hidden(*[64] * 6)},
        "optimizer": {"kind": "sgd", "learning_rate": 0.1},
        "batch": {"size": 32},
        "stopping": {"epochs": 15},
    }

    def ends(initializer: dict[str, object]) -> list[tuple[float, float, float]]:
        runs = trained({**settings, "network": {"hidden": hidden(*[64] * 6), "initializer": initializer}})
        layers = [epochs(run)[0]["layers"] for run in runs]
        return [
            (last(run, "validation_accuracy"), layer["activation_std"][5], layer["saturated"][5])
            for run, layer in zip(runs, layers, strict=True)
        ]

    tiny = ends({"kind": "normal", "std": 0.01})
    wide = ends({"kind": "normal", "std": 1.0})
    right = ends({"kind": "xavier_uniform"})
    assert holds(
        [accuracy < 0.2 and spread < 0.01 for accuracy, spread, _ in tiny],
        [0.3 < accuracy < 0.85 and saturated > 0.5 for accuracy, _, saturated in wide],
        [accuracy >= 0.93 for accuracy, _, _ in right],
    )


def test_inputs_far_from_the_origin_saturate_units_until_they_are_centred() -> None:
    settings = {
        "data": {"dataset": "moons", "noise": 0.1, "distort": {"shift": [20, 20]}, **part(300, 300)},
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.3},
        "batch": {"size": 20},
        "stopping": {"epochs": 100},
    }

    def accuracy(kind: str) -> list[float]:
        return [last(run, "validation_accuracy") for run in trained(settings, {"data.normalization.kind": kind})]

    assert holds(
        [value < 0.75 for value in accuracy("none")],
        [value >= 0.85 for value in accuracy("center")],
        [value >= 0.92 for value in accuracy("standardize")],
    )


@pytest.mark.parametrize(
    ("kind", "rates", "earliest", "latest"),
    [
        ("none", (1e-6, 1e-5, 1e-4, 1e-3), 601, 2e9),
        ("center", (1e-6, 1e-5, 1e-4, 1e-3), 601, 2e9),
        ("scale", (0.03, 0.1, 0.3), 70, 450),
        ("standardize", (0.1, 0.3, 1.0), 1, 15),
    ],
)
def test_standardized_wine_takes_ten_epochs_where_raw_wine_takes_more_than_600(
    kind: str, rates: tuple[float, ...], earliest: float, latest: float
) -> None:
    settings = {
        "data": {"dataset": "wine", "normalization": {"kind": kind}, **part(107, 71)},
        "network": {"hidden": []},
        "optimizer": {"kind": "sgd", "learning_rate": 0.1},
        "batch": {"size": "full"},
        "stopping": {"epochs": 600},
    }
    each = compared(settings, *({"optimizer.learning_rate": rate} for rate in rates))
    reached = [[first_epoch(run, "train_loss", lambda value: value <= 0.1) for run in runs] for runs in each]
    assert holds([earliest <= min(seed) <= latest for seed in zip(*reached, strict=True)])


def test_a_slope_on_the_negative_side_keeps_units_alive() -> None:
    settings = {
        "data": {"dataset": "digits", **part(1000, 797)},
        "optimizer": {"kind": "adam", "learning_rate": 0.1},
        "batch": {"size": 32},
        "stopping": {"epochs": 10},
    }

    def ends(activation: dict[str, object]) -> list[tuple[float, float | None]]:
        layers = [{"units": 32, "activation": activation}] * 3
        runs = trained({**settings, "network": {"hidden": layers, "initializer": {"kind": "he_normal"}}})
        return [(last(run, "validation_accuracy"), epochs(run)[-1]["layers"]["dead"][2]) for run in runs]

    relu = ends({"kind": "relu"})
    leaky = ends({"kind": "leaky_relu", "negative_slope": 0.1})
    assert holds(
        [accuracy < 0.7 and dead is not None and dead >= 0.5 for accuracy, dead in relu],
        [accuracy >= 0.7 for accuracy, _ in leaky],
        [one[0] >= other[0] + 0.2 for one, other in zip(leaky, relu, strict=True)],
    )


def test_bad_minima_disappear_with_width() -> None:
    def stuck(units: int) -> list[bool]:
        settings = {
            "data": {"dataset": "xor", "noise": 0.0, "normalization": PLAIN, **part(100, 100)},
            "network": {"hidden": hidden(units)},
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.5},
            "batch": {"size": "full"},
            "validation": {"every": 100},
            "stopping": {"epochs": 600},
        }
        return [last(run, "train_loss") > 0.15 for run in trained(settings)]

    assert holds(stuck(2), [not one for one in stuck(8)])


def test_the_right_features_make_a_linear_model_enough_for_the_circle() -> None:
    settings = {
        "data": {"dataset": "circle", "noise": 0.0, **part(100, 400)},
        "network": {"hidden": []},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.3},
        "stopping": {"epochs": 30},
    }

    def reached(run: list[dict[str, object]]) -> float:
        return first_epoch(run, "validation_accuracy", lambda value: value >= 0.95)

    linear = trained(settings)
    squares = trained({**settings, "data": {**settings["data"], "features": ["x1", "x2", "x1^2", "x2^2"]}})
    network = trained({**settings, "network": {"hidden": hidden(8)}})
    assert holds(
        [last(run, "validation_accuracy") < 0.7 for run in linear],
        [reached(run) <= 5 and last(run, "validation_accuracy") >= 0.98 for run in squares],
        [reached(deep) >= 3 * reached(run) for deep, run in zip(network, squares, strict=True)],
    )
