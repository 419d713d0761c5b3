"""L03b: gains per weight on digits."""

from training.lessons.claims import claim, last, reaches
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import digits, hidden

PLAIN_DESCENT, GAINS = "gradient descent", "gains"
KIND, RATE, BATCH = "optimizer.kind", "optimizer.learning_rate", "batch.size"

LESSON = Lesson(
    number="L03b",
    title="Gains on digits",
    question="Full batches of digits: how many epochs to a training loss of 0.3, with and without a gain per weight?",
    concepts=("C04",),
    prediction=Prediction(
        "Plain gradient descent with η = 0.05 needs about 160 epochs. What do gains per weight bring in a network with "
        "2,410 weights and biases?",
        (
            "Nothing: its valleys lie askew, as in the turned ravine",
            "At least twice the speed",
            "It diverges: gains grow up to 10",
        ),
        1,
        "Many weights see gradients of one sign for a long time, and their gains grow; those that flip are held back.",
    ),
    stages=(
        Training(
            {
                "title": "Gains on digits",
                "data": digits(1000),
                "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.05},
                "batch": {"size": "full"},
                "stopping": {"epochs": 200},
            },
            (Variant(PLAIN_DESCENT), Variant(GAINS, {KIND: "adaptive_gains", RATE: 0.05})),
        ),
    ),
    controls=("optimizer", BATCH),
    charts=("train_loss", "validation_accuracy"),
    watch="The training loss: how far apart the two curves are when they cross 0.3. The gains behind it begin at 1 and "
    "spread.",
    claims=(
        claim(
            "With gains the training loss reaches 0.3 after {} epochs, without after {}.",
            2 * reaches("train_loss", GAINS, at_most=0.3) <= reaches("train_loss", PLAIN_DESCENT, at_most=0.3),
            reaches("train_loss", GAINS, at_most=0.3),
            reaches("train_loss", PLAIN_DESCENT, at_most=0.3),
        ),
        claim(
            "After 200 epochs the gains lie between {} and {}: weights need very different rates.",
            last("gains.4", GAINS) >= 5 * last("gains.0", GAINS),
            last("gains.0", GAINS),
            last("gains.4", GAINS),
        ),
        claim(
            "The lower loss is no bought one: {} of the fresh digits are right, against {}.",
            last("validation_accuracy", GAINS) >= last("validation_accuracy", PLAIN_DESCENT) - 0.01,
            last("validation_accuracy", GAINS),
            last("validation_accuracy", PLAIN_DESCENT),
        ),
    ),
    why=(
        "In a network gradients differ by orders of magnitude between layers and between weights with much and with "
        "little to do. Signs tell which weights could take larger steps: those whose gradient has not flipped for a "
        "while.",
        "Signs are only worth something where the gradient is exact. With small batches the noise of the samples flips "
        "signs at random, and most gains stay near 1, whatever their weights need. So: full batches, or large ones.",
    ),
    formula="γ ← γ + 0.05 if gₜgₜ₋₁ > 0,  γ ← 0.95 γ if gₜgₜ₋₁ < 0,  0.1 ≤ γ ≤ 10",
    source="Hinton: Neural networks for machine learning, lecture 6d; Jacobs: Increased rates of convergence through "
    "learning rate adaptation, 1988",
    attempt=Attempt(
        "Break the rule: gains with batches of 10. What becomes of the median gain?",
        {"optimizer": {"kind": "adaptive_gains", "learning_rate": 0.05}, BATCH: 10, "stopping.epochs": 20},
    ),
)
