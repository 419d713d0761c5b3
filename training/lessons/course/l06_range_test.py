"""L06: find a good learning rate by a range test."""

from training.lessons.claims import claim, fact, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import digits, hidden

SUGGESTED, TIMID, EXPLODED = "η as suggested", "a hundredth of it", "where the test exploded"

LESSON = Lesson(
    number="L06",
    title="Find the best learning rate: the range test",
    question="Raise η with every mini-batch until the loss explodes, and take a tenth of where it was lowest. Is that "
    "a good learning rate?",
    concepts=("C11",),
    prediction=Prediction(
        "In 150 mini-batches η grows from 0.0001 to 10. Its loss is lowest near η = 1.4. Why not train with that rate?",
        (
            "One should: the lowest loss is the best rate",
            "It is on the edge: a little more and the loss explodes, so one tenth of it is safer",
            "It is far too small: only at the end of the test is η large enough",
        ),
        1,
        "The loss is lowest just before steps get too large; where it falls fastest, the rate is several times "
        "smaller.",
    ),
    stages=(
        Training(
            {
                "title": "Find the best learning rate: the range test",
                "data": digits(1000),
                "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.1},
                "batch": {"size": 32},
                "stopping": {"epochs": 10},
            },
            (
                Variant(SUGGESTED, rate=("suggestion", 1.0)),
                Variant(TIMID, rate=("suggestion", 0.01)),
                Variant(EXPLODED, rate=("learning_rate_at_end", 1.0)),
            ),
            range_test={"low": 1e-4, "high": 10, "steps": 150},
        ),
    ),
    controls=("optimizer", "batch.size"),
    charts=("validation_accuracy", "train_loss"),
    watch="First the curve of the test: flat, falling, exploding. Then the three runs with rates that were read off "
    "it.",
    claims=(
        claim(
            "The test suggests η = {}, a tenth of the {} where its loss was lowest.",
            fact("suggestion").between(0.05, 0.3),
            fact("suggestion"),
            fact("learning_rate_at_minimum"),
        ),
        claim("With it, 10 epochs give {} on fresh digits.", last("validation_accuracy", SUGGESTED) >= 0.94),
        claim("A hundredth of it gives {}: far from done.", last("validation_accuracy", TIMID) < 0.6),
        claim(
            "The rate at which the test exploded gives {}.",
            last("validation_accuracy", EXPLODED) < 0.6,
        ),
    ),
    why=(
        "While η is tiny nothing happens; then the loss falls, faster and faster, because each step is larger than the "
        "one before. At some point steps become too large for the steepest direction, and the loss explodes. One "
        "short run of 150 updates shows the whole range.",
        "The minimum of that curve is late: some damage is already done there, the smoothed curve just has not "
        "noticed. Its tenth is a rule of thumb, no law. It gives the right order of magnitude, and a sweep around it "
        "finds the rest.",
        "The answer belongs to this network, this data and this batch size. Change one of them, and test again.",
    ),
    formula="ηᵢ = low · (high/low)^(i/(N − 1));  suggestion = η at the lowest smoothed loss / 10",
    source="Smith: Cyclical learning rates for training neural networks, 2015; the rule of one tenth: fast.ai",
    attempt=Attempt(
        "Another optimizer, another answer: train with Adam at 0.15, near what the test suggests for SGD. Look "
        "at the validation loss. Then make Adam's own range test.",
        {"optimizer": {"kind": "adam", "learning_rate": 0.15}},
    ),
)
