"""Moons, sines, coins, powers and Hinton's pairs: each row against its formula, each rate against theory."""

import math
from itertools import pairwise

import numpy as np
import pytest

from training import Spec
from training.data import Prepared, prepare
from training.datasets import BY_KIND, Samples
from training.sections import Data
from training.streams import stream

MANY = 50_000


def draw(kind: str, samples: int, seed: int = 0, **settings: float) -> Samples:
    return BY_KIND[kind].draw(samples, Data.model_validate(settings), stream(seed, "data"))


def unprepared(kind: str, **data: object) -> Prepared:
    raw = {"kind": "none"}
    return prepare(Spec.parse({"data": {"dataset": kind, "normalization": raw, **data}}))


def test_moons_without_noise_lie_on_two_half_circles() -> None:
    drawn = draw("moons", 1001, noise=0)
    for (x, y), label in zip(drawn.inputs, drawn.targets, strict=True):
        angle = math.acos(max(-1.0, min(1.0, x if label == 0 else 1 - x)))
        assert 0 <= angle <= math.pi
        expected = math.sin(angle) if label == 0 else 0.5 - math.sin(angle)
        assert y == pytest.approx(expected, abs=1e-7)


def test_the_angles_of_moons_are_uniform() -> None:
    drawn = draw("moons", MANY, noise=0)
    for label, x in ((0, drawn.inputs[drawn.targets == 0, 0]), (1, 1 - drawn.inputs[drawn.targets == 1, 0])):
        share, _ = np.histogram(np.arccos(np.clip(x, -1, 1)), bins=10, range=(0, np.pi))
        assert share / share.sum() == pytest.approx(np.full(10, 0.1), abs=0.008), label


@pytest.mark.parametrize("noise", [0.05, 0.1, 0.5])
def test_the_noise_of_moons_is_normal_and_twice_the_setting(noise: float) -> None:
    moved = draw("moons", MANY, noise=noise).inputs - draw("moons", MANY, noise=0).inputs
    assert moved.std(axis=0) == pytest.approx([2 * noise] * 2, rel=0.02)
    assert abs(np.corrcoef(moved.T)[0, 1]) < 0.02
    assert (np.abs(moved) > 2 * noise).mean() == pytest.approx(math.erfc(1 / math.sqrt(2)), abs=0.01)


def test_a_line_errs_on_one_in_eight_moons_and_neighbours_on_one_in_thirty() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    train, new = draw("moons", 10_000), draw("moons", 10_000, seed=1)
    line = LogisticRegression().fit(train.inputs, train.targets).score(new.inputs, new.targets)
    neighbours = KNeighborsClassifier(51).fit(train.inputs, train.targets).score(new.inputs, new.targets)
    assert 1 - line == pytest.approx(1 / 8, abs=0.015)
    assert 1 - neighbours == pytest.approx(1 / 30, abs=0.006)


@pytest.mark.parametrize("cycles", [0.1, 1.0, 2.5])
def test_sine_is_the_formula_over_a_uniform_input(cycles: float) -> None:
    drawn = draw("sine", 5000, noise=0, cycles=cycles)
    assert drawn.targets.tolist() == pytest.approx([math.sin(2 * math.pi * cycles * x) for x in drawn.inputs[:, 0]])
    share, _ = np.histogram(drawn.inputs, bins=10, range=(-1, 1))
    assert share / 5000 == pytest.approx(np.full(10, 0.1), abs=0.02)


def test_the_noise_of_sine_moves_the_target_by_twice_the_setting() -> None:
    clean, noisy = draw("sine", MANY, noise=0), draw("sine", MANY, noise=0.3)
    assert np.array_equal(clean.inputs, noisy.inputs)
    assert (noisy.targets - clean.targets).std() == pytest.approx(0.6, rel=0.02)


def test_cycles_are_for_the_sine_only() -> None:
    assert draw("circle", 50, cycles=3).inputs.tobytes() == draw("circle", 50).inputs.tobytes()
    assert draw("sine8", 8, cycles=3).targets.tobytes() == draw("sine8", 8).targets.tobytes()


