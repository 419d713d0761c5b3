"""L09: validating on fewer samples, and less often, costs little accuracy and saves most of the work."""

from training.lessons.claims import claim, evaluations, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

ALL, SELDOM, FEW, BOTH = "all, every epoch", "all, every 10", "500, every epoch", "500, every 10"
EVERY, MOST = "validation.every", "validation.max_samples"

LESSON = Lesson(
    number="L09",
    title="Cheaper validation",
    question="Validating on 20,000 samples after every epoch is 400 times the work of 500 samples every tenth epoch. "
    "What do you lose with the cheap one?",
    concepts=("C15", "C16", "C17"),
    prediction=Prediction(
        "You validate on 500 of the 20,000 samples, drawn once. How far is that accuracy from the one of all?",
        (
            "It is the same to the last digit",
            "Off by up to 2 points or so",
            "Off by about 10 points: 500 is only 2.5 % of them",
            "It is always too low, because the network has seen fewer samples",
        ),
        1,
        "What counts is how many samples are asked, not which share of all they are: √(p(1 − p)/500) is below 1 point.",
    ),
    stages=(
        Training(
            {
                "title": "Cheaper validation",
                "data": {"dataset": "circle", "noise": 0.1, "normalization": PLAIN, **part(500, 20_000)},
                "network": {"hidden": hidden(64, 64)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.1},
                "batch": {"size": 50},
                "stopping": {"epochs": 100},
            },
            (
                Variant(ALL),
                Variant(SELDOM, {EVERY: 10}),
                Variant(FEW, {MOST: 500}),
                Variant(BOTH, {MOST: 500, EVERY: 10}),
            ),
        ),
    ),
    controls=(EVERY, MOST, "validation.separate_worker"),
    charts=("validation_accuracy", "validation_seconds", "train_loss"),
    watch="The validation accuracies: dense and sparse points on nearly one curve, with a band of one standard error "
    "around those of 500 samples. Then the seconds spent on validation.",
    claims=(
        claim(
            "All samples in every epoch take {} forward passes, 500 in every tenth {}: 400 times fewer.",
            (evaluations(ALL) * 20_000).equals(2_000_000) & (evaluations(BOTH) * 500).equals(5_000),
        ),
        claim(
            "Validation takes {} seconds in all, and {} in the cheap run: at most a fifth.",
            last("validation_seconds", ALL) >= 5 * last("validation_seconds", BOTH),
            last("validation_seconds", ALL),
            last("validation_seconds", BOTH),
        ),
        claim(
            "500 samples say {}, all of them {}: less than 2.5 points apart.",
            (last("validation_accuracy", BOTH) - last("validation_accuracy", ALL)).between(-0.025, 0.025),
            last("validation_accuracy", BOTH),
            last("validation_accuracy", ALL),
        ),
        claim(
            "Training does not notice: both end at the same training loss, {}.",
            last("train_loss", BOTH).equals(last("train_loss", ALL)),
        ),
    ),
    why=(
        "An accuracy is the mean of zeros and ones. Its standard error depends on how many samples were asked, not on "
        "how many there are: with 500 it is about 0.7 points here, with 20,000 about 0.1. A fixed subset also makes "
        "epochs comparable: all of them are judged by the same samples.",
        "Validation changes no weight. So every tenth epoch is every tenth point of the very same curve. What you can "
        "miss is the epoch of the lowest loss, by up to nine epochs.",
        "If you need every point, another machine can validate while training goes on. Its points arrive later.",
    ),
    formula="σ(p̂) = √(p(1 − p)/m);  work = (epochs / every) · m forward passes",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 5.4 (standard error of an estimate)",
    attempt=Attempt("Validate on 50 samples only. How wide is the band, and how far off is the curve?", {MOST: 50}),
)
