"""L21: noise on the weights keeps a network from memorizing wrong labels."""

from training.lessons.claims import claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import NOISY_DIGITS

NONE, SOME, MORE = "σ = 0", "σ = 0.1", "σ = 0.2"
NOISE = "regularization.weight_noise"

LESSON = Lesson(
    number="L21",
    title="Weight noise regularizes",
    question="Two of five training labels are wrong. What happens if every gradient is taken at weights with noise "
    "on them?",
    concepts=("C42", "C43"),
    prediction=Prediction(
        "Every update takes its gradient at w + N(0, σ²), with σ = 0.2. The validation labels are right. Compared with "
        "σ = 0, what happens?",
        (
            "Training and validation accuracy both fall: noise disturbs",
            "Training accuracy falls, validation accuracy rises",
            "Both rise: noise helps to find the minimum",
            "Nothing: noise of mean 0 averages out",
        ),
        1,
        "Memorizing single wrong labels needs finely tuned weights, and noise destroys those first.",
    ),
    stages=(
        Training(
            {"title": "Weight noise regularizes", **NOISY_DIGITS},
            (Variant(NONE), Variant(SOME, {NOISE: 0.1}), Variant(MORE, {NOISE: 0.2})),
        ),
    ),
    controls=(NOISE, "data.label_noise", "stopping.epochs"),
    charts=("validation_accuracy", "train_accuracy", "noise_penalty"),
    watch="Validation and training accuracy side by side: the order of the three runs is the other way round.",
    claims=(
        claim(
            "Without noise the network learns {} of its labels, wrong ones included, and is right about {} of new "
            "digits.",
            (last("train_accuracy", NONE) >= 0.9) & (last("validation_accuracy", NONE) < 0.75),
        ),
        claim(
            "σ = 0.1 raises the validation accuracy to {}, by five points or more.",
            last("validation_accuracy", SOME) - last("validation_accuracy", NONE) >= 0.05,
            last("validation_accuracy", SOME),
        ),
        claim(
            "σ = 0.2 raises it to {}, by ten points or more.",
            last("validation_accuracy", MORE) - last("validation_accuracy", NONE) >= 0.1,
            last("validation_accuracy", MORE),
        ),
        claim(
            "With σ = 0.2 it agrees with only {} of its training labels: about as many as are right.",
            last("train_accuracy", MORE).between(0.5, 0.72),
        ),
    ),
    why=(
        "The network is asked to be good not at one point of weight space but in a neighbourhood of it. Fitting one "
        "wrong label needs a sharp bend of the output, and a sharp bend means that small changes of the weights "
        "change the output a lot. In a neighbourhood that is expensive.",
        "To second order, noise in the weights adds a penalty on how strongly the outputs depend on the weights. Near "
        "a minimum of the squared error it is σ² E‖∂y/∂w‖²: flat places become cheaper than steep ones. For a model "
        "that is linear in its weights this is a constant and changes nothing.",
        "The noise is drawn anew for each update and taken away again. All figures are those of the clean weights.",
    ),
    formula="E_ε[E(w + ε)] ≈ E(w) + σ² E‖∂y/∂w‖²,   ε ~ N(0, σ²I)",
    source="Goodfellow, Bengio, Courville: Deep Learning, section 7.5; Graves: Practical variational inference for "
    "neural networks, 2011",
    attempt=Attempt("Where is it too much? Try σ = 0.5.", {NOISE: 0.5}),
)
