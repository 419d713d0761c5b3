"""L20: with hard labels logits grow for ever; with smoothed ones they stop where a formula says."""

from training.lessons.claims import after, claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

HARD, TENTH, FIFTH = "hard labels", "ε = 0.1", "ε = 0.2"
SMOOTHING, LOGIT = "loss.label_smoothing", "layers.activation_std.-1"

LESSON = Lesson(
    number="L20",
    title="Label smoothing stops the race to infinity",
    question="Two clouds that a line separates completely. Does the output of the network ever stop growing?",
    concepts=("C41",),
    prediction=Prediction(
        "Instead of 0 and 1 the network is told to answer 0.1 and 0.9 (ε = 0.1). How large do its logits become?",
        (
            "They grow as before, only ten per cent more slowly",
            "They stop at ±0.9",
            "They stop at ±2.2",
            "They shrink to 0: the network becomes unsure",
        ),
        2,
        "The sigmoid says 0.9 at the logit ln(0.9/0.1) = 2.197. Beyond it the loss rises again.",
    ),
    stages=(
        Training(
            {
                "title": "Label smoothing stops the race to infinity",
                "data": {"dataset": "gauss", "noise": 0.0, "normalization": PLAIN, **part(200, 200)},
                "network": {"hidden": hidden(8)},
                "loss": {"kind": "bce"},
                "optimizer": {"kind": "adam", "learning_rate": 0.02},
                "batch": {"size": "full"},
                "stopping": {"epochs": 400},
            },
            (Variant(HARD), Variant(TENTH, {SMOOTHING: 0.1}), Variant(FIFTH, {SMOOTHING: 0.2})),
        ),
    ),
    controls=(SMOOTHING, "stopping.epochs"),
    charts=(LOGIT, "validation_accuracy", "train_loss"),
    watch="The spread of the outputs before the sigmoid, the last layer under Diagnostics: with logits at +z and −z it "
    "is z.",
    claims=(
        claim(
            "With hard labels the logits are at ±{} after 50 epochs, ±{} after 400, and still growing.",
            after(400, LOGIT, HARD) - after(50, LOGIT, HARD) >= 1,
            after(50, LOGIT, HARD),
            after(400, LOGIT, HARD),
        ),
        claim("With ε = 0.1 they stop at ±{}, which is ln(0.9/0.1) = 2.197.", last(LOGIT, TENTH).between(2.15, 2.23)),
        claim("With ε = 0.2 they stop at ±{}, which is ln(0.8/0.2) = 1.386.", last(LOGIT, FIFTH).between(1.35, 1.42)),
        claim(
            "Accuracy does not mind: {} with hard labels, {} and {} with smoothed ones.",
            (last("validation_accuracy", HARD) >= 0.98)
            & (last("validation_accuracy", TENTH) >= 0.98)
            & (last("validation_accuracy", FIFTH) >= 0.98),
        ),
    ),
    why=(
        "The sigmoid reaches 1 only at infinity. If all points are on their right side, twice the logits always mean a "
        "lower loss, so the weights grow for ever: slower and slower, but without an end.",
        "With smoothed targets the loss of a sample is lowest where the network says exactly 1 − ε. That is a finite "
        "logit, and from there the gradient pushes back.",
        "The boundary between the classes is where the logit is 0, and it hardly moves. So accuracy stays, and what "
        "changes is how sure the network claims to be. Only training targets are smoothed, never those of validation.",
    ),
    formula="targets ε/(K − 1) and 1 − ε;  best gap between two logits = ln((1 − ε)(K − 1)/ε)",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 7.5.1; Szegedy and others: Rethinking the Inception "
    "architecture, 2016",
    attempt=Attempt("Take ε = 0.02. Where must the logits stop now? Work it out before you look.", {SMOOTHING: 0.02}),
)