def test_all_eight_points_of_sine8_are_trained_on_and_the_true_curve_judges_them() -> None:
    data = unprepared("sine8", noise=0)
    assert data.train.inputs[:, 0] == pytest.approx([-1 + 2 * number / 7 for number in range(8)])
    assert data.validation.inputs[:, 0] == pytest.approx([-1 + number / 100 for number in range(201)])
    assert data.test.inputs[:, 0] == pytest.approx([-0.995 + number / 100 for number in range(200)])
    for part in (data.train, data.validation, data.test):
        assert part.targets == pytest.approx(np.sin(np.pi * part.inputs))


def test_only_the_eight_points_of_sine8_are_noisy_and_by_a_fifth_as_usual() -> None:
    errors = []
    for seed in range(400):
        drawn = draw("sine8", 8, seed=seed)
        moved = drawn.targets - np.sin(np.pi * drawn.inputs[:, 0])
        assert (moved[8:] == 0).all()
        errors.extend(moved[:8])
    assert np.std(errors) == pytest.approx(0.2, rel=0.05)
    assert np.mean(errors) == pytest.approx(0, abs=0.015)


def test_a_share_of_0_leaves_out_what_a_data_set_brings_for_it() -> None:
    only_training = {"train": 1, "validation": 0, "test": 0}
    data = unprepared("sine8", samples=8, split=only_training)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [8, 0, 0]
    no_validation = unprepared("sine8", split={"train": 0.8, "validation": 0, "test": 0.2})
    assert [len(part) for part in (no_validation.train, no_validation.validation, no_validation.test)] == [8, 0, 200]
    assert no_validation.test.inputs.tobytes() == unprepared("sine8").test.inputs.tobytes()


def test_coins_fall_evenly_and_know_nothing_of_the_point() -> None:
    drawn = draw("coinflip", MANY)
    assert drawn.targets.mean() == pytest.approx(0.5, abs=0.01)
    assert drawn.inputs.mean(axis=0) == pytest.approx([0, 0], abs=0.02)
    assert np.cov(drawn.inputs.T) == pytest.approx(np.eye(2), abs=0.03)
    for column in (*drawn.inputs.T, *np.square(drawn.inputs.T), drawn.inputs.prod(axis=1)):
        assert abs(np.corrcoef(column, drawn.targets)[0, 1]) < 0.02


def test_poly19_is_one_wave_over_128_whole_numbers() -> None:
    drawn = draw("poly19", 128)
    assert drawn.inputs[:, 0].tolist() == list(range(128))
    assert drawn.targets == pytest.approx([math.sin(2 * math.pi * x / 127) for x in range(128)], abs=1e-12)
    assert drawn.inputs.max() ** 19 > np.finfo(np.float32).max


def test_a_part_of_poly19_belongs_to_every_larger_part() -> None:
    parts = [draw("poly19", samples).inputs[:, 0].tolist() for samples in (20, 50, 127, 128)]
    for smaller, larger in pairwise(parts):
        assert set(smaller) < set(larger)
        assert len(set(smaller)) == len(smaller)


@pytest.mark.parametrize(
    ("kind", "rows", "weights", "ratio"),
    [
        ("hinton_shift", [(101, 101, 2), (101, 99, 0)], [-99 / 101, 1], 40_005.92115911),
        ("hinton_scale", [(0.1, 10, 2), (0.1, -10, 0)], [10, 0.1], 10_000),
    ],
)
def test_the_pairs_of_hinton_make_the_ravines_of_the_lecture(
    kind: str, rows: list[tuple[float, ...]], weights: list[float], ratio: float
) -> None:
    data = unprepared(kind)
    assert [(*x, t) for x, (t,) in zip(data.train.inputs.tolist(), data.train.targets.tolist(), strict=True)] == rows
    assert [len(data.validation), len(data.test)] == [0, 0]
    assert np.linalg.solve(data.train.inputs, data.train.targets[:, 0]) == pytest.approx(weights)
    curvature = np.linalg.eigvalsh(2 * data.train.inputs.T @ data.train.inputs)
    assert curvature[1] / curvature[0] == pytest.approx(ratio)
