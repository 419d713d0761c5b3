"""The clips: one second of sound of four kinds, in noise.

All functions are vectorized: parameters are columns [clips, 1], a result is [clips, 8000].
"""

from collections.abc import Iterator

import numpy as np

RATE = 8000
"""Samples in a second, and in a clip."""
TIME = np.arange(RATE) / RATE
CLASSES = ("tone", "chirp", "noise burst", "AM")
CHUNK = 64
"""Clips in the making at a time: a constant, so that the draws do not depend on anything else."""
TURN = 2 * np.pi


def clips(count: int, signal_to_noise: float, random: np.random.Generator) -> tuple[np.ndarray, Iterator[np.ndarray]]:
    """Classes [count], as even as possible and in random order, and the clips, a few at a time."""
    labels = random.permutation(np.arange(count, dtype=np.int64) % len(CLASSES))
    return labels, (
        recorded(signals_of(part, random), signal_to_noise, random)
        for part in np.split(labels, range(CHUNK, count, CHUNK))
    )


def signals_of(labels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """One clean signal for every label."""
    signals = np.empty((len(labels), RATE))
    for number, make in enumerate((tones, chirps, bursts, modulated)):
        rows = np.flatnonzero(labels == number)
        signals[rows] = make(len(rows), random)
    return signals


def tones(count: int, random: np.random.Generator) -> np.ndarray:
    """s = sin(2πft + φ), ln f ~ U(ln 200, ln 3000) Hz."""
    frequency, phase = _log_uniform(200, 3000, count, random), random.uniform(0, TURN, (count, 1))
    return tone(frequency, phase)


def chirps(count: int, random: np.random.Generator) -> np.ndarray:
    """From f₀ ~ U(200, 3000) Hz up or down by U(600, 1500) Hz, whichever stays in [200, 3500] Hz."""
    first, change = random.uniform(200, 3000, (count, 1)), random.uniform(600, 1500, (count, 1))
    change *= random.choice([-1, 1], (count, 1))
    inside = (first + change >= 200) & (first + change <= 3500)
    return chirp(first, np.where(inside, first + change, first - change), random.uniform(0, TURN, (count, 1)))


def bursts(count: int, random: np.random.Generator) -> np.ndarray:
    """Noise for U(0.2, 0.6) s, from a random moment on."""
    duration = random.uniform(0.2, 0.6, (count, 1))
    onset = random.uniform(0, 1, (count, 1)) * (1 - duration)
    return envelope(onset, duration) * random.standard_normal((count, RATE))


def modulated(count: int, random: np.random.Generator) -> np.ndarray:
    """A carrier of ln f ~ U(ln 400, ln 3000) Hz whose loudness swings with U(4, 16) Hz by U(0.6, 1)."""
    carrier, swing = _log_uniform(400, 3000, count, random), random.uniform(4, 16, (count, 1))
    depth, phases = random.uniform(0.6, 1, (count, 1)), random.uniform(0, TURN, (2, count, 1))
    return amplitude_modulation(carrier, swing, depth, phases[0], phases[1])


def tone(frequency: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """s = sin(2πft + φ)."""
    return np.asarray(np.sin(TURN * frequency * TIME + phase))


def chirp(first: np.ndarray, last: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """s = sin(2π(f₀t + (f₁ − f₀)t²/2) + φ): the frequency moves evenly from f₀ to f₁ Hz."""
    return np.asarray(np.sin(TURN * (first * TIME + (last - first) * TIME**2 / 2) + phase))


def envelope(onset: np.ndarray, duration: np.ndarray) -> np.ndarray:
    """A Hann window of ⌊duration·8000⌋ samples from sample ⌊onset·8000⌋ on, 0 elsewhere."""
    length = np.floor(duration * RATE)
    place = np.arange(RATE) - np.floor(onset * RATE)
    inside = (place >= 0) & (place < length)
    return np.where(inside, 0.5 - 0.5 * np.cos(TURN * place / (length - 1)), 0.0)


def amplitude_modulation(
    carrier: np.ndarray, swing: np.ndarray, depth: np.ndarray, swing_phase: np.ndarray, phase: np.ndarray
) -> np.ndarray:
    """s = (1 + m sin(2πf_m t + ψ)) sin(2πft + φ)."""
    return np.asarray((1 + depth * np.sin(TURN * swing * TIME + swing_phase)) * tone(carrier, phase))


def recorded(signals: np.ndarray, signal_to_noise: float, random: np.random.Generator) -> np.ndarray:
    """Each signal at power 1 plus N(0, σ²) with σ = 10^(−dB/20), scaled to a largest value of 10^U(−1, 0)."""
    signals = signals / np.sqrt(np.square(signals).mean(axis=1, keepdims=True))
    signals += 10 ** (-signal_to_noise / 20) * random.standard_normal(signals.shape)
    gain = 10 ** random.uniform(-1, 0, (len(signals), 1))
    signals *= gain / np.abs(signals).max(axis=1, keepdims=True)
    return signals


def _log_uniform(low: float, high: float, count: int, random: np.random.Generator) -> np.ndarray:
    return np.exp(random.uniform(np.log(low), np.log(high), (count, 1)))
