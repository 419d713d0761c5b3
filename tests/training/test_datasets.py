"""The built-in data sets: their formulas, their noise, and that what they promise is what they deliver."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from sklearn import datasets as sklearn_datasets

from training.datasets import DATASETS, Dataset, Samples
from training.datasets.circle import Circle
from training.datasets.gauss import Gauss
from training.datasets.hinton import HintonScale, HintonShift
from training.datasets.moons import Moons
from training.datasets.multi_gauss import CENTRES, SIGNS, MultiGauss
from training.datasets.plane import Plane
from training.datasets.spiral import Spiral
from training.datasets.xor import Xor
from training.sections import Data
from training.streams import stream

GENERATED = [dataset for dataset in DATASETS if dataset.generated]
BUNDLED = [dataset for dataset in DATASETS if not dataset.generated]
MOVING_LABELS = [Circle, Xor, Plane, MultiGauss]
"""Sets whose noise changes labels but no points."""
MANY = 200_000


def name(dataset: type[Dataset]) -> str:
    return dataset.kind


def draw(dataset: type[Dataset], samples: int, noise: float = 0.0, seed: int = 0) -> Samples:
    return dataset.draw(samples, Data(noise=noise), stream(seed, "data"))


def subclasses(parent: type[Dataset]) -> Iterator[type[Dataset]]:
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_data_set_is_listed_once() -> None:
    assert set(subclasses(Dataset)) == set(DATASETS)
    kinds = [dataset.kind for dataset in DATASETS]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("dataset", DATASETS, ids=name)
def test_a_data_set_explains_itself(dataset: type[Dataset]) -> None:
    assert dataset.title
    assert dataset.source
    assert dataset.help().endswith(".")
    assert "__doc__" in vars(dataset)
    assert dataset.__doc__ != Dataset.__doc__


@pytest.mark.parametrize("dataset", DATASETS, ids=name)
@pytest.mark.parametrize("samples", [10, 11, 101])
def test_rows_fit_the_outline(dataset: type[Dataset], samples: int) -> None:
    outline = dataset.outline()
    samples = max(outline.minimum, min(outline.maximum, samples))
    drawn, rows = draw(dataset, samples, noise=0.3), samples + sum(outline.evaluation or ())
    assert drawn.inputs.shape == (rows, len(outline.columns))
    assert drawn.targets.shape == (rows,)
    assert drawn.inputs.dtype == np.float64
    assert np.isfinite(drawn.inputs).all()
    assert np.isfinite(drawn.targets).all()
    assert 2 <= outline.minimum <= outline.samples <= outline.maximum
    if outline.task == "classification":
        assert drawn.targets.dtype == np.int64
        assert set(drawn.targets) <= set(range(len(outline.classes)))
    else:
        assert drawn.targets.dtype == np.float64
        assert outline.classes == ()


@pytest.mark.parametrize("dataset", DATASETS, ids=name)
def test_the_same_stream_gives_the_same_bits(dataset: type[Dataset]) -> None:
    first, again, other = (draw(dataset, 50, noise=0.2, seed=seed) for seed in (7, 7, 8))
    assert first.inputs.tobytes() == again.inputs.tobytes()
    assert first.targets.tobytes() == again.targets.tobytes()
    random = [*first.inputs.ravel(), *first.targets] != [*other.inputs.ravel(), *other.targets]
    assert random == (dataset not in (HintonShift, HintonScale))


@pytest.mark.parametrize("dataset", [Circle, Gauss, Moons, Spiral], ids=name)
def test_classes_are_even_and_an_odd_sample_goes_to_class_0(dataset: type[Dataset]) -> None:
    assert np.bincount(draw(dataset, 100).targets).tolist() == [50, 50]
    assert np.bincount(draw(dataset, 101).targets).tolist() == [51, 50]


@pytest.mark.parametrize("dataset", MOVING_LABELS, ids=name)
def test_noise_moves_the_label_and_not_the_point(dataset: type[Dataset]) -> None:
    clean, noisy = draw(dataset, 500, 0.0), draw(dataset, 500, 0.5)
    assert clean.inputs.tobytes() == noisy.inputs.tobytes()
    assert clean.targets.tobytes() != noisy.targets.tobytes()


def test_circle_is_a_disc_inside_a_ring_with_an_empty_ring_between() -> None:
    drawn = draw(Circle, 10_000)
    radius = np.hypot(*drawn.inputs.T)
    inside = drawn.targets == 1
    assert radius[inside].max() < 2.5
    assert radius[~inside].min() >= 3.5
    assert radius[~inside].max() < 5
    # The radius is uniform, not the area: the mean radius of the disc is half of 2.5.
    assert radius[inside].mean() == pytest.approx(1.25, abs=0.03)


def test_xor_gives_class_1_to_equal_signs_and_keeps_a_gap_at_the_axes() -> None:
    drawn = draw(Xor, 10_000)
    assert ((drawn.inputs.prod(axis=1) >= 0) == (drawn.targets == 1)).all()
    assert np.abs(drawn.inputs).min() >= 0.3
    assert np.abs(drawn.inputs).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.1, 1.2), (0.5, 4.0)])
def test_gauss_has_the_variance_of_the_formula(noise: float, variance: float) -> None:
    drawn = draw(Gauss, MANY, noise)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = drawn.inputs[drawn.targets == label]
        assert cloud.mean(axis=0) == pytest.approx([centre, centre], abs=0.03)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.02)


@pytest.mark.parametrize(("noise", "rate"), [(0.1, 0.0049), (0.25, 0.0297), (0.5, 0.079)])
def test_the_best_possible_line_errs_on_gauss_as_computed(noise: float, rate: float) -> None:
    drawn = draw(Gauss, MANY, noise)
    wrong = (drawn.inputs.sum(axis=1) > 0) != (drawn.targets == 1)
    assert wrong.mean() == pytest.approx(rate, abs=within(rate))


def test_spiral_without_noise_is_the_formula_itself() -> None:
    drawn = draw(Spiral, 8, seed=1)
    assert drawn.inputs.tobytes() == draw(Spiral, 8, seed=2).inputs.tobytes()
    i = np.arange(4)
    radius, angle = 5 * i / 4, 1.75 * 2 * np.pi * i / 4
    assert drawn.targets.tolist() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert drawn.inputs[:4] == pytest.approx(np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1))
    assert drawn.inputs[4:] == pytest.approx(-drawn.inputs[:4])


def test_spiral_noise_moves_points_by_its_size_at_most() -> None:
    shift = draw(Spiral, 5000, 0.3).inputs - draw(Spiral, 5000, 0.0).inputs
    assert np.abs(shift).max() <= 0.3
    assert shift.std(axis=0) == pytest.approx([0.3 / np.sqrt(3)] * 2, rel=0.03)


def test_plane_is_a_tenth_of_the_sum() -> None:
    drawn = draw(Plane, 10_000)
    assert np.abs(drawn.inputs).max() <= 6
    assert drawn.targets == pytest.approx(drawn.inputs.sum(axis=1) / 10)


def test_plane_noise_has_the_spread_of_two_uniform_shifts() -> None:
    errors = draw(Plane, MANY, 0.5).targets - draw(Plane, MANY, 0.0).targets
    assert errors.std() == pytest.approx(np.sqrt(2 * 3**2 / 3) / 10, rel=0.01)


def test_multi_gauss_has_its_hills_and_hollows_where_the_original_has_them() -> None:
    drawn = draw(MultiGauss, 20_000)
    expected = []
    for point in drawn.inputs:
        best = 0.0
        for centre, sign in zip(CENTRES, SIGNS, strict=True):
            height = sign * min(max(1 - np.hypot(*(point - centre)) / 2, 0), 1)
            if abs(height) > abs(best):
                best = height
        expected.append(best)
    assert drawn.targets == pytest.approx(np.array(expected))
    assert 0.4 < (drawn.targets == 0).mean() < 0.6
    assert drawn.targets.max() > 0.95
    assert drawn.targets.min() < -0.95


FLIPS = [
    (Circle, 0.1, 0.026),
    (Circle, 0.2, 0.057),
    (Circle, 0.5, 0.248),
    (Xor, 0.1, 0.0080),
    (Xor, 0.2, 0.0478),
    (Xor, 0.5, 0.175),
]


@pytest.mark.parametrize(("dataset", "noise", "rate"), FLIPS)
def test_noise_flips_the_share_of_labels_that_the_formula_gives(
    dataset: type[Dataset], noise: float, rate: float
) -> None:
    flipped = draw(dataset, MANY, noise).targets != draw(dataset, MANY, 0.0).targets
    assert flipped.mean() == pytest.approx(rate, abs=within(rate))


def within(rate: float) -> float:
    """Four standard errors of a share of `MANY`, and half a unit of the last digit the rates are given in."""
    return 4 * np.sqrt(rate * (1 - rate) / MANY) + 0.0005


@pytest.mark.parametrize("dataset", BUNDLED, ids=name)
def test_the_outline_written_down_is_that_of_the_real_data(dataset: type[Dataset]) -> None:
    outline, options = dataset.outline(), {"scaled": False} if dataset.kind == "diabetes" else {}
    real = getattr(sklearn_datasets, f"load_{dataset.kind}")(**options)
    assert outline.columns == tuple(map(str, real.feature_names))
    assert outline.classes == tuple(map(str, real.get("target_names", ())))
    assert outline.samples == outline.maximum == len(real.target)
    everything = draw(dataset, outline.maximum)
    assert np.array_equal(everything.inputs, real.data)
    assert np.array_equal(everything.targets, real.target)
    assert outline.standardize_target == (outline.task == "regression")


@pytest.mark.parametrize("dataset", BUNDLED, ids=name)
def test_real_data_ignore_noise(dataset: type[Dataset]) -> None:
    assert draw(dataset, 100, 0.0).inputs.tobytes() == draw(dataset, 100, 0.5).inputs.tobytes()


def test_a_part_of_a_table_has_no_row_twice() -> None:
    numbered = Samples(np.arange(120.0)[:, np.newaxis], np.arange(120))
    chosen = numbered.choose(100, stream(0, "data"))
    assert len(set(chosen.targets)) == 100
    assert np.array_equal(chosen.inputs[:, 0], chosen.targets)


def test_what_is_drawn_may_be_changed_without_changing_the_table() -> None:
    dataset = BUNDLED[0]
    outline = dataset.outline()
    draw(dataset, outline.maximum).inputs[:] = -1
    assert draw(dataset, outline.maximum).inputs.min() >= 0


def test_describing_data_sets_loads_neither_pytorch_nor_scikit_learn() -> None:
    code = (
        "import sys; from training.datasets import DATASETS; [d.outline() for d in DATASETS];"
        "sys.exit(bool({'torch', 'sklearn'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
