"""B1b: with the right feature a linear model is enough."""

from training.lessons.claims import claim, largest, last, reaches
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import hidden, part

LINE, SQUARES, UNITS = "x₁, x₂", "with x₁², x₂²", "x₁, x₂ and 8 hidden units"
FEATURES = "data.features"

LESSON = Lesson(
    number="B1b",
    title="Prior knowledge: the right feature",
    question="A disc inside a ring. What helps a linear model more than a hidden layer?",
    concepts=("C30", "C31"),
    prediction=Prediction(
        "Three models learn which points are inside: a linear one on x₁, x₂; a linear one that also gets x₁², x₂²; a "
        "network with 8 hidden units on x₁, x₂. Who is first at 95 %?",
        (
            "The network: only hidden units can bend a boundary",
            "The linear model with squares",
            "All three, sooner or later: more epochs are enough",
            "The linear model on x₁, x₂: it has the fewest weights to learn",
        ),
        1,
        "A circle is w₁x₁² + w₂x₂² = c: linear in the squares. The knowledge is in the inputs already.",
    ),
    stages=(
        Training(
            {
                "title": "Prior knowledge: the right feature",
                "data": {"dataset": "circle", "noise": 0.0, "features": ["x1", "x2"], **part(100, 400)},
                "network": {"hidden": []},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": 10},
                "stopping": {"epochs": 30},
            },
            (
                Variant(LINE),
                Variant(SQUARES, {FEATURES: ["x1", "x2", "x1^2", "x2^2"]}),
                Variant(UNITS, {"network.hidden": hidden(8)}),
            ),
        ),
    ),
    controls=(FEATURES, "network.hidden", "stopping.epochs"),
    charts=("validation_accuracy", "train_loss"),
    watch="The validation accuracy in the first five epochs, and the straight boundary that cannot turn into a circle.",
    claims=(
        claim(
            "On x₁ and x₂ the linear model ends at {}: no straight line separates a disc from its ring.",
            last("validation_accuracy", LINE) < 0.7,
        ),
        claim(
            "With the squares it is at 98 % after {} epochs, and gets to {}.",
            (reaches("validation_accuracy", SQUARES, at_least=0.98) <= 5)
            & (largest("validation_accuracy", SQUARES) >= 0.98),
        ),
        claim(
            "To 95 % it takes {} epochs; eight hidden units take {} (∞: more than 30).",
            3 * reaches("validation_accuracy", SQUARES, at_least=0.95)
            <= reaches("validation_accuracy", UNITS, at_least=0.95),
            reaches("validation_accuracy", SQUARES, at_least=0.95),
            reaches("validation_accuracy", UNITS, at_least=0.95),
        ),
    ),
    why=(
        "The boundary of a linear model is where a weighted sum of its inputs is 0. In x₁ and x₂ that is a straight "
        "line. In x₁² and x₂² it is an ellipse, and a circle is one of those. The loss stays the simple bowl of a "
        "linear model, and gradient descent runs straight down.",
        "The hidden layer has to find out by itself that distance matters. It can, with 33 weights instead of 5, from "
        "the same 100 points, and it takes longer.",
        "The knowledge must be right. If the classes were not round, the squares would not help.",
    ),
    formula="σ(w₁x₁ + w₂x₂ + w₃x₁² + w₄x₂² + b) = ½  is an ellipse in the plane",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 1.1 (representations); TensorFlow Playground",
    attempt=Attempt(
        "Take the exclusive or instead: squares are of no use there. Which feature is?",
        {"data.dataset": "xor", "data.features": ["x1", "x2", "x1x2"]},
    ),
)
