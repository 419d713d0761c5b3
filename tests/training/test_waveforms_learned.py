"""What features and normalization are worth: the same network on raw samples, mel power, log-mel and MFCC.

Ranges are those of fifteen seeds measured elsewhere, widened a little.
"""

import pytest

from training import Spec, train

RANGES = {
    ("raw", "standardize"): (0.22, 0.36),
    ("melpower", "none"): (0.28, 0.62),
    ("melpower", "standardize"): (0.53, 0.71),
    ("melspec", "standardize"): (0.65, 0.78),
    ("mfcc", "none"): (0.74, 0.88),
    ("mfcc", "standardize"): (0.93, 0.99),
}


def accuracies(features: str, normalization: str, seed: int) -> tuple[float, float]:
    data = {
        "dataset": "waveforms",
        "samples": 800,
        "split": {"train": 0.5, "validation": 0.5, "test": 0},
        "signal_to_noise": 0.0,
        "signal_features": features,
        "normalization": {"kind": normalization},
    }
    layer = {"units": 32, "activation": {"kind": "relu"}}
    spec = Spec.parse(
        {
            "seed": seed,
            "data": data,
            "network": {"hidden": [layer], "initializer": {"kind": "he_normal"}},
            "optimizer": {"kind": "sgd", "learning_rate": 0.03},
            "batch": {"size": 32},
            "validation": {"every": 30},
            "stopping": {"epochs": 30},
        }
    )
    last = [event for event in train(spec) if event.type == "epoch_ended"][-1]
    assert last.train_accuracy is not None
    assert last.validation_accuracy is not None
    return last.train_accuracy, last.validation_accuracy


@pytest.mark.parametrize("seed", [0, 1])
def test_prior_knowledge_and_normalization_are_worth_what_the_course_says(seed: int) -> None:
    found = {settings: accuracies(*settings, seed) for settings in RANGES}
    for settings, (low, high) in RANGES.items():
        assert low <= found[settings][1] <= high, settings
    memorized, chance = found["raw", "standardize"]
    assert memorized >= 0.95
    assert chance <= 0.36
    assert found["mfcc", "standardize"][1] - found["mfcc", "none"][1] >= 0.05
    assert found["mfcc", "none"][1] > found["melspec", "standardize"][1] > found["raw", "standardize"][1] + 0.2
