"""Laws that follow from the size of the layer, so that signals neither die out nor explode on their way."""

import math
from typing import ClassVar, Literal

import numpy as np

from training.fields import number
from training.initializers.initializer import Initializer


class Scaled(Initializer):
    """A law whose variance follows from the size of the layer."""

    def variance(self, units: int, fan_in: int) -> float:
        """The variance of each weight."""
        raise NotImplementedError


class Flat(Scaled):
    """Equally likely between two bounds."""

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        bound = math.sqrt(3 * self.variance(units, fan_in))
        return random.uniform(-bound, bound, (units, fan_in))


class Bell(Scaled):
    """A bell curve."""

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, math.sqrt(self.variance(units, fan_in)), (units, fan_in))


class XavierUniform(Flat):
    """Keeps the spread of activations and of gradients alike from layer to layer: right for tanh and sigmoid.

    w ~ U(−b, b) with b = √(6 / (fan_in + units)). Also called Glorot uniform; the default of Keras.
    """

    title: ClassVar[str] = "Xavier (Glorot) uniform"
    source: ClassVar[str] = "Glorot, Bengio: Understanding the difficulty of training deep feedforward networks, 2010"
    kind: Literal["xavier_uniform"] = "xavier_uniform"

    def variance(self, units: int, fan_in: int) -> float:
        return 2 / (fan_in + units)


class XavierNormal(Bell):
    """As Xavier uniform, with the same variance from a bell curve.

    w ~ N(0, 2 / (fan_in + units)), not truncated.
    """

    title: ClassVar[str] = "Xavier (Glorot) normal"
    source: ClassVar[str] = "Glorot, Bengio: Understanding the difficulty of training deep feedforward networks, 2010"
    kind: Literal["xavier_normal"] = "xavier_normal"

    def variance(self, units: int, fan_in: int) -> float:
        return 2 / (fan_in + units)


class HeUniform(Flat):
    """As He normal, with the same variance from a flat law.

    w ~ U(−b, b) with b = √(6 / fan_in).
    """

    title: ClassVar[str] = "He (Kaiming) uniform"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015"
    kind: Literal["he_uniform"] = "he_uniform"

    def variance(self, units: int, fan_in: int) -> float:
        return 2 / fan_in


class HeNormal(Bell):
    """Doubles the variance because ReLU blocks half of its inputs: right for ReLU and leaky ReLU.

    w ~ N(0, 2 / fan_in), not truncated. Also called Kaiming normal.
    """

    title: ClassVar[str] = "He (Kaiming) normal"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015"
    kind: Literal["he_normal"] = "he_normal"

    def variance(self, units: int, fan_in: int) -> float:
        return 2 / fan_in


class LecunUniform(Flat):
    """Keeps the spread of a layer's sums at that of its inputs: the oldest of these laws.

    w ~ U(−b, b) with b = √(3 / fan_in).
    """

    title: ClassVar[str] = "LeCun uniform"
    source: ClassVar[str] = "LeCun, Bottou, Orr, Müller: Efficient backprop, 1998"
    kind: Literal["lecun_uniform"] = "lecun_uniform"

    def variance(self, units: int, fan_in: int) -> float:
        return 1 / fan_in


class LecunNormal(Bell):
    """As LeCun uniform, with the same variance from a bell curve.

    w ~ N(0, 1 / fan_in), not truncated.
    """

    title: ClassVar[str] = "LeCun normal"
    source: ClassVar[str] = "LeCun, Bottou, Orr, Müller: Efficient backprop, 1998"
    kind: Literal["lecun_normal"] = "lecun_normal"

    def variance(self, units: int, fan_in: int) -> float:
        return 1 / fan_in


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
