"""L19: a large network on few noisy points, and three ways to hold it back."""

from training.lessons.claims import claim, last, smallest
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

LARGE, SMALL, LINE = "64 + 64 units", "4 units", "no hidden layer"
PENALTY, TOO_MUCH, BOUNDED = "L2 0.01", "L2 1", "max-norm 1"
L2, SHAPE = "regularization.l2", "network.hidden"

LESSON = Lesson(
    number="L19",
    title="Simpler models and constrained weights",
    question="Sixty noisy points, two layers of 64 units. What does the network learn after it has learned the moons, "
    "and how do you stop it?",
    concepts=("C29", "C31"),
    prediction=Prediction(
        "The large network brings its training loss close to zero in 400 epochs. What does its loss on 1,000 new "
        "points do meanwhile?",
        (
            "It follows, a little higher: a lower training loss means a better network",
            "It falls and then stays level",
            "It falls first and then climbs far above its lowest value",
            "It never falls: sixty points are too few to learn from",
        ),
        2,
        "First it learns what all moons have in common, then the accidents of these sixty points.",
    ),
    stages=(
        Training(
            {
                "title": "Simpler models and constrained weights",
                "data": {"dataset": "moons", "noise": 0.175, "normalization": PLAIN, **part(60, 1000)},
                "network": {"hidden": hidden(64, 64)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "adam", "learning_rate": 0.01},
                "batch": {"size": "full"},
                "validation": {"every": 10},
                "stopping": {"epochs": 400},
            },
            (
                Variant(LARGE),
                Variant(SMALL, {SHAPE: hidden(4)}),
                Variant(LINE, {SHAPE: []}),
                Variant(PENALTY, {L2: 0.01}),
                Variant(TOO_MUCH, {L2: 1.0}),
                Variant(BOUNDED, {"regularization.max_norm": 1.0}),
            ),
        ),
    ),
    controls=(SHAPE, L2, "regularization.max_norm", "data.noise"),
    charts=("validation_loss", "train_loss", "weight_norm"),
    watch="The validation loss: one curve turns round and climbs. Look at its weight norm at the same time.",
    claims=(
        claim(
            "The large network fits its points (training loss {}) and pays for it with a validation loss of {}.",
            (last("train_loss", LARGE) < 0.2) & (last("validation_loss", LARGE) > 2.5 * last("train_loss", LARGE)),
        ),
        claim(
            "On the way it had been better: its lowest validation loss was {}, its last is {}.",
            smallest("validation_loss", LARGE) * 1.2 <= last("validation_loss", LARGE),
            smallest("validation_loss", LARGE),
            last("validation_loss", LARGE),
        ),
        claim(
            "Four units end at {}, L2 with λ = 0.01 at {}, max-norm 1 at {}: all below the large network.",
            (last("validation_loss", SMALL) < last("validation_loss", LARGE))
            & (last("validation_loss", PENALTY) < last("validation_loss", LARGE))
            & (last("validation_loss", BOUNDED) < last("validation_loss", LARGE)),
        ),
        claim(
            "L2 shrinks the norm of all weights from {} to {}, to a fifth or less.",
            5 * last("weight_norm", PENALTY) <= last("weight_norm", LARGE),
            last("weight_norm", LARGE),
            last("weight_norm", PENALTY),
        ),
        claim(
            "Too much is as bad: with λ = 1 even the training loss stays at {}, close to that of a coin, ln 2 = 0.69.",
            last("train_loss", TOO_MUCH) > 0.6,
        ),
    ),
    why=(
        "With noise, some points lie on the wrong side. A network with thousands of weights can bend its boundary "
        "around each of them. For that it needs large weights: steep, confident outputs. On new points it is then "
        "confidently wrong, and that is what the loss punishes hardest.",
        "Fewer units cannot bend so much. L2 makes every large weight pay, so a bend must explain more than one "
        "point. Max-norm sets a hard limit on the incoming weights of each unit. All three leave the broad shape.",
        "λ = 1 makes any weight too expensive: the best the network can do is to answer ½ everywhere.",
    ),
    formula="E + λ/2 Σw²  (L2);   w ← w · min(1, c/‖w‖) for the incoming weights of each unit  (max-norm)",
    source="Goodfellow, Bengio, Courville: Deep Learning, sections 5.2, 7.1 and 7.2; Srivastava and others: Dropout, "
    "2014 (max-norm)",
    attempt=Attempt(
        "Give the large network 1,000 training points instead of 60. Does it still need to be held back?",
        {"data.samples": 2000, "data.split": {"train": 0.5, "validation": 0.5, "test": 0}},
    ),
)
