"""Which rows of a long run a chart gets."""

import numpy as np
import pytest

from playground.thinning import kept_rows

NOISE = np.random.default_rng(1)


def test_a_short_run_keeps_every_row() -> None:
    assert kept_rows([np.arange(100.0)], 100).tolist() == list(range(100))
    assert kept_rows([], 100).tolist() == []


@pytest.mark.parametrize("rows", [101, 5_000, 10_001])
def test_no_peak_and_no_dip_is_lost(rows: int) -> None:
    columns = [NOISE.normal(size=rows) for _ in range(4)]
    columns[0][rows // 3] = 99
    columns[3][rows // 2] = -99
    kept = kept_rows(columns, 100)
    assert {rows // 3, rows // 2, 0, rows - 1} <= set(kept.tolist())
    for column in columns:
        assert {column.argmin(), column.argmax()} <= set(kept.tolist())
    assert sorted(set(kept.tolist())) == kept.tolist()
    assert 50 < len(kept) <= 100


def test_every_stretch_keeps_its_extremes() -> None:
    column = NOISE.normal(size=4_000)
    kept = kept_rows([column], 400)
    for start in range(0, 4_000, 100):
        part = column[start : start + 100]
        here = column[kept[(kept >= start) & (kept < start + 100)]]
        assert part.max() - here.max() < 0.5 * part.std(), start


def test_of_equal_values_the_first_stays() -> None:
    assert 700 in kept_rows([np.where(np.arange(5_000) >= 700, 1.0, 0.0)], 50)


def test_figures_that_nobody_measured_are_no_extremes() -> None:
    column = np.full(1_000, np.nan)
    column[[10, 500]] = 3, 4
    assert set(kept_rows([column], 20).tolist()) == {0, 10, 500, 999}


def test_rows_that_are_needed_stay_even_if_there_are_many() -> None:
    kept = kept_rows([np.arange(1_000.0)], 20, always=range(900, 1_000))
    assert set(range(900, 1_000)) <= set(kept.tolist())
