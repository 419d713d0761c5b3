"""L04: RMSProp divides by the size of recent gradients."""

from training.lessons.claims import claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

SGDS = {"SGD, η = 0.03": 0.03, "SGD, η = 0.3": 0.3, "SGD, η = 1": 1.0}
RMSPROP, ADAM, STANDARD = "RMSProp, η = 0.03", "Adam, η = 0.03", "SGD, η = 0.3, standardized"
KIND, RATE, NORMALIZATION = "optimizer.kind", "optimizer.learning_rate", "data.normalization.kind"
SLOW, MIDDLE, FAST = (last("validation_accuracy", name) for name in SGDS)

LESSON = Lesson(
    number="L04",
    title="RMSProp: divide by the size of recent gradients",
    question="The second input was recorded in a unit 100 times too large, so its values are 100 times too small. "
    "Which optimizer still learns exclusive or?",
    concepts=("C08", "C26"),
    prediction=Prediction(
        "Inputs x₁ within ±5 and x₂ within ±0.05; the class depends on both signs. What does SGD need to learn it "
        "within 60 epochs?",
        (
            "Nothing: x₂ still has its sign, that is enough",
            "A larger η, such as 1",
            "A smaller η, such as 0.03",
            "None of these rates does: the inputs or the optimizer must change",
        ),
        3,
        "The weights of x₂ have to become 100 times as large, and their gradients are 100 times as small.",
    ),
    stages=(
        Training(
            {
                "title": "RMSProp: divide by the size of recent gradients",
                "data": {
                    "dataset": "xor",
                    "noise": 0.0,
                    "distort": {"scale": [1, 0.01]},
                    "normalization": PLAIN,
                    **part(250, 250),
                },
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": 20},
                "stopping": {"epochs": 60},
            },
            (
                *(Variant(name, {RATE: rate}) for name, rate in SGDS.items()),
                Variant(RMSPROP, {KIND: "rmsprop", RATE: 0.03, "optimizer.rho": 0.9}),
                Variant(ADAM, {KIND: "adam", RATE: 0.03}),
                Variant(STANDARD, {NORMALIZATION: "standardize"}),
            ),
        ),
    ),
    controls=("optimizer", "data.normalization"),
    charts=("validation_accuracy", "train_loss"),
    watch="Validation accuracy: three curves of SGD stay near one half, whatever the rate.",
    claims=(
        claim(
            "SGD ends at {}, {} and {} with η = 0.03, 0.3 and 1: it only sees x₁.",
            (SLOW < 0.7) & (MIDDLE < 0.7) & (FAST < 0.7),
        ),
        claim("RMSProp reaches {}.", last("validation_accuracy", RMSPROP) >= 0.85),
        claim("Adam, which does the same with momentum, reaches {}.", last("validation_accuracy", ADAM) >= 0.85),
        claim(
            "Standardizing the inputs lets plain SGD reach {}: the cure at the root.",
            last("validation_accuracy", STANDARD) >= 0.9,
        ),
    ),
    why=(
        "The gradient of a weight is proportional to its input. For the weights of x₂ it is 100 times as small as for "
        "those of x₁, and these weights have 100 times as far to go: 10,000 times as many steps. A larger η cannot "
        "help, because the weights of x₁ would leave first.",
        "RMSProp keeps a running mean a of the squared gradient of every weight and divides by its root. What remains "
        "is about the sign: each step has a size near η, whatever the unit. The very first is η/√(1 − ρ) = 3.16 η.",
        "So it makes up for bad units, weight by weight. Standardizing removes them, for every optimizer.",
    ),
    formula="a ← ρa + (1 − ρ)g²,  w ← w − η g/(√a + ε)",
    source="Hinton: Neural networks for machine learning, lecture 6e; Goodfellow, Bengio, Courville: Deep Learning, "
    "8.5.2",
    attempt=Attempt(
        "RMSProp needs a rate of its own. Give it the 0.3 that suits SGD: what happens to the curve?",
        {"optimizer": {"kind": "rmsprop", "learning_rate": 0.3}},
    ),
)
