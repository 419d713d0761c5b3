"""L23: ten networks that make different mistakes are better together than the best of them."""

from typing import Any

from training.lessons.claims import averaged, claim, most
from training.lessons.lesson import Attempt, Lesson, Prediction, Training
from training.lessons.settings import NOISY_DIGITS

THREE, TEN = "3 networks", "10 networks"


def bagged(members: int) -> dict[str, Any]:
    """So many networks, each on samples drawn with replacement."""
    return {
        "title": f"Bagging: {members} networks",
        **NOISY_DIGITS,
        "validation": {"every": 5},
        "ensemble": {"members": members},
    }


LESSON = Lesson(
    number="L23",
    title="Bagging: average many models",
    question="Ten networks, each trained on its own random draw of the samples, each with many wrong labels. What is "
    "their average worth?",
    concepts=("C33", "C46", "C47"),
    prediction=Prediction(
        "Each of ten networks reads about 63 % of new digits correctly. You average what they say. How good is the "
        "average?",
        (
            "About 63 %: the average of ten equal networks is no better than one",
            "Worse than 63 %: their errors add up",
            "As good as the best of the ten",
            "Better than the best of the ten",
        ),
        3,
        "They agree where they are right and differ where they are wrong, so most errors are outvoted.",
    ),
    stages=(Training(bagged(10), name=TEN), Training(bagged(3), name=THREE)),
    controls=("ensemble.members", "ensemble.bootstrap", "data.label_noise"),
    charts=("validation_accuracy", "disagreement", "train_accuracy"),
    watch="The validation accuracy of the average, a thick line above the lines of all its members.",
    claims=(
        claim(
            "One network alone reads {} of new digits on average, all ten together {}: eight points more, or better.",
            averaged("validation_accuracy", TEN) - averaged("mean_validation_accuracy", TEN) >= 0.08,
            averaged("mean_validation_accuracy", TEN),
            averaged("validation_accuracy", TEN),
        ),
        claim(
            "The best single one of the ten has {}: the average beats it.",
            most("validation_accuracy", TEN) < averaged("validation_accuracy", TEN),
        ),
        claim(
            "Three networks reach {}, ten {}.",
            averaged("validation_accuracy", THREE) < averaged("validation_accuracy", TEN),
            averaged("validation_accuracy", THREE),
            averaged("validation_accuracy", TEN),
        ),
        claim(
            "Two of the ten name different digits for a share of {} of the samples: they do not make the same errors.",
            averaged("disagreement", TEN) >= 0.2,
        ),
    ),
    why=(
        "Each network memorized the wrong labels of its own draw. For a new digit one says 3, another 8, but those "
        "that are right all say the same. In the average the right answer collects votes and errors scatter.",
        "For squared errors it is exact: the error of the average is the mean error minus the variance between the "
        "members. If all were alike, nothing would be gained. Drawing n of n samples with replacement makes them "
        "differ: each sees about 63 % of the samples, some of them several times.",
        "The price is ten times the work. It pays where single networks fit noise, and hardly where they are all "
        "right already.",
    ),
    formula="ȳ = 1/k Σ yᵢ;   (ȳ − t)² = mean (yᵢ − t)² − mean (yᵢ − ȳ)²",
    source="Breiman: Bagging predictors, 1996; Krogh and Vedelsby, 1995; Goodfellow, Bengio, Courville: Deep Learning, "
    "section 7.11",
    attempt=Attempt(
        "Switch bootstrap off: all ten get the same samples and differ in their first weights only. What is left?",
        {"ensemble.bootstrap": False},
    ),
)
