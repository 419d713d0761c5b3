"""The sounds among the samples of a scene, as pictures: `python -m training.clips` draws those of a spec from standard
input. It makes every clip of the data set once more, so it is a process of its own.
"""

import json
import sys
from typing import Any

import numpy as np

from training.data import no_tables, outlines, prepare
from training.datasets.waveforms.examples import PIECES
from training.datasets.waveforms.features import log_mel
from training.datasets.waveforms.signals import clips
from training.scene import packed, shown_samples
from training.spec import Spec
from training.split import sample_count
from training.streams import stream

SPLITS = ("train", "validation", "test")
FULL = 127
"""The largest number of a wave: eight bits are more than the eye sees."""


def draw_clips(spec: Spec) -> dict[str, Any]:
    """For each split the clips that the scene shows, in its order.

    `waves` are int8 [clips, 2, 200], the lowest and the highest sample of 200 pieces; `spectrograms` are uint8 [clips,
    frames, bands], ln(power + 10⁻⁶) from the smallest to the largest of a clip.
    """
    prepared, outline = prepare(spec), spec.outline(outlines(no_tables))
    assert outline is not None
    _, parts = clips(sample_count(spec, outline), spec.data.signal_to_noise, stream(spec.data_seed, "data"))
    pictures = [_pictures(part) for part in parts]
    waves, spectrograms = (np.concatenate([pair[each] for pair in pictures]) for each in (0, 1))
    rows = [rows[some] for rows, some in zip(prepared.rows, shown_samples(prepared)[1], strict=True)]
    return {
        split: {
            "frames": spectrograms.shape[1],
            "bands": spectrograms.shape[2],
            "waves": packed(waves[some], "int8"),
            "spectrograms": packed(spectrograms[some], "uint8"),
        }
        for split, some in zip(SPLITS, rows, strict=True)
    }


def _pictures(sounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pieces = sounds.reshape(len(sounds), PIECES, -1)
    loudest = np.abs(sounds).max(axis=1)[:, None, None]
    waves = np.stack([pieces.min(axis=2), pieces.max(axis=2)], axis=1) / loudest
    powers = log_mel(sounds)
    low, high = (each(powers, axis=(1, 2), keepdims=True) for each in (np.min, np.max))
    return np.rint(FULL * waves).astype(np.int8), np.rint(255 * (powers - low) / (high - low)).astype(np.uint8)


if __name__ == "__main__":
    print(json.dumps(draw_clips(Spec.parse(sys.stdin.read()))))
