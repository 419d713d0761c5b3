"""The epochs whose weights are kept: all of the beginning, ever fewer later, within the bytes."""

import pytest

from playground.weight_grid import DENSITIES, MOST_BYTES, density, kept, on_grid


def test_the_first_epochs_are_all_kept_and_then_sixteen_of_each_doubling() -> None:
    assert all(on_grid(epoch, 16) for epoch in range(33))
    for start in (16, 32, 64, 1024, 65_536):
        chosen = [epoch for epoch in range(start, 2 * start) if on_grid(epoch, 16)]
        assert chosen == list(range(start, 2 * start, start // 16))


@pytest.mark.parametrize("each", DENSITIES)
@pytest.mark.parametrize("epochs", [1, 7, 16, 17, 100, 1023, 1024, 5000])
def test_what_is_kept_is_bounded_as_foreseen(each: int, epochs: int) -> None:
    chosen = sum(on_grid(epoch, each) for epoch in range(epochs + 1))
    assert kept(epochs, each) - each <= chosen <= kept(epochs, each)


@pytest.mark.parametrize(("bytes_each", "epochs", "runs"), [(100, 100_000, 1), (10_000, 1000, 5), (40_000, 300, 4)])
def test_larger_networks_keep_fewer_epochs_within_the_bytes(bytes_each: int, epochs: int, runs: int) -> None:
    each = density(bytes_each, epochs, runs)
    assert each > 0
    assert bytes_each * runs * sum(on_grid(epoch, each) for epoch in range(epochs + 1)) <= MOST_BYTES
    if each < max(DENSITIES):
        assert bytes_each * runs * kept(epochs, 2 * each) > MOST_BYTES


def test_the_largest_networks_keep_none() -> None:
    assert density(1_200_000, 100) == 0
    assert not any(on_grid(epoch, 0) for epoch in range(100))
