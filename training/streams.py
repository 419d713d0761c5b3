"""Random numbers that depend only on the run's seed, the purpose and a counter.

Nothing is carried from draw to draw, so nothing needs saving, and changing one purpose (more data, say) leaves the
draws of every other purpose (the initial weights, say) untouched.
"""

from hashlib import blake2b

import numpy as np


def stream(seed: int, purpose: str, *counter: int) -> np.random.Generator:
    """A generator for one purpose, e.g. `stream(0, "shuffle", epoch)`: Philox keyed by a hash of all arguments."""
    name = ":".join([str(seed), purpose, *map(str, counter)])
    digest = blake2b(name.encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=np.frombuffer(digest, dtype="<u8")))
