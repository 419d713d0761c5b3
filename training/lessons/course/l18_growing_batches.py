"""L18: start with small batches, grow them."""

from training.lessons.claims import claim, deviation, last, mean
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

SMALL, GROWING, LARGE = "4 throughout", "4, doubled every 5 epochs", "256 throughout"
BATCH, GROWTH = "batch.size", "batch.growth"

LESSON = Lesson(
    number="L18",
    title="Start small, grow the batch",
    question="Batches of 4 all the way, batches of 256 all the way, or 4, doubled every 5 epochs?",
    concepts=("C40",),
    prediction=Prediction(
        "The growing batches make a quarter of the updates of the small ones. How do they end?",
        (
            "As noisy as the small ones, only earlier",
            "As calm as the large ones, but at a lower loss than they",
            "Worse than both: neither quick nor exact",
        ),
        1,
        "The quick start happens while batches are small; growing them later takes away the noise, not what was "
        "learned.",
    ),
    stages=(
        Training(
            {
                "title": "Start small, grow the batch",
                "data": {"dataset": "moons", "noise": 0.125, "normalization": PLAIN, **part(600, 600)},
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": 4},
                "stopping": {"epochs": 40},
            },
            (
                Variant(SMALL),
                Variant(GROWING, {GROWTH: {"factor": 2, "every": 5, "maximum": 256}}),
                Variant(LARGE, {BATCH: 256}),
            ),
        ),
    ),
    controls=(BATCH, GROWTH, "optimizer.learning_rate"),
    charts=("train_loss", "batch_size", "validation_loss"),
    watch="The training loss above the staircase of the batch size: where does the rattle end?",
    claims=(
        claim(
            "The small batches make {} updates, the growing ones {}, the large ones {}.",
            last("updates", SMALL).equals(6000) & last("updates", GROWING).equals(1515)
            & last("updates", LARGE).equals(120),
        ),
        claim(
            "In the last 10 epochs the loss of the small ones scatters by {}, that of the growing ones by {}.",
            5 * deviation("train_loss", GROWING) <= deviation("train_loss", SMALL),
            deviation("train_loss", SMALL),
            deviation("train_loss", GROWING),
        ),
        claim(
            "And the growing ones end at {}, the large ones at {}.",
            mean("train_loss", GROWING) < mean("train_loss", LARGE),
            mean("train_loss", GROWING),
            mean("train_loss", LARGE),
        ),
    ),
    why=(
        "The noise of an update is about η/√B: a larger batch calms it as a smaller rate does. Growing the batch is "
        "the twin of turning η down, and each later epoch gets cheaper instead of slower, because it has fewer "
        "updates.",
        "Growth can come too early, too. Small batches also shake the weights out of bad places, and a few starts stay "
        "on a worse plateau once the shaking ends.",
    ),
    formula="Bₑ = min(256, 4 · 2^⌊e/5⌋)",
    source="Smith, Kindermans, Ying, Le: Don't decay the learning rate, increase the batch size, 2018",
    attempt=Attempt(
        "Double in every epoch instead: 256 is reached after 6 epochs. Compare where it ends.",
        {GROWTH: {"factor": 2, "every": 1, "maximum": 256}},
    ),
)  # fmt: skip
