"""A parsed table, and its form in storage: one line of JSON and the raw numbers, never a pickle."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self

import numpy as np

from training.datasets.dataset import Outline, Samples
from training.tables.error import refuse


@dataclass(frozen=True)
class Table:
    """A parsed CSV: what a spec must know of it, and its rows."""

    outline: Outline
    samples: Samples
    dropped: int = 0
    """How many rows were left out because a value was missing."""

    def to_bytes(self) -> bytes:
        """Everything, in a form that `from_bytes` reads back bit for bit."""
        target_type = "<i8" if self.outline.task == "classification" else "<f8"
        numbers = self.samples.inputs.astype("<f8").tobytes() + self.samples.targets.astype(target_type).tobytes()
        header = json.dumps({"format": 1, "outline": asdict(self.outline), "dropped": self.dropped}).encode()
        content = header + b"\n" + numbers
        return sha256(content).hexdigest().encode() + b"\n" + content

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; raises TableError if a single bit of it has changed."""
        digest, _, content = data.partition(b"\n")
        if digest != sha256(content).hexdigest().encode():
            raise refuse("csv", "The stored table is damaged. Upload it again.")
        line, _, numbers = content.partition(b"\n")
        header = json.loads(line)
        outline = read_outline(header["outline"])
        rows, width = outline.samples, len(outline.columns)
        inputs = np.frombuffer(numbers, "<f8", rows * width).reshape(rows, width)
        target_type = "<i8" if outline.task == "classification" else "<f8"
        targets = np.frombuffer(numbers, target_type, rows, offset=inputs.nbytes)
        # astype copies: the arrays of frombuffer could not be written to.
        samples = Samples(inputs.astype(np.float64), targets.astype(targets.dtype.newbyteorder("=")))
        return cls(outline, samples, header["dropped"])


def read_outline(values: dict[str, Any]) -> Outline:
    """An outline from its JSON form, where tuples have become lists."""
    return Outline(**{**values, "columns": tuple(values["columns"]), "classes": tuple(values["classes"])})
