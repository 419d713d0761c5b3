"""L08: the best of many tries looks better than it is, so the test set stays sealed."""

from training.lessons.claims import claim, fact, highest, least
from training.lessons.lesson import Attempt, Lesson, Prediction, Training
from training.lessons.settings import PLAIN, hidden, part

UNITS = (2, 8, 32)
SHAPES = [hidden(*[units] * layers) for layers in (1, 2) for units in UNITS]
CHOSEN, UNLUCKY = highest("validation_accuracy"), least("validation_accuracy")
BEST_EPOCH = {"monitor": "validation_accuracy", "patience": 1000, "restore_best": True}
"""Never stops, but ends with the weights that had the highest score: the ones that are chosen and then tested."""
FRESH = fact("test_accuracy", share=True)

LESSON = Lesson(
    number="L08",
    title="Never tune on the test set",
    question="The labels are coin flips, so 50 % is the truth. What does the best of 40 networks score on the samples "
    "that chose it?",
    concepts=("C12",),
    prediction=Prediction(
        "Forty networks of different sizes and learning rates train on coin flips. The one with the highest accuracy "
        "on 30 validation samples, in whatever epoch, wins. What accuracy does it have there?",
        (
            "About 50 %: there is nothing to learn",
            "Below 50 %: it has memorized the wrong samples",
            "Between 57 % and 80 %",
            "Above 90 %: one of forty finds the pattern",
        ),
        2,
        "The best of forty lucky or unlucky scores is a lucky one. On fresh samples the luck is gone.",
    ),
    stages=(
        Training(
            {
                "title": "Never tune on the test set",
                "data": {"dataset": "coinflip", "normalization": PLAIN, **part(60, 30, 4000)},
                "network": {"initializer": {"kind": "normal", "std": 1.0}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.3},
                "batch": {"size": "full"},
                "stopping": {"epochs": 60, "early": BEST_EPOCH},
                "vary": {
                    "kind": "random",
                    "trials": 40,
                    "objective": "validation_accuracy",
                    "axes": {
                        "network.hidden": {"kind": "choice", "values": SHAPES},
                        "optimizer.learning_rate": {"kind": "log_uniform", "low": 0.1, "high": 3.0},
                        "stopping.epochs": {"kind": "int", "low": 20, "high": 60},
                    },
                },
            },
            opens_envelope=True,
        ),
    ),
    controls=("vary.trials", "data.samples"),
    charts=("validation_accuracy", "train_accuracy"),
    watch="The validation accuracy of the forty networks: look at the highest point of all. Then open the envelope.",
    claims=(
        claim(
            "The best of 40 networks gets {} of its 30 validation samples right.",
            CHOSEN.between(0.57, 0.9),
        ),
        claim("On 4,000 fresh samples the same network has {}: a coin.", FRESH.between(0.46, 0.54)),
        claim(
            "The score that chose it was too high by {}, which is at least five points.",
            CHOSEN - FRESH >= 0.05,
        ),
        claim(
            "The unluckiest of the 40 ends at {} there. Luck goes both ways, and you looked at the top.",
            CHOSEN - UNLUCKY >= 0.15,
            UNLUCKY,
        ),
    ),
    why=(
        "With 30 samples, the accuracy of a network that only guesses is 50 % give or take 9 points. Each network has "
        "its own luck. Taking the highest of 40 scores selects for luck: 40 independent guessers show about 70 % at "
        "the top. Ours are partly alike, but each had up to 60 epochs to choose from, and that is tuning as well.",
        "The more you try and the fewer samples you choose by, the larger the lie. It is not a fault of the networks: "
        "the figure was used to choose, so it no longer measures.",
        "Hence three sets. Train on the first, choose by the second, and look at the third once, when everything is "
        "chosen. Its figure is honest because nothing was chosen by it.",
    ),
    formula="E[maxᵢ âᵢ] > maxᵢ E[âᵢ];  σ(â) = √(p(1 − p)/m), 0.09 for p = ½ and m = 30",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 5.3; Cawley and Talbot: On over-fitting in model "
    "selection, 2010",
    attempt=Attempt(
        "Try only 3 networks instead of 40. How far above 50 % is the best of them?",
        {"vary.trials": 3},
    ),
)
