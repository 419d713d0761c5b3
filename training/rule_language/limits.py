"""How long, deep and wide a rule may be, so that reading and running it are bounded before anything runs."""

CHARACTERS = 1000
"""Of a text with its comments."""
STATEMENTS = 30
NODES = 250
"""Numbers, names and operations of a text together."""
DEPTH = 40
"""Of what stands inside what: parentheses, calls, minus signs and chains of operations."""
NAME = 24
"""Characters of a name."""
DIGITS = 30
"""Characters of a number."""
LARGEST = 1e6
"""Of a number, positive or negative."""
MEMORIES = 8
"""Tensors as large as the weights that a rule keeps between updates."""
CONSTANTS = 12
PROBLEMS = 20
"""Told at once; who has more begins with these."""
