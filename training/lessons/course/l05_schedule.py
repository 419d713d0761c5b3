"""L05: turn the learning rate down at the end."""

from training.lessons.claims import claim, deviation, mean
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

CONSTANT, STEP, COSINE = "η = 0.5 throughout", "a tenth after 20 epochs", "cosine"
SCHEDULE = "schedule.kind"

LESSON = Lesson(
    number="L05",
    title="Turn the learning rate down at the end",
    question="SGD with batches of 2 rattles around the minimum. Does a smaller η at the end remove the rattle, and "
    "what is gained?",
    concepts=("C05",),
    prediction=Prediction(
        "One run keeps η = 0.5 for 40 epochs, one divides it by 10 after 20. What does the training loss of the second "
        "one do at that moment?",
        (
            "It falls at once and becomes smooth",
            "It goes on as before and becomes smooth slowly, over many epochs",
            "It stays where it is: smaller steps, slower progress",
        ),
        0,
        "Below the rattling the minimum was found long ago; smaller steps jump less far around it.",
    ),
    stages=(
        Training(
            {
                "title": "Turn the learning rate down at the end",
                "data": {"dataset": "moons", "noise": 0.175, "normalization": PLAIN, **part(300, 300)},
                "network": {"hidden": hidden(4)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "sgd", "learning_rate": 0.5},
                "batch": {"size": 2},
                "stopping": {"epochs": 40},
            },
            (
                Variant(CONSTANT),
                Variant(STEP, {SCHEDULE: "step", "schedule.step_size": 20, "schedule.gamma": 0.1}),
                Variant(COSINE, {SCHEDULE: "cosine", "schedule.final": 0.01}),
            ),
        ),
    ),
    controls=("schedule", "optimizer.learning_rate", "batch.size"),
    charts=("train_loss", "learning_rate", "validation_loss"),
    watch="The training loss above the curve of η: look at epoch 21.",
    claims=(
        claim(
            "With constant η the loss of the last 10 epochs scatters by {}, with the step by {}.",
            5 * deviation("train_loss", STEP) <= deviation("train_loss", CONSTANT),
            deviation("train_loss", CONSTANT),
            deviation("train_loss", STEP),
        ),
        claim(
            "With the cosine it scatters by {}.",
            5 * deviation("train_loss", COSINE) <= deviation("train_loss", CONSTANT),
            deviation("train_loss", COSINE),
        ),
        claim(
            "And it lies lower: {} with the step, {} without.",
            mean("train_loss", STEP) < mean("train_loss", CONSTANT),
            mean("train_loss", STEP),
            mean("train_loss", CONSTANT),
        ),
        claim(
            "So does the validation loss: {} against {}.",
            mean("validation_loss", STEP) < mean("validation_loss", CONSTANT),
            mean("validation_loss", STEP),
            mean("validation_loss", CONSTANT),
        ),
    ),
    why=(
        "The gradient of two samples is the true one plus noise. Near the minimum the true gradient vanishes, the "
        "noise does not: the weights jump around in a cloud whose size grows with η. The loss you see is that of a "
        "random point of the cloud, not of the minimum.",
        "Large steps are good for finding the valley, small ones for its floor. Reducing η late gives both. Reducing "
        "it too early freezes the weights on the way, and the noise of a large η can also help to leave a bad place.",
    ),
    formula="step: ηₑ = η γ^⌊e/k⌋;  cosine: ηₑ falls from η to 0.01 η along half a cosine",
    source="Goodfellow, Bengio, Courville: Deep Learning, 8.3.1; Robbins, Monro: A stochastic approximation method, "
    "1951",
    attempt=Attempt(
        "Too early is no good either: divide by 10 every 4 epochs. Where does the loss freeze?",
        {"schedule": {"kind": "step", "step_size": 4, "gamma": 0.1}},
    ),
)
