"""Random numbers depend on the seed, the purpose and a counter, and on nothing else."""

import subprocess
import sys
from hashlib import blake2b
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from training.streams import Streams, stream


def numbers(*arguments: int | str, count: int = 1000) -> np.ndarray:
    return stream(*arguments).random(count)  # type: ignore[arg-type]


def test_the_same_arguments_give_the_same_numbers() -> None:
    assert np.array_equal(numbers(0, "shuffle", 3), numbers(0, "shuffle", 3))


def test_every_seed_purpose_and_counter_has_numbers_of_its_own() -> None:
    arguments = [
        (seed, purpose, *counter)
        for seed in (0, 1, 10, 2**31 - 1)
        for purpose in ("data", "split", "shuffle", "init")
        for counter in ((), (0,), (1,), (10,), (1, 0), (0, 1))
    ]
    draws = [numbers(*one, count=8).tobytes() for one in arguments]
    assert len(set(draws)) == len(arguments)


def test_arguments_that_read_alike_are_told_apart() -> None:
    assert not np.array_equal(numbers(1, "shuffle", 11), numbers(11, "shuffle", 1))
    assert not np.array_equal(numbers(1, "shuffle", 1, 1), numbers(1, "shuffle", 11))


def test_numbers_are_those_of_philox_with_the_hash_as_its_key() -> None:
    key = np.frombuffer(blake2b(b"3:init:1", digest_size=16).digest(), dtype="<u8")
    assert np.array_equal(numbers(3, "init", 1), np.random.Generator(np.random.Philox(key=key)).random(1000))


def test_one_generator_for_many_streams_draws_the_numbers_of_each() -> None:
    streams = Streams()
    for seed, count in ((0, 1000), (5, 7), (2**31 - 1, 1), (0, 1000)):
        one = streams.stream(seed, "shuffle", 3)
        assert np.array_equal(one.permutation(count), stream(seed, "shuffle", 3).permutation(count))
        one.integers(5, dtype=np.int32)  # leaves half a number behind, which the next stream must not find


def test_streams_of_neighbouring_counters_are_uncorrelated_and_uniform() -> None:
    draws = [numbers(0, "shuffle", epoch) for epoch in range(12)]
    for first, second in combinations(draws, 2):
        assert abs(np.corrcoef(first, second)[0, 1]) < 0.15  # 4.7 standard deviations
    assert stats.kstest(np.concatenate(draws), "uniform").pvalue > 0.001


def test_another_process_draws_the_same_numbers() -> None:
    code = "from training.streams import stream; print(stream(7, 'init', 2).random(4).tobytes().hex())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == numbers(7, "init", 2, count=4).tobytes().hex()


def test_the_first_numbers_of_a_stream_never_change() -> None:
    """Saved links replay old seeds: these numbers are part of the format."""
    first = [0.983540006511, 0.219736615007, 0.751154151746]
    assert numbers(0, "data", count=3).tolist() == pytest.approx(first, abs=1e-12)
    assert stream(0, "split").permutation(8).tolist() == [5, 7, 1, 3, 2, 6, 0, 4]
