"""Noise for gradients on surfaces: normal numbers that a browser draws as well, number by number the same.

Philox 4x32-10 turns seed, step and place into four whole numbers, Box and Muller turn them into four normal ones:
z = √(−2 ln u) cos 2πu′ and √(−2 ln u) sin 2πu′ with u = (number + ½)/2³². Nothing is carried from step to step, so a
walk can be entered anywhere. `static/js/surface/noise.js` is the same in JavaScript.

Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, 2011; Box, Muller: A note on the
generation of random normal deviates, 1958.
"""

import numpy as np

MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
KEY_STEPS = 0x9E3779B9, 0xBB67AE85
ROUNDS = 10
LOW, WORD = np.uint64(0xFFFFFFFF), np.uint64(32)
PURPOSE = 0x5F0E0A11
"""The second half of the key: other uses of the generator would take another."""


def standard_normal(seed: int, step: int, size: int) -> np.ndarray:
    """`size` normal numbers (float64, mean 0, deviation 1) that depend on seed, step and place alone."""
    blocks = np.arange(-(-size // 4), dtype=np.uint64)
    words = philox(np.stack([np.full_like(blocks, step), blocks, 0 * blocks, 0 * blocks]), (seed, PURPOSE))
    first, second = (words.astype(np.float64).reshape(2, 2, -1).transpose(1, 0, 2) + 0.5) / 2**32
    radius, angle = np.sqrt(-2 * np.log(first)), 2 * np.pi * second
    pairs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return pairs.reshape(4, -1).T.reshape(-1)[:size]


def philox(counter: np.ndarray, key: tuple[int, int]) -> np.ndarray:
    """Four 32-bit numbers for every counter, uint64 [4, counters]; `key` is two 32-bit numbers."""
    words = [row.astype(np.uint64) & LOW for row in counter]
    for turn in range(ROUNDS):
        keys = [np.uint64((part + turn * step) & 0xFFFFFFFF) for part, step in zip(key, KEY_STEPS, strict=True)]
        one, other = MULTIPLIERS[0] * words[0], MULTIPLIERS[1] * words[2]
        words = [other >> WORD ^ words[1] ^ keys[0], other & LOW, one >> WORD ^ words[3] ^ keys[1], one & LOW]
    return np.stack(words)
