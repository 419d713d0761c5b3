"""Reads weights as the server exports them: safetensors, a format that cannot hold code, with NumPy alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

    Weights = dict[str, numpy.ndarray[Any, Any]]
else:
    Weights = dict

KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "|u1"}


def read_weights(file: bytes) -> Weights:
    """Arrays by name. The header says where each one lies behind it."""
    import numpy  # only for who asks for weights: pip install "descent[notebook]"

    size = int.from_bytes(file[:8], "little")
    header = json.loads(file[8 : 8 + size])
    header.pop("__metadata__", None)
    found = {}
    for name, about in header.items():
        begin, end = (8 + size + at for at in about["data_offsets"])
        flat = numpy.frombuffer(file[begin:end], dtype=KINDS[about["dtype"]])
        found[name] = flat.reshape(about["shape"]).copy()
    return found
