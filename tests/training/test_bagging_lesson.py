"""Lesson L23: ten networks on bootstrap samples of noisy digits, averaged, beat every single one of them."""

from typing import Any

import pytest

from training import Spec, train
from training.events import EnsembleEvaluated, EpochEnded

NOISY_DIGITS: dict[str, Any] = {
    "data": {
        "dataset": "digits",
        "label_noise": 0.4,
        "split": {"train": 600 / 1797, "validation": 1197 / 1797, "test": 0},
    },
    "network": {
        "hidden": [{"units": 128, "activation": {"kind": "relu"}}],
        "initializer": {"kind": "he_normal"},
    },
    "optimizer": {"kind": "adam", "learning_rate": 0.003},
    "batch": {"size": 50},
    "validation": {"every": 40},
    "stopping": {"epochs": 40},
    "ensemble": {"members": 10},
}


@pytest.mark.parametrize("seed", range(3))
def test_the_average_beats_every_member(seed: int) -> None:
    events = list(train(Spec.parse({**NOISY_DIGITS, "seed": seed})))
    members = [
        event.validation_accuracy for event in events if isinstance(event, EpochEnded) and event.epoch == 40
    ]  # fmt: skip
    average = [event for event in events if isinstance(event, EnsembleEvaluated)][-1]
    accuracies = [accuracy for accuracy in members if accuracy is not None]
    assert len(accuracies) == 10
    assert average.mean_validation_accuracy == pytest.approx(sum(accuracies) / 10, abs=1e-9)
    assert average.validation_accuracy is not None
    assert average.validation_accuracy > max(accuracies)
    assert average.validation_accuracy >= sum(accuracies) / 10 + 0.08
    assert average.disagreement is not None
    assert average.disagreement > 0.2
    # The training labels are wrong for two of five, so strangers are right about them less often than in validation.
    assert average.out_of_bag_accuracy is not None
    assert 0.3 < average.out_of_bag_accuracy < average.validation_accuracy
    print(f"\nmembers {min(accuracies):.3f}..{max(accuracies):.3f}, average {average.validation_accuracy:.3f}, "
          f"out of bag {average.out_of_bag_accuracy:.3f}, disagreement {average.disagreement:.3f}")  # fmt: skip
