"""Products of many runs at once have the bits of each run's own."""

import random

import pytest
import torch

from training import Spec, train
from training.events import RunFinished
from training.products import Rooms
from training.runs import runs_of
from training.sharing import kept, mapped, repeated, shared, stacked

SIZES = (1, 2, 3, 5, 8, 10, 17, 32, 33, 64, 100, 450, 512)


def apart(runs: int, rows: int, columns: int, dtype: torch.dtype, gap: int = 1) -> torch.Tensor:
    size = rows * columns
    return torch.randn(runs, size + gap, dtype=dtype)[:, :size].view(runs, rows, columns)


def product(a: torch.Tensor, b: torch.Tensor, of_ones: bool, plus: torch.Tensor | None, gap: int) -> torch.Tensor:
    place = apart(len(a), a.shape[1], b.shape[2], a.dtype, gap)
    made = Rooms(a).product(place, depth=a.shape[2], of_ones=of_ones)
    if plus is None:
        made.write(a, b)
    else:
        made.write_plus(a, b, plus)
    return place


@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_every_product_of_a_layer_is_that_of_a_run_alone(dtype: torch.dtype, gap: int) -> None:
    torch.manual_seed(0)
    draw = random.Random(0)
    for _ in range(300):
        runs, samples, inputs, units = draw.choice((2, 5, 16)), *(draw.choice(SIZES) for _ in range(3))
        if samples * inputs * units > 200_000:
            continue
        x, delta = apart(runs, samples, inputs, dtype), apart(runs, samples, units, dtype, gap)
        weight, bias = apart(runs, units, inputs, dtype), apart(runs, 1, units, dtype)
        ones = torch.ones(runs, 1, samples, dtype=dtype)
        for a, b, of_ones, plus in (
            (x, weight.transpose(1, 2), False, bias),
            (delta.transpose(1, 2), x, False, None),
            (ones, delta, True, None),
            (delta, weight, False, None),
        ):
            together = product(a, b, of_ones, plus, gap)
            for run in range(runs):
                one = slice(run, run + 1)
                alone = product(a[one], b[one], of_ones, None if plus is None else plus[one], gap)
                assert torch.equal(together[run], alone[0]), (runs, samples, inputs, units, a.shape, b.shape)


@pytest.mark.parametrize(
    "settings",
    [
        {"data": {"dataset": "spiral", "samples": 1000}, "loss": {"kind": "bce"}, "batch": {"size": "full"}},
        {"data": {"dataset": "sine", "samples": 1000}, "loss": {"kind": "mse"}, "batch": {"size": "full"}},
        {"data": {"dataset": "digits", "samples": 300}, "batch": {"size": 32}},
    ],
)
def test_repetitions_train_as_each_alone(settings: dict) -> None:
    spec = Spec.parse({**settings, "stopping": {"epochs": 3}, "vary": {"kind": "list", "seeds": 3, "runs": [{}]}})
    together = {event.run: event.weights_sha256 for event in train(spec) if isinstance(event, RunFinished)}
    for run in runs_of(spec):
        (alone,) = [event for event in train(run.spec) if isinstance(event, RunFinished)]
        assert together[run.number] == alone.weights_sha256


def test_what_all_runs_have_in_common_is_kept_once() -> None:
    one = torch.arange(6.0).view(3, 2).numpy()
    same, different = stacked([one] * 4, torch.from_numpy), stacked([one, one + 1], torch.from_numpy)
    assert shared(same)
    assert same.untyped_storage().nbytes() == one.nbytes
    assert not shared(different)
    assert torch.equal(different[1], torch.from_numpy(one + 1))
    assert shared(kept(same, [1, 3]))
    assert kept(same, [1, 3]).shape == (2, 3, 2)
    assert kept(same, []).shape == (0, 3, 2)
    assert torch.equal(kept(different, [1])[0], different[1])
    doubled = mapped(lambda values: 2 * values, repeated(torch.ones(2), 5))
    assert shared(doubled)
    assert doubled.tolist() == [[2, 2]] * 5
