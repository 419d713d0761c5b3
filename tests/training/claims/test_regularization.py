"""What the course says about fitting noise and keeping from it (lessons L09, L18, L19, L21, L22, L24)."""

from typing import Any

import numpy as np
import pytest

from tests.training.claims.lesson import epochs, hidden, holds, last, part, trained

PLAIN = {"kind": "none"}
NOISY_DIGITS: dict[str, Any] = {
    "data": {"dataset": "digits", "label_noise": 0.4, **part(600, 1197)},
    "network": {"hidden": hidden(128, kind="relu"), "initializer": {"kind": "he_normal"}},
    "optimizer": {"kind": "adam", "learning_rate": 0.003},
    "batch": {"size": 50},
    "stopping": {"epochs": 40},
}


@pytest.fixture(scope="module")
def memorizing() -> list[list[dict[str, Any]]]:
    """Digits with 40 % wrong training labels, trained without any protection."""
    return trained(NOISY_DIGITS)


def test_a_large_network_memorizes_wrong_labels(memorizing: Any) -> None:
    assert holds(
        [last(run, "train_accuracy") >= 0.9 for run in memorizing],
        [last(run, "validation_accuracy") < 0.75 for run in memorizing],
    )


@pytest.mark.parametrize(
    ("changes", "gain"),
    [
        ({"regularization.weight_noise": 0.1}, 0.05),
        ({"regularization.weight_noise": 0.2}, 0.10),
        ({"network.hidden.0.dropout": 0.5}, 0.08),
        ({"network.hidden.0.dropout": 0.5, "regularization.input_dropout": 0.2}, 0.12),
        ({"regularization.l2": 0.01}, 0.05),
        ({"regularization.max_norm": 0.7}, 0.10),
        ({"regularization.input_noise": 1.0}, 0.10),
    ],
    ids=["weight noise .1", "weight noise .2", "dropout", "dropout on inputs too", "l2", "max-norm", "input noise"],
)
def test_each_protection_gains_accuracy_on_clean_labels(memorizing: Any, changes: dict[str, Any], gain: float) -> None:
    protected = trained(NOISY_DIGITS, changes)
    pairs = list(zip(protected, memorizing, strict=True))
    assert holds(
        [last(one, "validation_accuracy") >= last(none, "validation_accuracy") + gain for one, none in pairs],
        [last(one, "train_accuracy") < last(none, "train_accuracy") for one, none in pairs],
    )


def test_label_smoothing_does_not_help_against_wrong_labels(memorizing: Any) -> None:
    smooth = trained(NOISY_DIGITS, {"loss.label_smoothing": 0.2})
    pairs = zip(smooth, memorizing, strict=True)
    assert holds([last(one, "validation_accuracy") < last(none, "validation_accuracy") + 0.05 for one, none in pairs])


def test_early_stopping_ends_near_the_start_with_better_weights(memorizing: Any) -> None:
    early = {"monitor": "validation_loss", "patience": 5, "restore_best": True}
    stopped = trained(NOISY_DIGITS, {"stopping.early": early})
    at_best = [epochs(run)[run[-1]["best_epoch"] - 1] for run in stopped]
    assert holds(
        [run[-1]["epochs"] < 20 and run[-1]["reason"] == "stopped early" for run in stopped],
        [
            best["validation_accuracy"] >= last(none, "validation_accuracy") + 0.05
            for best, none in zip(at_best, memorizing, strict=True)
        ],
        [best["distance"] < last(none, "distance") for best, none in zip(at_best, memorizing, strict=True)],
        [
            last(none, "validation_loss") >= 1.15 * min(event["validation_loss"] for event in epochs(none))
            for none in memorizing
        ],
    )


def test_smaller_networks_and_smaller_weights_generalize_better_on_few_noisy_points() -> None:
    settings = {
        "data": {"dataset": "moons", "noise": 0.175, "normalization": PLAIN, **part(60, 1000)},
        "network": {"hidden": hidden(64, 64)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "adam", "learning_rate": 0.01},
        "batch": {"size": "full"},
        "validation": {"every": 10},
        "stopping": {"epochs": 400},
    }
    large, small = trained(settings), trained({**settings, "network": {"hidden": hidden(4)}})
    penalized = trained(settings, {"regularization.l2": 0.01})
    flattened = trained(settings, {"regularization.l2": 1.0})
    bounded = trained(settings, {"regularization.max_norm": 1.0})

    def lower(runs: list[list[dict[str, Any]]]) -> list[bool]:
        return [last(a, "validation_loss") < last(b, "validation_loss") for a, b in zip(runs, large, strict=True)]

    assert holds(
        [last(run, "train_loss") < 0.2 for run in large],
        [last(run, "validation_loss") > 2.5 * last(run, "train_loss") for run in large],
        lower(small),
        lower(penalized),
        lower(bounded),
        [5 * last(a, "weight_norm") <= last(b, "weight_norm") for a, b in zip(penalized, large, strict=True)],
        [last(run, "train_loss") > 0.6 for run in flattened],
    )


def test_growing_batches_end_calmly_after_a_quarter_of_the_updates() -> None:
    settings = {
        "data": {"dataset": "moons", "noise": 0.125, "normalization": PLAIN, **part(600, 600)},
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.3},
        "batch": {"size": 4},
        "stopping": {"epochs": 40},
    }
    growth = {"factor": 2, "every": 5, "maximum": 256}
    runs = [
        trained(settings, {"batch.size": size, "batch.growth": grow})
        for size, grow in ((4, None), (4, growth), (256, None))
    ]
    small, growing, large = ([[e["train_loss"] for e in epochs(run)[-10:]] for run in each] for each in runs)
    assert [last(each[0], "updates") for each in runs] == [6000, 1515, 120]
    assert holds(
        [5 * np.std(late) <= np.std(rough) for late, rough in zip(growing, small, strict=True)],
        [np.mean(late) < np.mean(slow) for late, slow in zip(growing, large, strict=True)],
    )


def test_a_subset_of_the_validation_samples_tells_nearly_the_same() -> None:
    settings = {
        "data": {"dataset": "circle", "noise": 0.1, "normalization": PLAIN, **part(500, 9500)},
        "network": {"hidden": hidden(64, 64)},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.1},
        "batch": {"size": 50},
        "stopping": {"epochs": 30},
    }
    whole, some = trained(settings), trained(settings, {"validation.max_samples": 500, "validation.every": 10})
    figures = [
        (last(one, "validation_accuracy"), last(other, "validation_accuracy"))
        for one, other in zip(whole, some, strict=True)
    ]
    assert holds([abs(one - other) <= 3 * (one * (1 - one) / 500) ** 0.5 for one, other in figures])
