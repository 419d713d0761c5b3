"""What the course says about first weights and dying units (lessons L11, L12, L15, L16b)."""

from tests.training.claims.lesson import epochs, hidden, holds, last, part, trained

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
