"""Scenes for pictures of networks, made in the web process and kept while they are asked for.

Most data are drawn in milliseconds. Those that take longer (sounds, made sample by sample) are drawn by a process of
their own, which alone pays for their memory; until it is done, the answer says `pending` and leaves samples out.
Everybody who chooses the same data shares what was drawn.
"""

import json
import logging
import subprocess
import sys
import time
from base64 import b64decode
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from math import inf
from threading import Lock
from typing import Any

import numpy as np

from playground.models import Dataset
from playground.refusals import Busy
from training.data import MissingData
from training.datasets import BY_KIND, Outline
from training.exports.input_figures import InputFigures
from training.inputs import input_count
from training.runs import run_of, runs_of
from training.scene import draw_scene, scene
from training.spec import Spec
from training.split import sample_count
from training.tables.limited import ENVIRONMENT, ROOT

MOST_NUMBERS = 1_000_000
"""Numbers that are prepared while the browser waits; beyond, a picture does without samples."""
WAIT, MOST_SECONDS = 0.15, 30.0
MOST_PATIENT = 5.0
"""Seconds that a download waits for samples."""
PATIENCE = 60.0
"""Seconds until something that took too long, or was killed, is tried again."""
MOST_WAITING = 4
"""Data that wait to be drawn, the oldest being drawn."""
KEPT_BYTES = 24 * 2**20
SCENE, CLIPS = "training.scene", "training.clips"
"""The modules that draw in a process of their own."""

log = logging.getLogger(__name__)


class _Drawn:
    """What was drawn, by its data; those not asked for longest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._again: dict[str, float] = {}
        """What could not be drawn for want of time or memory, and when that is worth another try."""
        self._coming: dict[str, Future[bytes]] = {}
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scene")

    def find(self, key: str) -> bytes | None:
        """What is kept under this key."""
        with self._lock:
            if time.monotonic() >= self._again.get(key, inf):
                del self._again[key]
                self._kept.pop(key, None)
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, data: bytes) -> bytes:
        """Keep it, as long as there is room."""
        with self._lock:
            self._kept[key] = data
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > KEPT_BYTES:
                self._again.pop(self._kept.popitem(last=False)[0], None)
        return data

    def await_process(self, key: str, module: str, spec: Spec) -> bytes | None:
        """What a process of its own draws, if that is done soon; None: later. One process at a time."""
        with self._lock:
            if key not in self._coming:
                self._forget_some()
                self._coming[key] = self._thread.submit(self._in_a_process, key, module, spec)
            coming = self._coming[key]
        try:
            return coming.result(WAIT)
        except (NotYet, CancelledError):
            return None

    def _forget_some(self) -> None:
        """Who moves a slider asks for much that nobody waits for any more; whoever still does asks again."""
        for key, coming in list(self._coming.items()):
            if len(self._coming) >= MOST_WAITING and coming.cancel():  # not the one that is being drawn
                del self._coming[key]

    def _in_a_process(self, key: str, module: str, spec: Spec) -> bytes:
        try:
            done = subprocess.run(
                (sys.executable, "-m", module),
                input=json.dumps(spec.to_dict()).encode(),
                capture_output=True,
                timeout=MOST_SECONDS,
                cwd=ROOT,
                env=ENVIRONMENT,
                check=True,
            )
            return self.keep(key, done.stdout)
        except (subprocess.SubprocessError, OSError) as error:
            log.exception("The samples of a scene cannot be drawn: %s", (getattr(error, "stderr", None) or b"")[-500:])
            if getattr(error, "returncode", -1) < 0:  # too slow, killed or not even begun: not the fault of the data
                with self._lock:
                    self._again[key] = time.monotonic() + PATIENCE
            return self.keep(key, b"null")
        finally:
            with self._lock:
                self._coming.pop(key, None)


_drawn = _Drawn()


def scene_of(spec: Spec, test_opened: bool = False) -> dict[str, Any]:
    """The scene of a spec with one run; samples of the test split only where its owner has opened it.

    Raises UnusableData where the samples cannot be trained on, and MissingData where a table is gone.
    """
    outline = spec.outline(Dataset.objects.outline)
    if outline is None:
        raise MissingData(f'The data set "{spec.data.dataset}" does not exist here.')
    data = _data(spec, outline)
    drawn = json.loads(data) if data else None
    if drawn and not test_opened:
        drawn["samples"]["test"] = None
    return {**scene(spec, outline, drawn), "pending": data is None}


def clips_of(spec: Spec, split: str) -> dict[str, Any]:
    """Waves and spectrograms of the samples that the scene shows of a split; `pending` while they are drawn.

    Raises MissingData where the samples are no sounds.
    """
    dataset = BY_KIND.get(spec.data.dataset)
    if dataset is None or "signal_features" not in dataset.settings:
        raise MissingData("The samples of this data set are no sounds.")
    key = json.dumps([CLIPS, spec.data.model_dump(mode="json"), spec.data_seed])
    data = _drawn.find(key) or _drawn.await_process(key, CLIPS, spec)
    if data is None:
        return {"pending": True, "clips": None}
    clips = json.loads(data)
    return {"pending": False, "clips": clips and clips[split]}


def planned(spec: Spec, run: int) -> Spec:
    """The spec of one of the runs; of the last, where there are not so many."""
    if spec.vary is None:
        runs = runs_of(spec)
        return runs[min(run, len(runs)) - 1].spec
    trials = spec.vary.plan()
    trial, repetition = divmod(min(run, len(trials) * spec.vary.seeds) - 1, spec.vary.seeds)
    return run_of(spec, trials[trial], trial + 1, repetition).spec


def input_figures(spec: Spec) -> InputFigures | None:
    """What the training samples say about the inputs; None where there are too many to draw them here.

    Raises Busy while a process of its own is still drawing them.
    """
    outline = spec.outline(Dataset.objects.outline)
    if outline is None:
        return None
    deadline = time.monotonic() + MOST_PATIENT
    while (data := _data(spec, outline)) is None:
        if time.monotonic() > deadline:
            raise Busy("The samples of this experiment are just being drawn. Try again in a moment.")
    drawn = json.loads(data)
    if drawn is None:
        return None
    pipeline = {name: np.frombuffer(b64decode(numbers), "<f8") for name, numbers in drawn["pipeline"].items()}
    return InputFigures(**pipeline, target_shift=drawn["target"]["shift"], target_scale=drawn["target"]["scale"])


def _data(spec: Spec, outline: Outline) -> bytes | None:
    """What is drawn of the data, as JSON; `null`: never, None: not yet."""
    key = json.dumps([spec.data.model_dump(mode="json"), spec.data_seed])
    if found := _drawn.find(key):
        return found
    dataset = BY_KIND.get(spec.data.dataset)
    if dataset and dataset.kept:
        return _drawn.await_process(key, SCENE, spec)
    if sample_count(spec, outline) * input_count(spec.data, outline) > MOST_NUMBERS:
        return b"null"
    return _drawn.keep(key, json.dumps(draw_scene(spec, Dataset.objects.table), allow_nan=False).encode())
