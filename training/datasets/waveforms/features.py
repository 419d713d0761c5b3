"""What a network is shown of a clip: the samples themselves, or what hearing research knows to be telling."""

from collections.abc import Callable, Iterator

import numpy as np

from training.datasets.settings import SignalFeatures
from training.datasets.waveforms.signals import RATE

WINDOW, HOP = 256, 128
FRAMES = (RATE - WINDOW) // HOP + 1
BANDS, LOWEST, HIGHEST = 20, 100.0, 4000.0
BLOCKS, BLOCK_FRAMES = 12, 5
COEFFICIENTS = 13
FLOOR = 1e-6
HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
"""The periodic Hann window."""


def powers(clips: np.ndarray) -> np.ndarray:
    """|STFT|², [clips, 61 frames, 129 frequencies]: windows of 256 samples, 128 apart, without padding."""
    frames = np.lib.stride_tricks.sliding_window_view(clips, WINDOW, axis=1)[:, ::HOP]
    spectrum = np.fft.rfft(frames * HANN)
    return spectrum.real**2 + spectrum.imag**2


def mel(frequency: np.ndarray | float) -> np.ndarray:
    """m = 2595 log₁₀(1 + f/700), f in Hz."""
    return np.asarray(2595 * np.log10(1 + np.asarray(frequency) / 700))


def mel_filters() -> np.ndarray:
    """20 triangles of height 1, [129 frequencies, 20 bands], their corners evenly spaced in mel from 100 to 4000 Hz."""
    corners = 700 * (10 ** (np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2) / 2595) - 1)
    frequency = np.arange(WINDOW // 2 + 1)[:, np.newaxis] * RATE / WINDOW
    rising = (frequency - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - frequency) / (corners[2:] - corners[1:-1])
    return np.maximum(0, np.minimum(rising, falling))


def cosine_transform() -> np.ndarray:
    """The orthonormal DCT-II as a matrix [20 bands, 13 coefficients]."""
    band, number = np.arange(BANDS)[:, np.newaxis], np.arange(COEFFICIENTS)
    scale = np.where(number == 0, np.sqrt(1 / BANDS), np.sqrt(2 / BANDS))
    return np.asarray(scale * np.cos(np.pi * (2 * band + 1) * number / (2 * BANDS)))


FILTERS, TRANSFORM = mel_filters(), cosine_transform()


def mel_powers(clips: np.ndarray) -> np.ndarray:
    """Power in each band, [clips, 61, 20]."""
    return np.asarray(powers(clips) @ FILTERS)


def log_mel(clips: np.ndarray) -> np.ndarray:
    """ln(power + 10⁻⁶), [clips, 61, 20]."""
    return np.asarray(np.log(mel_powers(clips) + FLOOR))


def in_blocks(values: np.ndarray) -> np.ndarray:
    """The first 60 frames averaged in 12 blocks of 5: [clips, 61, 20] → [clips, 240], block by block."""
    blocks = values[:, : BLOCKS * BLOCK_FRAMES].reshape(len(values), BLOCKS, BLOCK_FRAMES, BANDS)
    return np.asarray(blocks.mean(axis=2).reshape(len(values), BLOCKS * BANDS))


def cepstral_statistics(clips: np.ndarray) -> np.ndarray:
    """13 MFCC over time as their mean, their deviation and the deviation of their steps, [clips, 39]."""
    coefficients = log_mel(clips) @ TRANSFORM
    steps = np.diff(coefficients, axis=1)
    return np.concatenate([coefficients.mean(axis=1), coefficients.std(axis=1), steps.std(axis=1)], axis=1)


FEATURES: dict[SignalFeatures, Callable[[np.ndarray], np.ndarray]] = {
    "raw": lambda clips: clips,
    "melpower": lambda clips: in_blocks(mel_powers(clips)),
    "melspec": lambda clips: in_blocks(log_mel(clips)),
    "mfcc": cepstral_statistics,
}


def columns(kind: SignalFeatures) -> tuple[str, ...]:
    """A name for every feature, in order."""
    if kind == "raw":
        return tuple(f"t{number}" for number in range(RATE))
    if kind == "mfcc":
        parts = ("mean", "std", "step std")
        return tuple(f"mfcc {number} {part}" for part in parts for number in range(1, COEFFICIENTS + 1))
    return tuple(f"band {band} part {part}" for part in range(1, BLOCKS + 1) for band in range(1, BANDS + 1))


def of_clips(kind: SignalFeatures, parts: Iterator[np.ndarray], count: int) -> np.ndarray:
    """The features of `count` clips that come a few at a time, [count, features]."""
    found = np.empty((count, len(columns(kind))))
    start = 0
    for clips in parts:
        found[start : start + len(clips)] = FEATURES[kind](clips)
        start += len(clips)
    return found
