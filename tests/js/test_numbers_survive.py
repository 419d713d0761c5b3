"""Numbers come out of a browser with the bits that they went in with."""

import json
import random
import struct

from playwright.sync_api import Page

COUNT = 100_000
EDGES = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    0.1,
    1 / 3,
    2**53 - 1.0,
    1e21,
    1e-7,
]


def doubles() -> list[float]:
    """Of all sizes, each bit drawn."""
    drawn = random.Random(8)
    found = list(EDGES)
    while len(found) < COUNT:
        (value,) = struct.unpack("<d", drawn.getrandbits(64).to_bytes(8, "little"))
        if abs(value) < float("inf"):
            found.append(value)
    return found


def bits(values: list[float]) -> bytes:
    return struct.pack(f"<{len(values)}d", *values)


def test_a_browser_changes_no_bit_of_a_number(module_page: Page) -> None:
    sent = doubles()
    # JSON.stringify knows no negative zero: it becomes 0, which is equal.
    said = module_page.evaluate("(text) => JSON.stringify(JSON.parse(text))", json.dumps(sent, allow_nan=False))
    came = [float(value) for value in json.loads(said)]
    assert bits([value + 0.0 for value in came]) == bits([value + 0.0 for value in sent])
