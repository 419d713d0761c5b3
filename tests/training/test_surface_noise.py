"""The noise of gradients on surfaces: known answers of the generator, and the law that its numbers follow."""

import numpy as np
import pytest

from training.surfaces.noise import philox, standard_normal

PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (PI, (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]
"""Counter, key and answer, as the authors of Philox publish them with their Random123."""


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    assert tuple(philox(np.array(counter, dtype=np.uint64)[:, None], key)[:, 0].tolist()) == answer


def test_numbers_are_normal_and_no_two_places_share_one() -> None:
    drawn = np.concatenate([standard_normal(3, step, 1000) for step in range(1, 101)])
    assert abs(drawn.mean()) < 4 / np.sqrt(len(drawn))
    assert drawn.std() == pytest.approx(1, abs=0.01)
    assert (drawn**4).mean() == pytest.approx(3, abs=0.1)
    assert len(set(drawn.tolist())) == len(drawn)
    steps = drawn.reshape(100, 1000)
    assert abs(np.corrcoef(steps[:-1].ravel(), steps[1:].ravel())[0, 1]) < 0.015
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.015


def test_numbers_depend_on_seed_step_and_place_alone() -> None:
    assert standard_normal(1, 5, 7)[:3].tolist() == standard_normal(1, 5, 3).tolist()
    assert standard_normal(1, 5, 2).tolist() != standard_normal(2, 5, 2).tolist()
    assert standard_normal(1, 5, 2).tolist() != standard_normal(1, 6, 2).tolist()
