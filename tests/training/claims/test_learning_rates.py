"""What the course says about the size of steps, on networks (lessons L01, L02b, L03b, L04, L05, L10)."""

import numpy as np

from tests.training.claims.lesson import epochs, first_epoch, hidden, holds, last, part, trained

PLAIN = {"kind": "none"}
DIGITS = {
    "data": {"dataset": "digits", **part(1000, 797)},
    "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
    "batch": {"size": 32},
}


def test_too_small_a_rate_crawls_and_one_above_the_limit_diverges() -> None:
    settings = {
        "data": {"dataset": "plane", "noise": 0.1, "normalization": PLAIN, **part(200, 200)},
        "network": {"hidden": [], "initializer": {"kind": "normal", "std": 1.0}},
        "optimizer": {"kind": "sgd", "learning_rate": 0.03},
        "batch": {"size": "full"},
        "stopping": {"epochs": 100},
    }
    right = trained(settings)
    small = trained(settings, {"optimizer.learning_rate": 0.0005})
    large = trained(settings, {"optimizer.learning_rate": 0.1})
    assert holds(
        [last(run, "train_loss") < 0.005 for run in right],
        [last(slow, "train_loss") > 5 * last(run, "train_loss") for slow, run in zip(small, right, strict=True)],
        [run[-1]["reason"] == "diverged" for run in large],
    )


def test_momentum_is_mostly_a_ten_times_larger_step_where_the_problem_is_well_conditioned() -> None:
    settings = {**DIGITS, "optimizer": {"kind": "sgd", "learning_rate": 0.01}, "stopping": {"epochs": 25}}

    def reached(optimizer: dict[str, object]) -> list[float]:
        runs = trained({**settings, "optimizer": optimizer})
        return [first_epoch(run, "validation_accuracy", lambda value: value >= 0.9) for run in runs]

    sgd = reached({"kind": "sgd", "learning_rate": 0.01})
    classical = reached({"kind": "momentum", "learning_rate": 0.01, "beta": 0.9})
    same_number = reached({"kind": "momentum_ema", "learning_rate": 0.01, "beta": 0.9})
    matched = reached({"kind": "momentum_ema", "learning_rate": 0.1, "beta": 0.9})
    large = reached({"kind": "sgd", "learning_rate": 0.1})
    assert holds(
        [epoch >= 15 for epoch in sgd],
        [epoch <= 5 for epoch in classical],
        [epoch >= 15 for epoch in same_number],
        [one == other for one, other in zip(classical, matched, strict=True)],
        [epoch <= 5 for epoch in large],
    )


def test_private_gains_are_twice_as_fast_on_digits_with_full_batches() -> None:
    settings = {**DIGITS, "batch": {"size": "full"}, "stopping": {"epochs": 200}}

    def reached(kind: str) -> list[float]:
        runs = trained({**settings, "optimizer": {"kind": kind, "learning_rate": 0.05}})
        return [first_epoch(run, "train_loss", lambda value: value <= 0.3) for run in runs]

    assert holds([2 * gains <= plain for gains, plain in zip(reached("adaptive_gains"), reached("sgd"), strict=True)])


def test_rmsprop_or_standardizing_rescue_an_input_in_the_wrong_unit() -> None:
    settings = {
        "data": {
            "dataset": "xor",
            "noise": 0.0,
            "distort": {"scale": [1, 0.01]},
            "normalization": PLAIN,
            **part(250, 250),
        },
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.3},
        "batch": {"size": 20},
        "stopping": {"epochs": 60},
    }

    def accuracy(optimizer: dict[str, object], **changes: object) -> list[float]:
        return [last(run, "validation_accuracy") for run in trained({**settings, "optimizer": optimizer}, changes)]

    plain = [accuracy({"kind": "sgd", "learning_rate": rate}) for rate in (0.03, 0.3, 1.0)]
    rmsprop = accuracy({"kind": "rmsprop", "rho": 0.9, "learning_rate": 0.03})
    standardized = accuracy({"kind": "sgd", "learning_rate": 0.3}, **{"data.normalization.kind": "standardize"})
    assert holds(
        [max(values) < 0.7 for values in zip(*plain, strict=True)],
        [value >= 0.85 for value in rmsprop],
        [value >= 0.9 for value in standardized],
    )


def test_turning_the_rate_down_at_the_end_takes_the_rattle_away() -> None:
    settings = {
        "data": {"dataset": "moons", "noise": 0.175, "normalization": PLAIN, **part(300, 300)},
        "network": {"hidden": hidden(4)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.5},
        "batch": {"size": 2},
        "stopping": {"epochs": 40},
    }

    def end(schedule: dict[str, object]) -> list[np.ndarray]:
        runs = trained({**settings, "schedule": schedule})
        return [np.array([event["train_loss"] for event in epochs(run)[-10:]]) for run in runs]

    constant = end({"kind": "constant"})
    step = end({"kind": "step", "step_size": 20, "gamma": 0.1})
    cosine = end({"kind": "cosine", "final": 0.01})
    assert holds(
        [5 * late.std() <= rough.std() for late, rough in zip(step, constant, strict=True)],
        [5 * late.std() <= rough.std() for late, rough in zip(cosine, constant, strict=True)],
        [late.mean() < rough.mean() for late, rough in zip(step, constant, strict=True)],
    )


def test_one_noisy_epoch_stops_the_impatient_and_says_nothing_about_generalization() -> None:
    settings = {
        "data": {"dataset": "circle", "noise": 0.1, "normalization": PLAIN, **part(250, 250)},
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.1},
        "stopping": {"epochs": 400},
    }

    def stopped(patience: int) -> list[tuple[int, float]]:
        threshold = {"monitor": "train_loss", "tolerance": 0.001, "patience": patience}
        runs = trained({**settings, "stopping": {"epochs": 400, "threshold": threshold}})
        return [(run[-1]["epochs"], last(run, "train_loss")) for run in runs]

    one, five, twenty = stopped(1), stopped(5), stopped(20)
    assert holds(
        [first[0] < second[0] < third[0] for first, second, third in zip(one, five, twenty, strict=True)],
        [first[1] >= 1.3 * third[1] for first, third in zip(one, twenty, strict=True)],
    )
