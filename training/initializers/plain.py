"""Laws that do not look at the size of the layer: to see what goes wrong then."""

import math
from typing import Annotated, ClassVar, Literal

import numpy as np

from training.fields import formerly, number
from training.initializers.initializer import Initializer


class NormalWeights(Initializer):
    """A bell curve of your own width, whatever the size of the layer: see what too small and too large do.

    w ~ N(0, σ²). In deep networks a small σ lets signals die out, a large one saturates units.
    """

    title: ClassVar[str] = "Normal"
    source: ClassVar[str] = "Course slides: small random weights"
    kind: Literal["normal"] = "normal"
    std: Annotated[float, formerly("std", "deviation")] = number(
        0.01, low=1e-4, high=10, log=True, choices=(0.01, 0.1, 1), title="Standard deviation σ", help="How wide it is."
    )

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, self.std, (units, fan_in))


class UniformWeights(Initializer):
    """A flat law between two bounds of your own, whatever the size of the layer.

    w ~ U(−b, b). TensorFlow Playground uses b = 0.5.
    """

    title: ClassVar[str] = "Uniform"
    source: ClassVar[str] = "Course slides: random weights"
    kind: Literal["uniform"] = "uniform"
    bound: float = number(
        0.5, above=0, high=10, log=True, choices=(0.05, 0.5, 1), title="Bound b", help="Largest size."
    )

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.uniform(-self.bound, self.bound, (units, fan_in))


class Sparse(Initializer):
    """Each unit starts with a few connections only, so that its first sum does not grow with the size of the layer.

    w = 0 for the given share of each unit's weights, w ~ N(0, σ²) for the others.
    """

    title: ClassVar[str] = "Sparse"
    source: ClassVar[str] = "Martens: Deep learning via Hessian-free optimization, 2010"
    kind: Literal["sparse"] = "sparse"
    sparsity: float = number(0.5, low=0, below=1, title="Share of zeros", help="Connections that start at zero.")
    std: Annotated[float, formerly("std", "deviation")] = number(
        0.5, low=1e-4, high=10, log=True, title="Standard deviation σ", help="Of the others."
    )

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        weights = random.normal(0.0, self.std, (units, fan_in))
        zeros = math.ceil(self.sparsity * fan_in)
        order = random.permuted(np.tile(np.arange(fan_in), (units, 1)), axis=1)
        weights[np.arange(units)[:, None], order[:, :zeros]] = 0.0
        return weights


class ConstantWeights(Initializer):
    """The same weight everywhere: all units of a layer then learn the same for ever, as if there were only one.

    w = c. Try it once to see why initial weights are random.
    """

    title: ClassVar[str] = "Constant"
    source: ClassVar[str] = "Course slides: same weights update the same way"
    kind: Literal["constant"] = "constant"
    value: Annotated[float, formerly("value", "weight")] = number(
        0.5, low=-10, high=10, title="Weight c", help="The value of every weight."
    )

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return np.full((units, fan_in), self.value)


class ZeroWeights(Initializer):
    """All weights zero. Harmless without hidden layers; with them no gradient passes and nothing is learned.

    w = 0.
    """

    title: ClassVar[str] = "Zeros"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.4"
    kind: Literal["zeros"] = "zeros"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return np.zeros((units, fan_in))
