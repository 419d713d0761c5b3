"""One clip of each class to look at: as a wave, as a spectrogram, and as what the network is shown of it."""

from dataclasses import dataclass

import numpy as np

from training.datasets.settings import SignalFeatures
from training.datasets.waveforms.features import BANDS, BLOCKS, COEFFICIENTS, FEATURES, log_mel
from training.datasets.waveforms.signals import CLASSES, RATE, recorded, signals_of
from training.streams import stream

PIECES = 200
"""Pieces of a clip of which the lowest and the highest sample are told."""
SHAPES: dict[SignalFeatures, tuple[int, int]] = {
    "raw": (0, 0),
    "melpower": (BLOCKS, BANDS),
    "melspec": (BLOCKS, BANDS),
    "mfcc": (3, COEFFICIENTS),
}
"""Rows and columns in which features are best looked at; the raw samples are the wave itself."""


@dataclass(frozen=True)
class Example:
    """A clip in pictures; numbers are rounded for the eye."""

    name: str
    """Its class."""
    low: list[float]
    high: list[float]
    """The lowest and highest sample of each of 200 pieces."""
    spectrogram: list[list[float]]
    """ln(power + 10⁻⁶), 61 frames of 20 bands."""
    features: list[list[float]]
    """Rows of what the network sees, before normalization; none where it sees the samples."""


def examples(kind: SignalFeatures, signal_to_noise: float, seed: int) -> list[Example]:
    """One clip of each class. They are like the clips of the data set, but none of them: no split is given away."""
    random = stream(seed, "example clips")
    clips = recorded(signals_of(np.arange(len(CLASSES)), random), signal_to_noise, random)
    pieces = clips.reshape(len(CLASSES), PIECES, RATE // PIECES)
    rows, width = SHAPES[kind]
    features = FEATURES[kind](clips).reshape(len(CLASSES), rows, width) if rows else np.empty((len(CLASSES), 0, 0))
    return [
        Example(
            name=name,
            low=_rounded(pieces[number].min(axis=1), 3),
            high=_rounded(pieces[number].max(axis=1), 3),
            spectrogram=_rounded(spectrogram, 1),
            features=_rounded(features[number], 3),
        )
        for number, (name, spectrogram) in enumerate(zip(CLASSES, log_mel(clips), strict=True))
    ]


def _rounded(values: np.ndarray, digits: int) -> list:  # type: ignore[type-arg]
    return values.round(digits).tolist()  # type: ignore[no-any-return]
