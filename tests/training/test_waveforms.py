"""The clips: each signal against its formula sample by sample, each parameter against its distribution."""

import math
from typing import Any

import numpy as np
import pytest

from training.datasets import BY_KIND, Samples
from training.datasets.waveforms import signals
from training.sections import Data
from training.streams import stream

Array = np.ndarray
MANY = 1000


def draw(samples: int, seed: int = 0, **settings: Any) -> Samples:
    data = Data.model_validate({"signal_features": "raw", **settings})
    return BY_KIND["waveforms"].draw(samples, data, stream(seed, "data"))


def column(*values: float) -> Array:
    return np.array(values)[:, np.newaxis]


def test_a_tone_is_its_formula() -> None:
    made = signals.tone(column(200, 1234.5), column(0.3, 6))
    for row, (frequency, phase) in zip(made, [(200, 0.3), (1234.5, 6)], strict=True):
        expected = [math.sin(2 * math.pi * frequency * k / 8000 + phase) for k in range(8000)]
        assert row.tolist() == pytest.approx(expected, abs=1e-9)


def test_a_chirp_moves_evenly_from_one_frequency_to_the_other() -> None:
    (made,) = signals.chirp(column(500), column(1700), column(1.1))
    phases = [2 * math.pi * (500 * t + 1200 * t**2 / 2) + 1.1 for t in (k / 8000 for k in range(8000))]
    assert made.tolist() == pytest.approx([math.sin(phase) for phase in phases], abs=1e-9)
    halves = [np.fft.rfft(made[start : start + 800] * np.hanning(800)) for start in (0, 3600, 7200)]
    assert [10 * int(np.abs(half).argmax()) for half in halves] == pytest.approx([560, 1100, 1640], abs=20)


def test_a_burst_is_a_hann_window_of_noise_and_silence_elsewhere() -> None:
    made = signals.envelope(column(0.25, 0.0), column(0.3, 0.2))
    for row, first, length in ((made[0], 2000, 2400), (made[1], 0, 1600)):
        expected = np.zeros(8000)
        expected[first : first + length] = np.hanning(length)
        assert row == pytest.approx(expected, abs=1e-12)


def test_amplitude_modulation_is_its_formula() -> None:
    (made,) = signals.amplitude_modulation(column(700), column(5), column(0.8), column(0.4), column(2.0))
    for k in (0, 1, 999, 7999):
        t = k / 8000
        loudness = 1 + 0.8 * math.sin(2 * math.pi * 5 * t + 0.4)
        assert made[k] == pytest.approx(loudness * math.sin(2 * math.pi * 700 * t + 2), abs=1e-9)


@pytest.mark.parametrize("decibel", [-10.0, 0.0, 20.0])
def test_noise_has_the_power_that_the_setting_says(decibel: float) -> None:
    clean = signals.tones(200, stream(1, "clean"))
    made = signals.recorded(clean, decibel, stream(2, "noise"))
    # The loudness is unknown, but signal and noise are orthogonal: regress the clip on the clean signal.
    gain = (made * clean).sum(axis=1) / np.square(clean).sum(axis=1)
    noise = made - gain[:, np.newaxis] * clean
    ratio = np.square(gain) * np.square(clean).mean(axis=1) / np.square(noise).mean(axis=1)
    assert 10 * np.log10(ratio.mean()) == pytest.approx(decibel, abs=0.1)


def test_every_signal_has_power_1_before_its_noise() -> None:
    """Silence around a burst makes the burst itself louder: noise is equally strong in all classes."""
    quiet = signals.bursts(50, stream(0, "bursts"))
    made = signals.recorded(quiet, 300.0, stream(0, "noise"))
    again = signals.recorded(100 * quiet, 300.0, stream(0, "noise"))
    assert made == pytest.approx(again, abs=1e-9)


def test_the_loudest_sample_is_log_uniform_from_a_tenth_to_1() -> None:
    loudest = np.log10(np.abs(draw(MANY).inputs).max(axis=1))
    assert loudest.min() >= -1
    assert loudest.max() <= 1e-12
    share, _ = np.histogram(loudest, bins=5, range=(-1, 0))
    assert share / MANY == pytest.approx(np.full(5, 0.2), abs=0.05)


