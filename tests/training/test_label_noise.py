"""Wrong labels, sorted samples and the seed of the data: what they touch, and what they must not."""

from typing import Any

import numpy as np
import pytest

from training import Spec
from training.data import Prepared, prepare
from training.data.label_noise import with_label_noise
from training.layout import initial_weights, layout
from training.streams import stream


def prepared(settings: dict[str, Any] | None = None, **data: Any) -> Prepared:
    return prepare(Spec.parse({**(settings or {}), "data": data}))


def wrong(clean: Prepared, noisy: Prepared) -> np.ndarray:
    different: np.ndarray = (clean.train.targets != noisy.train.targets).any(axis=1)
    return different


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.37, 0.4, 0.5])
@pytest.mark.parametrize("dataset", ["circle", "digits", "iris", "plane"])
def test_exactly_the_share_of_the_training_samples_is_wrong(dataset: str, share: float) -> None:
    clean, noisy = prepared(dataset=dataset), prepared(dataset=dataset, label_noise=share)
    assert wrong(clean, noisy).sum() == round(share * len(clean.train))
    for part in ("train", "validation", "test"):
        assert np.array_equal(getattr(clean, part).inputs, getattr(noisy, part).inputs)
    assert np.array_equal(clean.validation.targets, noisy.validation.targets)
    assert np.array_equal(clean.test.targets, noisy.test.targets)


def test_a_wrong_class_is_one_of_the_others_each_as_often() -> None:
    """6,000 wrong labels of 10 classes: each of the 9 steps 667 ± 24 times, within five standard deviations."""
    classes = np.arange(12_000) % 10
    clean = np.eye(10)[classes]
    noisy = with_label_noise(clean, 0.5, 10, stream(0, "label noise"))
    assert (noisy.sum(axis=1) == 1).all()
    assert set(noisy.flatten()) == {0.0, 1.0}
    steps = (noisy.argmax(axis=1) - classes) % 10
    counts = np.bincount(steps, minlength=10)
    assert counts[0] == 6000
    deviation = np.sqrt(6000 * 1 / 9 * 8 / 9)
    assert np.abs(counts[1:] - 6000 / 9).max() < 5 * deviation


def test_one_output_turns_zero_into_one_and_back() -> None:
    settings = {"loss": {"kind": "bce"}}
    clean, noisy = prepared(settings), prepared(settings, label_noise=0.25)
    flipped = wrong(clean, noisy)
    assert flipped.sum() == 75
    assert np.array_equal(noisy.train.targets[flipped], 1 - clean.train.targets[flipped])


def test_a_wrong_number_is_that_of_another_training_sample() -> None:
    clean, noisy = prepared(dataset="diabetes"), prepared(dataset="diabetes", label_noise=0.3)
    assert set(noisy.train.targets.flatten()) <= set(clean.train.targets.flatten())
    samples = np.arange(10.0)[:, None]
    for seed in range(20):
        spoiled = with_label_noise(samples, 0.5, 0, stream(seed, "label noise"))
        assert (spoiled != samples).sum() == 5


def test_more_noise_keeps_the_wrong_labels_of_less() -> None:
    clean, less, more = (prepared(dataset="digits", label_noise=share) for share in (0, 0.1, 0.4))
    few = wrong(clean, less)
    assert (wrong(clean, more) >= few).all()
    assert np.array_equal(less.train.targets[few], more.train.targets[few])


def test_too_few_samples_to_be_wrong_are_left_alone() -> None:
    one = np.array([[1.0]])
    assert with_label_noise(one, 0.5, 0, stream(0, "label noise")) is one
    two = np.eye(2)
    assert with_label_noise(two, 0.1, 2, stream(0, "label noise")) is two


@pytest.mark.parametrize("dataset", ["circle", "digits", "plane"])
def test_samples_by_class_are_sorted_and_equals_keep_their_order(dataset: str) -> None:
    mixed, ordered = prepared(dataset=dataset), prepared(dataset=dataset, order="by class")
    classes = dataset != "plane"
    key = mixed.train.targets.argmax(axis=1) if classes else mixed.train.targets[:, 0]
    rows = sorted(range(len(key)), key=lambda row: key[row])  # Python's sort is stable
    assert np.array_equal(ordered.train.inputs, mixed.train.inputs[rows])
    assert np.array_equal(ordered.train.targets, mixed.train.targets[rows])
    assert np.array_equal(ordered.validation.inputs, mixed.validation.inputs)
    assert np.array_equal(ordered.test.targets, mixed.test.targets)


def test_wrong_labels_are_sorted_where_they_claim_to_belong() -> None:
    ordered = prepared(label_noise=0.4, order="by class").train.targets.argmax(axis=1)
    assert (np.diff(ordered) >= 0).all()
    one_output = prepared({"loss": {"kind": "bce"}}, order="by class").train.targets[:, 0]
    assert (np.diff(one_output) >= 0).all()


def same_data(one: Prepared, other: Prepared) -> bool:
    pairs = [(getattr(one, part), getattr(other, part)) for part in ("train", "validation", "test")]
    return all(np.array_equal(a.inputs, b.inputs) and np.array_equal(a.targets, b.targets) for a, b in pairs)


@pytest.mark.parametrize("dataset", ["circle", "wine", "diabetes"])
def test_a_fixed_seed_of_the_data_keeps_draw_split_and_noise_whatever_the_experiments_seed(dataset: str) -> None:
    data = {"dataset": dataset, "label_noise": 0.2, "samples": 100}
    first, other = (prepared({"seed": seed}, **data, seed=7) for seed in (0, 1))
    assert same_data(first, other)
    assert same_data(first, prepared({"seed": 7}, **data))
    assert not same_data(first, prepared({"seed": 0}, **data))
    assert not same_data(first, prepared({"seed": 0}, **data, seed=8))


def test_the_seed_of_the_data_leaves_the_initial_weights_alone_and_the_other_way_round() -> None:
    def weights(**settings: Any) -> np.ndarray:
        return initial_weights(Spec.parse(settings), layout((2, 4, 2, 2)))

    assert np.array_equal(weights(seed=3), weights(seed=3, data={"seed": 9}))
    assert not np.array_equal(weights(seed=3, data={"seed": 9}), weights(seed=4, data={"seed": 9}))
    spec = Spec.parse({"seed": 3, "network": {"seed": 5}})
    assert same_data(prepare(spec), prepare(Spec.parse({"seed": 3, "network": {"seed": 6}})))
