"""Initializers: the weights before the first update. Biases start at zero, with one exception.

Each draws the weights of one layer as float64 [units, fan_in] from the run's own random stream.
"""

import math
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from training.component import Component, OneOf
from training.fields import number


class Initializer(Component):
    """A law from which initial weights are drawn."""

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        """The weights of a layer, float64 [units, fan_in]."""
        raise NotImplementedError

    def draw_biases(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        """The biases of a layer, float64 [units]."""
        return np.zeros(units)


class XavierUniform(Initializer):
    """Keeps the spread of activations and of gradients alike from layer to layer: right for tanh and sigmoid.

    w ~ U(−b, b) with b = √(6 / (fan_in + units)). Also called Glorot uniform; the default of Keras.
    """

    title: ClassVar[str] = "Xavier (Glorot) uniform"
    source: ClassVar[str] = "Glorot, Bengio: Understanding the difficulty of training deep feedforward networks, 2010"
    kind: Literal["xavier_uniform"] = "xavier_uniform"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        bound = math.sqrt(3 * 2 / (fan_in + units))
        return random.uniform(-bound, bound, (units, fan_in))


class XavierNormal(Initializer):
    """As Xavier uniform, with the same variance from a bell curve.

    w ~ N(0, 2 / (fan_in + units)), not truncated.
    """

    title: ClassVar[str] = "Xavier (Glorot) normal"
    source: ClassVar[str] = "Glorot, Bengio: Understanding the difficulty of training deep feedforward networks, 2010"
    kind: Literal["xavier_normal"] = "xavier_normal"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, math.sqrt(2 / (fan_in + units)), (units, fan_in))


class HeUniform(Initializer):
    """As He normal, with the same variance from a flat law.

    w ~ U(−b, b) with b = √(6 / fan_in).
    """

    title: ClassVar[str] = "He (Kaiming) uniform"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015"
    kind: Literal["he_uniform"] = "he_uniform"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        bound = math.sqrt(3 * 2 / fan_in)
        return random.uniform(-bound, bound, (units, fan_in))


class HeNormal(Initializer):
    """Doubles the variance because ReLU blocks half of its inputs: right for ReLU and leaky ReLU.

    w ~ N(0, 2 / fan_in), not truncated. Also called Kaiming normal.
    """

    title: ClassVar[str] = "He (Kaiming) normal"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015"
    kind: Literal["he_normal"] = "he_normal"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, math.sqrt(2 / fan_in), (units, fan_in))


class LecunUniform(Initializer):
    """Keeps the spread of a layer's sums at that of its inputs: the oldest of these laws.

    w ~ U(−b, b) with b = √(3 / fan_in).
    """

    title: ClassVar[str] = "LeCun uniform"
    source: ClassVar[str] = "LeCun, Bottou, Orr, Müller: Efficient backprop, 1998"
    kind: Literal["lecun_uniform"] = "lecun_uniform"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        bound = math.sqrt(3 * 1 / fan_in)
        return random.uniform(-bound, bound, (units, fan_in))


class LecunNormal(Initializer):
    """As LeCun uniform, with the same variance from a bell curve.

    w ~ N(0, 1 / fan_in), not truncated.
    """

    title: ClassVar[str] = "LeCun normal"
    source: ClassVar[str] = "LeCun, Bottou, Orr, Müller: Efficient backprop, 1998"
    kind: Literal["lecun_normal"] = "lecun_normal"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, math.sqrt(1 / fan_in), (units, fan_in))


class Normal(Initializer):
    """A bell curve of your own width, whatever the size of the layer: see what too small and too large do.

    w ~ N(0, σ²). In deep networks a small σ lets signals die out, a large one saturates units.
    """

    title: ClassVar[str] = "Normal"
    source: ClassVar[str] = "Course slides: small random weights"
    kind: Literal["normal"] = "normal"
    deviation: float = number(
        0.01, low=1e-4, high=10, log=True, choices=(0.01, 0.1, 1), title="Standard deviation σ", help="How wide it is."
    )

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, self.deviation, (units, fan_in))


class Uniform(Initializer):
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


class PytorchDefault(Initializer):
    """What PyTorch's nn.Linear does when nothing is said: weights and biases from the same flat law.

    w, b ~ U(−1/√fan_in, 1/√fan_in).
    """

    title: ClassVar[str] = "PyTorch default"
    source: ClassVar[str] = "PyTorch documentation, nn.Linear"
    kind: Literal["pytorch_default"] = "pytorch_default"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.uniform(-1, 1, (units, fan_in)) / math.sqrt(fan_in)

    def draw_biases(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.uniform(-1, 1, units) / math.sqrt(fan_in)


class Orthogonal(Initializer):
    """Weight vectors at right angles to each other: neither shrinks nor stretches what passes through.

    W = gain · Q with random Q, whose rows (or columns, if there are more rows) are orthonormal.
    """

    title: ClassVar[str] = "Orthogonal"
    source: ClassVar[str] = "Saxe, McClelland, Ganguli: Exact solutions to the dynamics of learning, 2014"
    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = number(1.0, above=0, high=10, title="Gain", help="The length of each weight vector.")

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        flat = random.normal(size=(max(units, fan_in), min(units, fan_in)))
        q, r = np.linalg.qr(flat)
        q = q * np.sign(np.diag(r))  # makes the result unique, and uniform among all rotations
        return self.gain * (q if units >= fan_in else q.T)


class Sparse(Initializer):
    """Each unit starts with a few connections only, so that its first sum does not grow with the size of the layer.

    Of each unit's weights the given share is zero; the others are N(0, σ²).
    """

    title: ClassVar[str] = "Sparse"
    source: ClassVar[str] = "Martens: Deep learning via Hessian-free optimization, 2010"
    kind: Literal["sparse"] = "sparse"
    sparsity: float = number(0.5, low=0, below=1, title="Share of zeros", help="Connections that start at zero.")
    deviation: float = number(0.5, low=1e-4, high=10, log=True, title="Standard deviation σ", help="Of the others.")

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        weights = random.normal(0.0, self.deviation, (units, fan_in))
        zeros = math.ceil(self.sparsity * fan_in)
        order = random.permuted(np.tile(np.arange(fan_in), (units, 1)), axis=1)
        weights[np.arange(units)[:, None], order[:, :zeros]] = 0.0
        return weights


class Constant(Initializer):
    """The same weight everywhere: all units of a layer then learn the same for ever, as if there were only one.

    w = c. Try it once to see why initial weights are random.
    """

    title: ClassVar[str] = "Constant"
    source: ClassVar[str] = "Course slides: same weights update the same way"
    kind: Literal["constant"] = "constant"
    weight: float = number(0.5, low=-10, high=10, title="Weight c", help="The value of every weight.")

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return np.full((units, fan_in), self.weight)


class Zeros(Initializer):
    """All weights zero. Harmless without hidden layers; with them no gradient passes and nothing is learned.

    w = 0.
    """

    title: ClassVar[str] = "Zeros"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.4"
    kind: Literal["zeros"] = "zeros"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return np.zeros((units, fan_in))


INITIALIZERS: tuple[type[Initializer], ...] = (
    XavierUniform,
    XavierNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    PytorchDefault,
    Normal,
    Uniform,
    Orthogonal,
    Sparse,
    Constant,
    Zeros,
)

AnyInitializer = Annotated[
    Initializer,
    OneOf(INITIALIZERS),
    Field(title="Initial weights", description="The law the first weights are drawn from."),
]
