"""Layers, penalties and bounds that Keras lacks, or has with another meaning."""

import math

from training.exports.script.script import Script

MAX_NORM = '''
class MaxNorm(keras.constraints.Constraint):
    """After each update, shortens the incoming weights of every unit whose norm is above the limit.

    Keras' own MaxNorm also shrinks all other weights a little, by the 1e-7 that it adds to every norm.
    """

    def __call__(self, weights):
        norms = ops.sqrt(ops.sum(ops.square(weights), axis=0, keepdims=True))
        return weights * ops.where(norms > MAX_NORM, MAX_NORM / norms, 1.0)
'''
PENALTY = '''
class Penalty(keras.regularizers.Regularizer):
    """λ₁ Σ|w| + λ₂/2 Σw² with amounts that may change while the network trains."""

    def __call__(self, weights):
        return L1 * ops.sum(ops.abs(weights)) + L2 / 2 * ops.sum(ops.square(weights))
'''
BATCH_NORMALIZATION = '''
class BatchNormalization(keras.layers.Layer):
    """(z − μ) / √(σ² + 1e-5) · gain + offset, with μ and σ² of the batch, and running averages outside of training.

    Keras' own layer averages the variances of the batches as they are; here, as in PyTorch, that of n samples counts
    n / (n − 1) times, which is what the whole data are expected to have.
    """

    def build(self, shape):
        self.gamma = self.add_weight((shape[-1],), "ones", name="gamma")
        self.beta = self.add_weight((shape[-1],), "zeros", name="beta")
        self.mean = self.add_weight((shape[-1],), "zeros", trainable=False, name="mean")
        self.variance = self.add_weight((shape[-1],), "ones", trainable=False, name="variance")

    def call(self, z, training=False):
        mean, variance = self.mean, self.variance
        if training:
            mean, variance = ops.mean(z, axis=0), ops.var(z, axis=0)
            n = ops.cast(ops.shape(z)[0], z.dtype)
            unbiased = variance * n / ops.maximum(n - 1, 1)
            self.mean.assign(0.9 * self.mean + 0.1 * mean)
            self.variance.assign(0.9 * self.variance + 0.1 * unbiased)
        return (z - mean) / ops.sqrt(variance + 1e-5) * self.gamma + self.beta
'''
DROPOUT = '''
class Dropout(keras.layers.Layer):
    """Dropout by a mask that is set before every batch: the same units drop out as in the recorded run.

    The mask is 1 / (1 − p) where a unit stays and 0 where it drops out, for every sample of the batch. With random
    numbers of its own, keras.layers.Dropout does the same.
    """

    def build(self, shape):
        self.mask = self.add_weight(({batch}, shape[-1]), "ones", trainable=False, name="mask")

    def call(self, outputs, training=False):
        return outputs * self.mask[: ops.shape(outputs)[0]] if training else outputs

    def set(self, mask):
        self.mask.assign(np.pad(mask, [(0, {batch} - len(mask)), (0, 0)]))
'''
NOISY_DENSE = '''
class NoisyDense(keras.layers.Dense):
    """A dense layer with noise in its weights: the gradient is taken at w + noise, and changes the clean w."""

    def build(self, shape):
        super().build(shape)
        self.noise = self.add_weight(self.kernel.shape, "zeros", trainable=False, name="noise")

    def call(self, inputs, training=False):
        kernel = self.kernel + self.noise if training else self.kernel
        return self.activation(ops.matmul(inputs, kernel) + self.bias)
'''


def dropped(script: Script) -> list[int]:
    """The hidden layers, from 0, that ever have dropout."""
    hidden = range(len(script.plan.spec.network.hidden))
    return [number for number in hidden if script.plan.any(f"network.hidden.{number}.dropout")]


def clean_in_the_end(script: Script) -> bool:
    """Whether gradients are taken at disturbed weights, which are clean again afterwards."""
    spec = script.plan.spec
    noisy = script.plan.any("regularization.weight_noise")
    return noisy and spec.regularization.weight_noise_mode == "restore"


def add_layers(script: Script, largest_batch: int) -> None:
    """The classes that this network needs."""
    if any(layer.normalization == "batch" for layer in script.plan.spec.network.hidden):
        script.add(BATCH_NORMALIZATION)
    if dropped(script):
        script.setting("DROPOUT", lambda spec: tuple(layer.dropout for layer in spec.network.hidden), "by hidden layer")
        script.add(DROPOUT.replace("{batch}", str(largest_batch)))
    if clean_in_the_end(script):
        script.add(NOISY_DENSE)


def add_limits(script: Script) -> tuple[list[str], str]:
    """Penalties and bounds of weights: lines that make them, and the arguments of every layer."""
    plan, lines, arguments = script.plan, [], ""
    if plan.any("regularization.l1") or plan.any("regularization.l2"):
        lines.append(f"penalty = {_penalty(script)}")
        arguments += ", kernel_regularizer=penalty"
    if plan.any("regularization.max_norm"):
        script.setting("MAX_NORM", "regularization.max_norm", otherwise=math.inf)
        script.add(MAX_NORM)
        arguments += ", kernel_constraint=MaxNorm()"
    return lines, arguments


def _penalty(script: Script) -> str:
    """Biases have none. Keras' L2 is λ Σw², ours has a ½ in front, so that its derivative is λw."""
    for name in ("l1", "l2"):
        script.setting(name.upper(), f"regularization.{name}")
    if script.changes("L1") or script.changes("L2"):
        script.add(PENALTY)
        return "Penalty()"
    regularization = script.plan.spec.regularization
    if not regularization.l1:
        return "keras.regularizers.L2(L2 / 2)  # Keras' L2 is λ Σw², ours has a ½ in front; biases have none"
    if not regularization.l2:
        return "keras.regularizers.L1(L1)  # of weights, not of biases"
    return "keras.regularizers.L1L2(L1, L2 / 2)  # Keras' L2 is λ Σw², ours has a ½ in front; biases have none"
