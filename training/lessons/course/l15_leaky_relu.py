"""L15: a leak keeps rectifying units alive."""

from training.lessons.claims import claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import digits, hidden

RELU, SLIGHT, LEAKY = "ReLU", "leaky, α = 0.01", "leaky, α = 0.1"
LAYERS, RATE = "network.hidden", "optimizer.learning_rate"
DEAD = "layers.dead.-2"

LESSON = Lesson(
    number="L15",
    title="Leaky ReLU keeps units alive",
    question="Adam with η = 0.1 is far too quick and kills ReLU units. Does a small slope on the negative side save "
    "the network?",
    concepts=("C09",),
    prediction=Prediction(
        "A ReLU unit whose sum is negative for every sample outputs 0 throughout. What happens to it in later epochs?",
        (
            "It recovers: the next batches pull it back",
            "Nothing: its gradient is 0, so its weights never change again",
            "Its weights grow until it is active",
        ),
        1,
        "No output, no slope, no gradient. With a leak α there is always a slope, so there is always a way back.",
    ),
    stages=(
        Training(
            {
                "title": "Leaky ReLU keeps units alive",
                "data": digits(1000),
                "network": {"hidden": hidden(32, 32, 32, kind="relu"), "initializer": {"kind": "he_normal"}},
                "optimizer": {"kind": "adam", "learning_rate": 0.1},
                "batch": {"size": 32},
                "stopping": {"epochs": 10},
            },
            (
                Variant(RELU),
                Variant(SLIGHT, {LAYERS: hidden(32, 32, 32, kind="leaky_relu", negative_slope=0.01)}),
                Variant(LEAKY, {LAYERS: hidden(32, 32, 32, kind="leaky_relu", negative_slope=0.1)}),
            ),
        ),
    ),
    controls=(LAYERS, RATE),
    charts=("validation_accuracy", DEAD, "train_loss"),
    watch="The share of dead units in the third hidden layer, beside the validation accuracy.",
    claims=(
        claim(
            "With ReLU, {} of the third layer's units are dead in the end, and {} of the fresh digits are right.",
            (last(DEAD, RELU) >= 0.5) & (last("validation_accuracy", RELU) < 0.7),
        ),
        claim("With α = 0.1 it is {} right.", last("validation_accuracy", LEAKY) >= 0.7),
        claim(
            "That is {} more than with ReLU.",
            last("validation_accuracy", LEAKY) - last("validation_accuracy", RELU) >= 0.2,
        ),
    ),
    why=(
        "One step that is too large can push a unit so far that its sum is negative for all samples. ReLU is flat "
        "there: the derivative is 0, no error passes, the weights stay as they are. A dead unit is dead for good, and "
        "units behind it have fewer inputs to live on.",
        "Leaky ReLU gives αz for negative z. Its derivative is α instead of 0, so a unit that was pushed out can walk "
        "back, at a tenth of the speed for α = 0.1.",
        "The leak treats the symptom; the cause is the rate. With η = 0.003 no leak is needed here.",
    ),
    formula="f(z) = z for z ≥ 0,  αz for z < 0",
    source="Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models, 2013",
    attempt=Attempt("Cure the cause: ReLU with η = 0.003. How many units are dead now?", {RATE: 0.003}),
)
