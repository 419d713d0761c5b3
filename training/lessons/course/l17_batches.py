"""L17: full batch, mini-batch, online."""

from training.lessons.claims import after, claim, last, rises
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

FULL, MINI, ONLINE = "full batch", "mini-batch of 20", "online"
BATCH, RATE = "batch.size", "optimizer.learning_rate"

LESSON = Lesson(
    number="L17",
    title="Batch, mini-batch, online",
    question="The same η and the same 40 epochs: updates from all 300 samples, from 20, or from every single one?",
    concepts=("C18", "C35", "C36", "C37", "C38", "C39"),
    prediction=Prediction(
        "After one epoch all three have seen every sample once. Who has the lowest training loss then?",
        (
            "The full batch: its gradient is exact",
            "All about the same: they saw the same samples",
            "The mini-batches: the best of both",
            "Online: it has made 300 steps instead of one",
        ),
        3,
        "What counts is the number of updates: 1, 15 and 300 in one epoch. The noise of single samples hurts only "
        "later.",
    ),
    stages=(
        Training(
            {
                "title": "Batch, mini-batch, online",
                "data": {"dataset": "moons", "noise": 0.125, "normalization": PLAIN, **part(300, 300)},
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.1},
                "batch": {"size": 20},
                "stopping": {"epochs": 40},
            },
            (Variant(FULL, {BATCH: "full"}), Variant(MINI), Variant(ONLINE, {BATCH: 1})),
        ),
    ),
    controls=(BATCH, RATE, "batch.shuffle"),
    charts=("train_loss", "validation_loss"),
    watch="The training loss twice: at epoch 1, and how smooth the three curves are at the end.",
    claims=(
        claim(
            "One epoch is {} update with the full batch, {} with mini-batches, {} online.",
            after(1, "updates", FULL).equals(1) & after(1, "updates", MINI).equals(15)
            & after(1, "updates", ONLINE).equals(300),
        ),
        claim(
            "After one epoch the training loss is {} online, {} with mini-batches, {} with the full batch.",
            (after(1, "train_loss", ONLINE) < after(1, "train_loss", MINI))
            & (after(1, "train_loss", MINI) < after(1, "train_loss", FULL)),
            after(1, "train_loss", ONLINE),
            after(1, "train_loss", MINI),
            after(1, "train_loss", FULL),
        ),
        claim(
            "In the last 20 epochs the loss of the full batch goes up {} times, that of the online run {} times.",
            rises("train_loss", FULL).equals(0) & (rises("train_loss", ONLINE) >= 4),
        ),
        claim(
            "After 40 epochs the full batch is still at {}, online at {}.",
            last("train_loss", ONLINE) < last("train_loss", FULL),
            last("train_loss", FULL),
            last("train_loss", ONLINE),
        ),
    ),
    why=(
        "The full gradient is the mean of 300 similar gradients. Much of that is redundant: 20 samples point in nearly "
        "the same direction for a fifteenth of the work, so 15 such steps get farther than one exact step.",
        "The price is noise. Far from the minimum it hardly matters; near it the true gradient is small and single "
        "samples pull to and fro. The full batch, below its stability limit, goes downhill in every epoch.",
        "Steps per epoch are not steps per second: a computer works out 20 samples at once nearly as quickly as one. "
        "That is why mini-batches are what people use, in a fresh random order in every epoch.",
    ),
    formula="g = 1/B Σ ∂Eᵢ/∂w over the batch;  updates per epoch = ⌈n/B⌉;  noise of g ~ σ/√B",
    source="Goodfellow, Bengio, Courville: Deep Learning, 8.1.3; Hinton: Neural networks for machine learning, "
    "lecture 6a",
    attempt=Attempt(
        "The full batch can bear a much larger rate. Give it η = 3: how close does it come in 40 updates?",
        {BATCH: "full", RATE: 3.0},
    ),
)  # fmt: skip
