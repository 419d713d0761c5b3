"""How many seeds have to agree before a claim is said to hold."""

import math

OF_FIVE = 4
"""A claim holds if it is true for two of three seeds, and for four of five of more."""


def agreeing(seeds: int) -> int:
    """How many of so many seeds have to agree: 1 of 1, 2 of 3, 4 of 5, 8 of 10."""
    return max(1, seeds - 1) if seeds <= 3 else math.ceil(seeds * OF_FIVE / 5)
