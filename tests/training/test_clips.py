"""Pictures of sounds are those of the very samples that are trained on."""

import base64
from typing import Any

import numpy as np
import pytest

from training.clips import draw_clips
from training.data import no_tables, prepare
from training.datasets.waveforms.features import log_mel
from training.scene import draw_scene
from training.spec import Spec


def numbers(text: str, kind: str) -> np.ndarray:
    decoded: np.ndarray = np.frombuffer(base64.b64decode(text), kind)
    return decoded


@pytest.mark.parametrize("data", [{}, {"order": "by class", "label_noise": 0.2, "signal_to_noise": 20}, {"seed": 5}])
def test_every_clip_is_that_of_the_sample_in_the_scene(data: dict[str, Any]) -> None:
    """Raw samples are the wave itself, so the pictures can be compared with what is trained on."""
    raw = {"dataset": "waveforms", "samples": 100, "normalization": {"kind": "none"}, "signal_features": "raw", **data}
    spec = Spec.parse({"data": raw})
    drawn, prepared, told = draw_clips(spec), prepare(spec), draw_scene(spec, no_tables)
    for split, part in zip(("train", "validation", "test"), prepared.parts, strict=True):
        shown = drawn[split]
        count = told["samples"][split]["count"]
        assert 0 < count < len(part)
        waves = numbers(shown["waves"], "<i1").reshape(count, 2, 200)
        spectrograms = numbers(shown["spectrograms"], "<u1").reshape(count, shown["frames"], shown["bands"])
        for place in range(count):
            sound = part.inputs[place * len(part) // count]
            pieces = sound.reshape(200, -1) / np.abs(sound).max()
            assert np.abs(waves[place] / 127 - [pieces.min(axis=1), pieces.max(axis=1)]).max() < 0.005
            power = log_mel(sound[None])[0]
            scaled = (power - power.min()) / (power.max() - power.min())
            assert np.abs(spectrograms[place] / 255 - scaled).max() < 0.003


def test_features_show_more_of_the_same_sounds() -> None:
    spec = Spec.parse({"data": {"dataset": "waveforms", "samples": 40}})
    drawn, told = draw_clips(spec), draw_scene(spec, no_tables)
    for split in ("train", "validation", "test"):
        assert len(numbers(drawn[split]["waves"], "<i1")) == 400 * told["samples"][split]["count"]
