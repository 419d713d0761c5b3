"""L10: one epoch without progress is noise; how many are the end?"""

from training.lessons.claims import claim, ends, epochs, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

ONE, FIVE, TWENTY = "N = 1", "N = 5", "N = 20"
PATIENCE, TOLERANCE = "stopping.threshold.patience", "stopping.threshold.tolerance"

LESSON = Lesson(
    number="L10",
    title="When to stop: threshold and N epochs",
    question="Training stops when its own loss has not fallen by more than 0.001 for N epochs. Does N = 1, 5 or 20 "
    "matter?",
    concepts=("C19", "C20"),
    prediction=Prediction(
        "You compare N = 1 with N = 20. What do you expect of N = 20?",
        (
            "The same end: when the loss stands still, it stands still",
            "It stops later, at a lower training loss, with clearly better validation accuracy",
            "It stops later, at a lower training loss, with about the same validation accuracy",
            "It never stops before epoch 400, because the loss keeps jumping",
        ),
        2,
        "The rule looks at the training loss only: it finds the end of descent, not the best network for new samples.",
    ),
    stages=(
        Training(
            {
                "title": "When to stop: threshold and N epochs",
                "data": {"dataset": "circle", "noise": 0.1, "normalization": PLAIN, **part(250, 250)},
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.1},
                "batch": {"size": 10},
                "stopping": {"epochs": 400, "threshold": {"monitor": "train_loss", "tolerance": 0.001, "patience": 5}},
            },
            (Variant(ONE, {PATIENCE: 1}), Variant(FIVE, {PATIENCE: 5}), Variant(TWENTY, {PATIENCE: 20})),
        ),
    ),
    controls=(PATIENCE, TOLERANCE, "stopping.epochs"),
    charts=("train_loss", "validation_accuracy"),
    watch="The training loss, on a logarithmic axis: all three runs are one curve, cut off at three places.",
    claims=(
        claim(
            "N = 1 stops after {} epochs, N = 5 after {}, N = 20 after {}.",
            (epochs(ONE) < epochs(FIVE)) & (epochs(FIVE) < epochs(TWENTY)),
            epochs(ONE),
            epochs(FIVE),
            epochs(TWENTY),
        ),
        claim("N = 1 ends by its threshold, long before all 400 epochs.", ends(ONE, "threshold")),
        claim(
            "N = 1 gives up at a training loss of {}; N = 20 gets to {}, lower by a factor of 1.3 or more.",
            last("train_loss", ONE) >= 1.3 * last("train_loss", TWENTY),
            last("train_loss", ONE),
            last("train_loss", TWENTY),
        ),
        claim(
            "On new samples the two are nearly alike: {} and {}.",
            (last("validation_accuracy", TWENTY) - last("validation_accuracy", ONE)).between(-0.04, 0.04),
            last("validation_accuracy", ONE),
            last("validation_accuracy", TWENTY),
        ),
    ),
    why=(
        "Batches of 10 make the loss jitter. Now and then an epoch ends a little higher although the trend still "
        "falls. With N = 1 the first such epoch is the end. With N = 20 the loss has to stand still for 20 epochs in "
        "a row, which noise alone hardly ever does.",
        "The counter begins anew with every new lowest loss that is lower by more than the tolerance. A tolerance of "
        "0 would count any gain, however small, and go on for much longer.",
        "The rule knows nothing about validation. From 0.13 to 0.05 the training loss more than halves while the "
        "validation accuracy stays where it was. Early stopping (L22) is the other tool: it watches validation.",
    ),
    formula="stop after N epochs in a row with E_train ≥ E_lowest − tolerance",
    source="Keras: EarlyStopping(monitor='loss', min_delta, patience); Goodfellow, Bengio, Courville: Deep Learning, "
    "section 8.1 (learning is not pure optimization)",
    attempt=Attempt(
        "Keep N = 5 and divide the tolerance by ten. When does it stop now, and at which loss?",
        {TOLERANCE: 0.0001},
    ),
)
