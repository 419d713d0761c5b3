"""A graph of operations while it is written down, without the onnx package."""

from typing import Any

import numpy as np

Node = tuple[str, tuple[str, ...], str, dict[str, Any]]
"""Operation, what goes in, what comes out, attributes."""


class Graph:
    """Operations in their order; every value has a name."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.constants: dict[str, np.ndarray] = {}
        self.outputs: list[str] = []

    def constant(self, values: Any, kind: Any, name: str = "") -> str:
        """The name of these numbers, from now on."""
        name = name or f"constant_{len(self.constants)}"
        self.constants[name] = np.ascontiguousarray(values, dtype=kind) if np.ndim(values) else np.array(values, kind)
        return name

    def add(self, operation: str, *sources: str, to: str = "", **attributes: Any) -> str:
        """One more operation; returns the name of what comes out."""
        to = to or f"{operation.lower()}_{len(self.nodes)}"
        self.nodes.append((operation, sources, to, attributes))
        return to

    def cast(self, source: str, kind: int) -> str:
        """The same numbers in another type; the attribute has the name of our own argument."""
        self.nodes.append(("Cast", (source,), "inputs", {"to": kind}))
        return "inputs"

    def output(self, operation: str, *sources: str, to: str, **attributes: Any) -> str:
        """The same for what the model answers."""
        self.outputs.append(to)
        return self.add(operation, *sources, to=to, **attributes)
