"""B1: the capstone; what features and normalization are worth for sounds."""

from training.lessons.claims import claim, last
from training.lessons.lesson import Attempt, Lesson, Prediction, Training, Variant
from training.lessons.settings import PLAIN, hidden, part

RAW, POWER, LOG = "raw samples", "mel power, unscaled", "log-mel"
UNSCALED, MFCC = "MFCC, unscaled", "MFCC, standardized"
FEATURES, NORMALIZATION = "data.signal_features", "data.normalization"

LESSON = Lesson(
    number="B1",
    title="Signals: prior knowledge and normalization",
    question="Tone, chirp, noise burst or a swelling tone, each under noise as strong as itself. What should the "
    "network be shown of a clip?",
    concepts=("C30", "C27"),
    prediction=Prediction(
        "The same network with 32 units learns from 400 clips. Which input makes it best on new clips?",
        (
            "The 8,000 raw samples: nothing is lost",
            "240 numbers of log-mel power: most of what an ear hears",
            "39 MFCC statistics as they are",
            "39 MFCC statistics, standardized",
        ),
        3,
        "Few numbers that leave out what does not matter (phase, onset, pitch), all on the same scale.",
    ),
    stages=(
        Training(
            {
                "title": "Signals: prior knowledge and normalization",
                "data": {"dataset": "waveforms", "signal_to_noise": 0.0, "signal_features": "mfcc", **part(400, 400)},
                "network": {"hidden": hidden(32, kind="relu"), "initializer": {"kind": "he_normal"}},
                "optimizer": {"kind": "sgd", "learning_rate": 0.03},
                "batch": {"size": 32},
                "stopping": {"epochs": 30},
            },
            (
                Variant(RAW, {FEATURES: "raw"}),
                Variant(POWER, {FEATURES: "melpower", NORMALIZATION: PLAIN}),
                Variant(LOG, {FEATURES: "melspec"}),
                Variant(UNSCALED, {FEATURES: "mfcc", NORMALIZATION: PLAIN}),
                Variant(MFCC, {FEATURES: "mfcc"}),
            ),
        ),
    ),
    controls=(FEATURES, "data.normalization", "data.signal_to_noise"),
    charts=("validation_accuracy", "train_accuracy"),
    watch="Training and validation accuracy of the raw samples: one goes to 100 %, the other stays near a guess among "
    "four, 25 %.",
    claims=(
        claim(
            "On raw samples the network knows {} of its training clips and {} of new ones: it memorizes.",
            (last("train_accuracy", RAW) >= 0.95) & (last("validation_accuracy", RAW) <= 0.4),
        ),
        claim(
            "Log-mel makes it {}: prior knowledge about hearing.",
            last("validation_accuracy", LOG) - last("validation_accuracy", RAW) >= 0.2,
            last("validation_accuracy", LOG),
        ),
        claim(
            "39 MFCC statistics, standardized, make it {}.",
            last("validation_accuracy", MFCC) >= 0.93,
        ),
        claim(
            "Standardizing alone is worth five points or more: without it the same 39 numbers give {}.",
            last("validation_accuracy", MFCC) - last("validation_accuracy", UNSCALED) >= 0.05,
            last("validation_accuracy", UNSCALED),
        ),
    ),
    why=(
        "Two clips of the same tone can differ in every one of their 8,000 samples, because they start at another "
        "phase. With 400 clips and 8,000 inputs there is always a way to tell the training clips apart by accident, "
        "and the network takes it.",
        "Features say in advance what does not matter. The power in mel bands forgets the phase, the logarithm makes "
        "loud and quiet parts comparable, the cosine transform separates the shape of the spectrum from its details, "
        "and statistics over time forget when something happened.",
        "The 39 numbers have very different sizes. Standardized, they give a rounder error surface on which one "
        "learning rate suits all weights. Everything else is equal: the network, the optimizer, the epochs.",
    ),
    formula="m = 2595 log₁₀(1 + f/700);   x ← (x − μ)/σ with μ, σ of the training clips",
    source="Davis and Mermelstein: Comparison of parametric representations, 1980; Goodfellow, Bengio, Courville: Deep "
    "Learning, section 7.4",
    attempt=Attempt(
        "Make it harder: −10 dB, noise with ten times the power of the sound. What is left of 97 %?",
        {"data.signal_to_noise": -10.0},
    ),
)