def parameters(monkeypatch: pytest.MonkeyPatch, name: str, make: Any) -> list[Array]:
    """What a generator of many signals hands to the formula of one."""
    seen: list[Array] = []
    monkeypatch.setattr(signals, name, lambda *values: seen.extend(values) or np.zeros((MANY, 8000)))
    make(MANY, stream(0, "parameters"))
    return [value[:, 0] for value in seen]


def uniform(values: Array, low: float, high: float) -> None:
    share, _ = np.histogram(values, bins=5, range=(low, high))
    assert share / len(values) == pytest.approx(np.full(5, 0.2), abs=0.05)
    assert share.sum() == len(values)


def test_tones_have_log_uniform_frequencies(monkeypatch: pytest.MonkeyPatch) -> None:
    frequency, phase = parameters(monkeypatch, "tone", signals.tones)
    uniform(np.log(frequency), math.log(200), math.log(3000))
    uniform(phase, 0, 2 * math.pi)


def test_chirps_go_up_or_down_and_turn_round_at_the_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    first, last, phase = parameters(monkeypatch, "chirp", signals.chirps)
    uniform(first, 200, 3000)
    uniform(np.abs(last - first), 600, 1500)
    uniform(phase, 0, 2 * math.pi)
    assert last.min() >= 200
    assert last.max() <= 3500
    free = (first > 1700) & (first < 2000)
    assert (last > first)[free].mean() == pytest.approx(0.5, abs=0.2)
    assert (last > first)[first < 800].all()
    assert (last < first)[first > 2900].all()


def test_bursts_fit_into_the_clip(monkeypatch: pytest.MonkeyPatch) -> None:
    onset, duration = parameters(monkeypatch, "envelope", signals.bursts)
    uniform(duration, 0.2, 0.6)
    uniform(onset / (1 - duration), 0, 1)


def test_modulated_tones_swing_as_described(monkeypatch: pytest.MonkeyPatch) -> None:
    values = parameters(monkeypatch, "amplitude_modulation", signals.modulated)
    carrier, swing, depth, swing_phase, phase = values
    uniform(np.log(carrier), math.log(400), math.log(3000))
    uniform(swing, 4, 16)
    uniform(depth, 0.6, 1)
    uniform(swing_phase, 0, 2 * math.pi)
    uniform(phase, 0, 2 * math.pi)
    assert abs(np.corrcoef(swing_phase, phase)[0, 1]) < 0.1


@pytest.mark.parametrize("count", [10, 64, 65, 130])
def test_classes_are_as_even_as_possible_and_mixed(count: int) -> None:
    targets = draw(count).targets
    sizes = np.bincount(targets, minlength=4)
    assert sizes.sum() == count
    assert sizes.max() - sizes.min() <= 1
    assert targets.tolist() != sorted(targets)


def test_louder_noise_is_the_same_noise_on_the_same_signals() -> None:
    """A comparison over the ratio compares nothing but the ratio."""
    apart, raw = [], Data.model_validate({"signal_features": "raw"})
    ratios = [raw.model_copy(update={"signal_to_noise": decibel}) for decibel in (300.0, 0.0, -300.0)]
    for row in zip(*(BY_KIND["waveforms"].draw(12, data, stream(0, "data")).inputs for data in ratios), strict=True):
        signal, both, noise = (part / np.sqrt(np.square(part).mean()) for part in row)
        parts, *_ = np.linalg.lstsq(np.stack([signal, noise], axis=1), both, rcond=None)
        apart.append(np.abs(both - np.stack([signal, noise], axis=1) @ parts).max())
    assert max(apart) < 1e-9


def test_same_clips_whatever_the_features_are() -> None:
    by_kind = [draw(20, signal_features=kind).targets.tolist() for kind in ("raw", "melpower", "melspec", "mfcc")]
    assert all(targets == by_kind[0] for targets in by_kind)
