"""Random numbers that depend only on the run's seed, the purpose and a counter.

Nothing is carried from draw to draw, so nothing needs saving, and changing one purpose (more data, say) leaves the
draws of every other purpose (the initial weights, say) untouched.
"""

from hashlib import blake2b
from struct import Struct
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence


class _Key(ISeedSequence):
    """Gives Philox its key as it is. `Philox(key=…)` first gathers entropy that it never uses: three times as slow."""

    def __init__(self, words: np.ndarray) -> None:
        self.words = words

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray:
        return self.words


def stream(seed: int, purpose: str, *counter: int) -> np.random.Generator:
    """A generator for one purpose, e.g. `stream(0, "shuffle", epoch)`: Philox keyed by a hash of all arguments."""
    key = _Key(np.frombuffer(_digest(seed, purpose, *counter), dtype="<u8"))
    return np.random.Generator(np.random.Philox(key))  # type: ignore[arg-type]  # the stubs know SeedSequence only


class Streams:
    """Many short streams, one after the other, by a single generator: making one takes as long as a short draw."""

    def __init__(self) -> None:
        philox = np.random.Philox(0)
        self._bits, self._generator = philox, np.random.Generator(philox)
        self._state: Any = philox.state  # nothing was drawn yet; everything but the key is the same for all streams

    def stream(self, seed: int, purpose: str, *counter: int) -> np.random.Generator:
        """The generator of that name; good until the next one is asked for."""
        self._state["state"]["key"] = _WORDS.unpack(_digest(seed, purpose, *counter))
        self._bits.state = self._state
        return self._generator


_WORDS = Struct("<2Q")


def _digest(seed: int, purpose: str, *counter: int) -> bytes:
    name = ":".join([str(seed), purpose, *map(str, counter)])
    return blake2b(name.encode(), digest_size=16).digest()
