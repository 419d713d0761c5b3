"""Update rules that Keras lacks, or has with another meaning, as subclasses of its Optimizer.

Each is a docstring, what it remembers for every variable, and how it updates one: Keras calls `update_step` with every
variable and the learning rate of the moment. Numbers are the settings at the top of the script.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """One update rule."""

    name: str
    help: str
    step: str
    """The lines of `update_step`; memories, `gradient`, `variable` and `learning_rate` are there."""
    memory: Mapping[str, str] = field(default_factory=dict)
    """Names of what is remembered for every variable, each with its first value (nothing for 0)."""


RULES: dict[str, Rule] = {
    "momentum_ema": Rule(
        "RunningMean",
        "Momentum as a running mean of the gradients: v ← βv + (1 − β)g, w ← w − ηv.\n\n"
        "While η stays, this is keras.optimizers.SGD(η * (1 − β), momentum=β).",
        """
        self.assign(mean, BETA * mean + (1 - BETA) * gradient)
        self.assign_sub(variable, learning_rate * mean)
        """,
        {"mean": ""},
    ),
    "momentum": Rule(
        "Momentum",
        "v ← βv − ηg, w ← w + v: Keras' SGD with a momentum that may change while it trains.",
        """
        self.assign(velocity, BETA * velocity - learning_rate * gradient)
        self.assign_add(variable, velocity)
        """,
        {"velocity": ""},
    ),
    "nesterov": Rule(
        "Nesterov",
        "v ← βv − ηg, w ← w + βv − ηg: Keras' SGD(nesterov=True) with a momentum that may change while it trains.",
        """
        self.assign(velocity, BETA * velocity - learning_rate * gradient)
        self.assign_add(variable, BETA * velocity - learning_rate * gradient)
        """,
        {"velocity": ""},
    ),
    "adaptive_gains": Rule(
        "AdaptiveGains",
        "w ← w − η γ g with a gain γ for every weight, which Keras does not have.\n\n"
        "γ grows by `increase` while the sign of the gradient stays, and is multiplied by `decrease` where it flips.",
        """
        agreement = gradient * previous
        changed = ops.where(agreement > 0, gain + INCREASE, gain)
        changed = ops.where(agreement < 0, gain * DECREASE, changed)
        self.assign(gain, ops.clip(changed, MINIMUM, MAXIMUM))
        self.assign(previous, gradient)
        self.assign_sub(variable, learning_rate * gain * gradient)
        """,
        {"gain": "1.0", "previous": ""},
    ),
    "adagrad": Rule(
        "AdaGrad",
        "a ← a + g², w ← w − ηg / (√a + ε), from a = 0.\n\nKeras' Adagrad starts at a = 0.1 and puts ε into the root.",
        """
        self.assign_add(total, ops.square(gradient))
        self.assign_sub(variable, learning_rate * gradient / (ops.sqrt(total) + EPSILON))
        """,
        {"total": ""},
    ),
    "adadelta": Rule(
        "AdaDelta",
        "a ← ρa + (1 − ρ)g², Δ = g √(d + ε) / √(a + ε), d ← ρd + (1 − ρ)Δ², w ← w − ηΔ.\n\n"
        "Keras' Adadelta with numbers that may change while it trains.",
        """
        self.assign(mean, RHO * mean + (1 - RHO) * ops.square(gradient))
        step = gradient * ops.sqrt(steps + EPSILON) / ops.sqrt(mean + EPSILON)
        self.assign(steps, RHO * steps + (1 - RHO) * ops.square(step))
        self.assign_sub(variable, learning_rate * step)
        """,
        {"mean": "", "steps": ""},
    ),
    "rmsprop": Rule(
        "RMSProp",
        "a ← ρa + (1 − ρ)g², w ← w − ηg / (√a + ε).\n\nKeras' RMSprop puts ε into the root.",
        """
        self.assign(mean, RHO * mean + (1 - RHO) * ops.square(gradient))
        self.assign_sub(variable, learning_rate * gradient / (ops.sqrt(mean) + EPSILON))
        """,
        {"mean": ""},
    ),
    "adam": Rule(
        "Adam",
        "m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − η m̂ / (√ŝ + ε).\n\n"
        "m̂ and ŝ are corrected for their start at zero. Keras adds ε before that correction, the paper after it.",
        """
        t = ops.cast(self.iterations + 1, variable.dtype)
        self.assign(mean, BETA1 * mean + (1 - BETA1) * gradient)
        self.assign(spread, BETA2 * spread + (1 - BETA2) * ops.square(gradient))
        root = ops.sqrt(spread / (1 - BETA2**t))
        self.assign_sub(variable, learning_rate * mean / (1 - BETA1**t) / (root + EPSILON))
        """,
        {"mean": "", "spread": ""},
    ),
    "amsgrad": Rule(
        "AMSGrad",
        "Adam that divides by the largest spread so far.\n\nKeras' Adam(amsgrad=True) adds ε before ŝ is corrected.",
        """
        t = ops.cast(self.iterations + 1, variable.dtype)
        self.assign(mean, BETA1 * mean + (1 - BETA1) * gradient)
        self.assign(spread, BETA2 * spread + (1 - BETA2) * ops.square(gradient))
        self.assign(largest, ops.maximum(largest, spread))
        root = ops.sqrt(largest / (1 - BETA2**t))
        self.assign_sub(variable, learning_rate * mean / (1 - BETA1**t) / (root + EPSILON))
        """,
        {"mean": "", "spread": "", "largest": ""},
    ),
    "adamax": Rule(
        "AdaMax",
        "m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − η m̂ / u.\n\nKeras' Adamax adds ε to u instead of |g|.",
        """
        t = ops.cast(self.iterations + 1, variable.dtype)
        self.assign(mean, BETA1 * mean + (1 - BETA1) * gradient)
        self.assign(largest, ops.maximum(BETA2 * largest, ops.abs(gradient) + EPSILON))
        self.assign_sub(variable, learning_rate * mean / (1 - BETA1**t) / largest)
        """,
        {"mean": "", "largest": ""},
    ),
    "adamw": Rule(
        "AdamW",
        "w ← (1 − ηλ)w for weights, not for biases, then Adam's step with ε after the correction as in the paper.",
        """
        if variable.name == "kernel":
            self.assign_sub(variable, learning_rate * ADAMW_DECAY * variable)
        t = ops.cast(self.iterations + 1, variable.dtype)
        self.assign(mean, BETA1 * mean + (1 - BETA1) * gradient)
        self.assign(spread, BETA2 * spread + (1 - BETA2) * ops.square(gradient))
        root = ops.sqrt(spread / (1 - BETA2**t))
        self.assign_sub(variable, learning_rate * mean / (1 - BETA1**t) / (root + EPSILON))
        """,
        {"mean": "", "spread": ""},
    ),
    "rprop": Rule(
        "Rprop",
        "w ← w − s · sign(g) with a step s for every weight, which Keras does not have.\n\n"
        "s is multiplied by `increase` while the sign of g stays; where it flips s shrinks and the weight waits once.",
        """
        agreement = gradient * previous
        changed = ops.where(agreement > 0, step * INCREASE, step)
        changed = ops.where(agreement < 0, step * DECREASE, changed)
        self.assign(step, ops.clip(changed, 1e-6, 50.0))
        self.assign(previous, ops.where(agreement < 0, ops.zeros_like(gradient), gradient))
        self.assign_sub(variable, step * ops.sign(previous))
        """,
        {"step": "LEARNING_RATE", "previous": ""},
    ),
}
