"""L07: a grid, random draws, and the scale on which one draws."""

from typing import Any

from training.lessons.claims import claim, different
from training.lessons.lesson import Attempt, Lesson, Prediction, Training
from training.lessons.searches import median_of_bests, wins
from training.lessons.settings import digits, hidden

RATE, PENALTY = "optimizer.learning_rate", "regularization.l2"
REPEATS, TRIALS = 5, 9
LOSS = "validation_loss"
GRID, RANDOM, LOGARITHMIC = "uniform grid", "uniform random", "logarithmic random"


def searched(rate: dict[str, Any], title: str) -> dict[str, Any]:
    """Five pairs of a 3 × 3 grid and nine random draws, over the learning rate and a penalty."""
    axes = {RATE: rate, PENALTY: {"kind": "uniform", "low": 0, "high": 0.001}}
    return {
        "title": title,
        "data": digits(1000),
        "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
        "optimizer": {"kind": "momentum", "learning_rate": 0.1, "beta": 0.95},
        "batch": {"size": 16},
        "stopping": {"epochs": 3},
        "vary": {"kind": "grid_against_random", "points": 3, "repeats": REPEATS, "axes": axes},
    }


def best(among: str) -> Any:
    """The median over the repeats of the best validation loss."""
    return median_of_bests(LOSS, among, TRIALS)


LESSON = Lesson(
    number="L07",
    title="Grid search versus random search",
    question="You can afford nine trials over the learning rate and a penalty. A 3 × 3 grid, nine random points, or "
    "nine random points on a logarithmic scale?",
    concepts=("C10", "C13", "C14"),
    prediction=Prediction(
        "Each searcher gets nine trials, five times over: a grid and random draws of η between 0 and 0.2, and draws of "
        "ln η between ln 0.001 and ln 0.2. Who finds a lower loss than the grid nearly every time?",
        (
            "Nobody: the grid covers the square evenly",
            "Random draws of η: they see nine learning rates instead of three",
            "Random draws of ln η: they also see small learning rates",
            "Both draws, equally often: what counts is that they are random",
        ),
        2,
        "The good rates are below 0.03 here: 15 % of the uniform axis, but almost two thirds of the logarithmic one.",
    ),
    stages=(
        Training(searched({"kind": "uniform", "low": 0, "high": 0.2}, "η ~ U(0, 0.2)"), name="uniform"),
        Training(
            searched({"kind": "log_uniform", "low": 0.001, "high": 0.2}, "ln η ~ U(ln 0.001, ln 0.2)"),
            name="logarithmic",
        ),
    ),
    controls=("vary.points", "vary.repeats"),
    charts=("validation_loss",),
    watch="How low the lowest curves of each bundle end. Then open the experiments: their trials are dots over the "
    "learning rate, three columns for the grid, nine for random draws. Where are the low ones, and who has dots there?",
    claims=(
        claim(
            "The grid tries {} learning rates, however often it is repeated; nine random draws, five times, {}.",
            different(RATE, GRID).equals(3) & different(RATE, RANDOM).equals(REPEATS * TRIALS),
        ),
        claim(
            "Random draws beat the grid in {} of 5 repeats.",
            wins(LOSS, RANDOM, GRID, TRIALS) >= 3,
        ),
        claim(
            "On the logarithmic scale they beat the plain grid in {} of 5.",
            wins(LOSS, LOGARITHMIC, GRID, TRIALS) >= 4,
        ),
        claim(
            "In the median the best loss is {} for the grid, {} for random draws of η and {} for draws of ln η: the "
            "scale matters more than grid or random.",
            best(LOGARITHMIC) < best(GRID),
            best(GRID),
            best(RANDOM),
            best(LOGARITHMIC),
        ),
    ),
    why=(
        "The learning rate decides almost everything here, the penalty almost nothing. A 3 × 3 grid spends its nine "
        "trials on three learning rates, three times each. Nine random points try nine.",
        "The scale matters even more. With momentum 0.95 the good rates lie below about 0.03. A uniform draw from "
        "(0, 0.2) falls there with probability 0.15, so all nine miss with 0.85⁹ = 23 %: random search is not always "
        "better, and sometimes much worse. On the logarithmic axis from 0.001 to 0.2 most draws fall there.",
        "Rule: draw rates and penalties, whose effect is multiplicative, on a logarithmic scale.",
    ),
    formula="uniform: P(η < 0.03) = 0.15;  logarithmic: P(η < 0.03) = ln(0.03/0.001) / ln(0.2/0.001) = 0.64",
    source="Bergstra and Bengio: Random search for hyper-parameter optimization, 2012; Goodfellow, Bengio, Courville: "
    "Deep Learning, sections 11.4.3 and 11.4.4",
    attempt=Attempt(
        "Let the grid have five points an axis: 25 trials a side. Does it catch up?",
        {"vary.points": 5, "vary.repeats": 2},
    ),
)
