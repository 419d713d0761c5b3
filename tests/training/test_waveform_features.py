"""The features of the clips against independent computations (scipy, and formulas written out) in float64."""

import time
from typing import Any, get_args

import numpy as np
import pytest
import scipy.fft
import scipy.signal

from training import Spec
from training.data import prepare
from training.datasets import BY_KIND, drawing
from training.datasets.settings import SignalFeatures
from training.datasets.waveforms.features import FEATURES, columns, cosine_transform, mel_filters, powers
from training.sections import Data
from training.streams import stream

KINDS: tuple[SignalFeatures, ...] = get_args(SignalFeatures)


@pytest.fixture(scope="module")
def clips() -> np.ndarray:
    raw = Data.model_validate({"signal_features": "raw"})
    return BY_KIND["waveforms"].draw(40, raw, stream(5, "data")).inputs


def close(found: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def expected_powers(clips: np.ndarray) -> np.ndarray:
    transform = scipy.signal.ShortTimeFFT(scipy.signal.get_window("hann", 256, fftbins=True), hop=128, fs=8000)
    spectrum = transform.stft(clips, p0=transform.lower_border_end[1], p1=transform.upper_border_begin(8000)[1])
    return np.abs(spectrum.transpose(0, 2, 1)) ** 2


def expected_filters() -> np.ndarray:
    """Each triangle by linear interpolation between its three corners."""
    mel = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 4000 / 700), 22)
    corners = (10 ** (mel / 2595) - 1) * 700
    frequencies = np.fft.rfftfreq(256, 1 / 8000)
    triangles = [np.interp(frequencies, corners[band : band + 3], [0, 1, 0]) for band in range(20)]
    return np.stack(triangles, axis=1)


def expected_mel(clips: np.ndarray) -> np.ndarray:
    return np.einsum("ctf,fb->ctb", expected_powers(clips), expected_filters())


def blocks(values: np.ndarray) -> np.ndarray:
    """[clips, 61, 20] → [clips, 240]: the mean of frames 0-4, of frames 5-9, …, of frames 55-59."""
    return np.concatenate([values[:, 5 * part : 5 * part + 5].mean(axis=1) for part in range(12)], axis=1)


def test_spectra_are_those_of_scipy(clips: np.ndarray) -> None:
    assert powers(clips).shape == (40, 61, 129)
    close(powers(clips), expected_powers(clips))


def test_one_frame_is_the_transform_written_out(clips: np.ndarray) -> None:
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(256) / 256)
    frame = clips[3, 7 * 128 : 7 * 128 + 256] * window
    turns = np.exp(-2j * np.pi * np.outer(np.arange(129), np.arange(256)) / 256)
    close(powers(clips)[3, 7], np.abs(turns @ frame) ** 2)


def test_the_filters_are_triangles_between_evenly_spaced_mels() -> None:
    assert mel_filters().shape == (129, 20)
    close(mel_filters(), expected_filters())
    assert mel_filters().max() <= 1
    assert (mel_filters().sum(axis=0) > 0).all()


def test_the_cosine_transform_is_that_of_scipy() -> None:
    values = np.random.default_rng(0).normal(size=(50, 20))
    close(values @ cosine_transform(), scipy.fft.dct(values, type=2, norm="ortho")[:, :13])


def test_mel_powers_are_averaged_in_twelve_parts(clips: np.ndarray) -> None:
    close(FEATURES["melpower"](clips), blocks(expected_mel(clips)))


def test_the_log_is_taken_before_the_average(clips: np.ndarray) -> None:
    close(FEATURES["melspec"](clips), blocks(np.log(expected_mel(clips) + 1e-6)))


def test_mfcc_statistics_are_means_deviations_and_deviations_of_steps(clips: np.ndarray) -> None:
    mfcc = scipy.fft.dct(np.log(expected_mel(clips) + 1e-6), type=2, norm="ortho", axis=2)[:, :, :13]
    steps = mfcc[:, 1:] - mfcc[:, :-1]
    expected = [mfcc.mean(axis=1), np.sqrt(mfcc.var(axis=1)), np.sqrt(steps.var(axis=1))]
    close(FEATURES["mfcc"](clips), np.concatenate(expected, axis=1))


@pytest.mark.parametrize(("kind", "count"), [("raw", 8000), ("melpower", 240), ("melspec", 240), ("mfcc", 39)])
def test_every_feature_has_a_name(clips: np.ndarray, kind: SignalFeatures, count: int) -> None:
    assert FEATURES[kind](clips).shape == (40, count)
    assert len(set(columns(kind))) == count
    outline = BY_KIND["waveforms"].outline(Data.model_validate({"signal_features": kind}))
    assert outline.columns == columns(kind)
    assert FEATURES.keys() == set(KINDS)


def test_clips_made_a_few_at_a_time_are_the_clips_made_at_once(clips: np.ndarray) -> None:
    for kind in KINDS:
        data = Data.model_validate({"signal_features": kind})
        whole = BY_KIND["waveforms"].draw(40, data, stream(5, "data")).inputs
        assert whole == pytest.approx(FEATURES[kind](clips), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_eight_hundred_clips_with_their_features_take_less_than_two_seconds(kind: str) -> None:
    started = time.process_time()
    BY_KIND["waveforms"].draw(800, Data.model_validate({"signal_features": kind}), stream(0, "data"))
    assert time.process_time() - started < 2


def waveforms(**data: Any) -> Spec:
    return Spec.parse({"data": {"dataset": "waveforms", "samples": 40, **data}})


def test_what_was_drawn_is_kept_and_cannot_be_changed() -> None:
    prepare(waveforms())
    before = len(drawing._kept)
    first, again = prepare(waveforms(noise=0.3, cycles=2)), prepare(waveforms())
    assert len(drawing._kept) == before
    assert first.train.inputs.tobytes() == again.train.inputs.tobytes()
    with pytest.raises(ValueError, match="read-only"):
        next(reversed(drawing._kept.values())).inputs[0, 0] = 1
    for other in ({"signal_to_noise": 5.0}, {"signal_features": "melspec"}, {"samples": 41}, {"seed": 9}):
        prepare(waveforms(**other))
        before += 1
        assert len(drawing._kept) == before


def test_what_is_kept_stays_within_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "KEPT_BYTES", 3 * 40 * 8000 * 8)
    kept: list[bytes] = []
    for seed in (1, 2, 3, 4, 1, 5):
        drawn = drawing.draw(BY_KIND["waveforms"], waveforms(signal_features="raw").data, 40, seed)
        kept.append(drawn.inputs.tobytes())
        raw = sum(each.inputs.nbytes for each in drawing._kept.values())
        assert raw <= 3 * 40 * 8000 * 8
    assert kept[0] == kept[4]
    assert len(set(kept)) == 5
