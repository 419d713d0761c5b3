"""L12: how small are small random weights?"""

from training.lessons.claims import after, claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import digits, hidden

TINY, WIDE, FITTING = "N(0, 0.01²)", "N(0, 1)", "Xavier"
INITIALIZER = "network.initializer"

LESSON = Lesson(
    number="L12",
    title="How small is a small random weight?",
    question="A network with six hidden layers of 64 tanh units: first weights from N(0, 0.01²), N(0, 1), or Xavier's "
    "rule?",
    concepts=("C21", "C23"),
    prediction=Prediction(
        "“Start with small random weights.” Which start makes six layers learn the digits best within 15 epochs?",
        (
            "σ = 0.01: the smaller, the safer",
            "σ = 1: larger weights carry the signal through all layers",
            "Xavier's rule, here U(−0.22, 0.22)",
            "All the same: gradient descent sets the size right",
        ),
        2,
        "Too small and the signal dies from layer to layer; too large and tanh is stuck at ±1.",
    ),
    stages=(
        Training(
            {
                "title": "How small is a small random weight?",
                "data": digits(1000),
                "network": {"hidden": hidden(*[64] * 6), "initializer": {"kind": "xavier_uniform"}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.1},
                "batch": {"size": 32},
                "stopping": {"epochs": 15},
            },
            (
                Variant(TINY, {INITIALIZER: {"kind": "normal", "std": 0.01}}),
                Variant(WIDE, {INITIALIZER: {"kind": "normal", "std": 1.0}}),
                Variant(FITTING),
            ),
        ),
    ),
    controls=(INITIALIZER, "optimizer.learning_rate"),
    charts=("validation_accuracy", "layers.activation_std.-2", "layers.saturated.-2"),
    watch="The spread of the activations in the last hidden layer at epoch 0, before the first update: has the signal "
    "died?",
    claims=(
        claim(
            "With σ = 0.01 the spread falls from {} in the first layer to {} in the sixth, and the network ends at {}.",
            (after(0, "layers.activation_std.-2", TINY) < 1e-4) & (last("validation_accuracy", TINY) < 0.2),
            after(0, "layers.activation_std.0", TINY),
            after(0, "layers.activation_std.-2", TINY),
            last("validation_accuracy", TINY),
        ),
        claim(
            "With σ = 1, {} of the sixth layer are saturated at the start, and it ends at {}.",
            (after(0, "layers.saturated.-2", WIDE) > 0.5) & last("validation_accuracy", WIDE).between(0.3, 0.85),
            after(0, "layers.saturated.-2", WIDE),
            last("validation_accuracy", WIDE),
        ),
        claim(
            "With Xavier's rule the spread of the sixth layer is {}, and it ends at {}.",
            (after(0, "layers.activation_std.-2", FITTING) > 0.1) & (last("validation_accuracy", FITTING) >= 0.93),
            after(0, "layers.activation_std.-2", FITTING),
            last("validation_accuracy", FITTING),
        ),
    ),
    why=(
        "A unit sums 64 inputs times random weights: the variance of the sum is 64 σ² times that of the inputs. With "
        "σ = 0.01 each layer multiplies the spread by √64 · 0.01 = 0.08. After six layers hardly anything is left, and "
        "the gradients shrink on the way back by the same factor.",
        "With σ = 1 the factor is 8. The sums are far beyond ±2, where tanh is flat, and flat units pass no gradient.",
        "The factor is 1 for σ = 1/√fan-in. Xavier's rule also looks at the way back and takes the variance "
        "2/(fan-in + fan-out). So “small” means: small beside the number of inputs.",
    ),
    formula="Var(Σ wx) = fan-in · σ² · E[x²];  Xavier: U(−b, b) with b = √(6/(fan-in + fan-out))",
    source="Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010; "
    "Goodfellow, Bengio, Courville: Deep Learning, 8.4",
    attempt=Attempt(
        "With 64 inputs, 1/√64 = 0.125. Try the normal law with σ = 0.125, then with 0.05.",
        {INITIALIZER: {"kind": "normal", "std": 0.125}},
    ),
)
