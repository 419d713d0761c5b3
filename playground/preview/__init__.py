"""The picture that chats show of a link: title, data, loss and best figures of an experiment, drawn on the server."""

import time
from typing import Any

from django.core.cache import cache

from playground.kept_answers import KeptAnswers
from playground.models import Experiment
from playground.preview.card import drawn
from playground.preview.facts import facts_of

KEPT = 3600
FRESH = 10.0
"""Seconds for which the picture of an experiment that trains is good enough: chats ask once, crawlers often."""
_drawing = KeptAnswers(room=0)
"""Only so that nobody draws what another one is drawing."""


def preview_png(experiment: Experiment) -> bytes:
    """The picture, 1200 by 630; drawn again only when there is something new to show."""
    key = f"preview:{experiment.public_id}"
    state = (experiment.seq, experiment.title)
    kept: tuple[Any, float, bytes] | None = cache.get(key)
    if kept and (kept[0] == state or (kept[0][1] == experiment.title and time.time() - kept[1] < FRESH)):
        return kept[2]

    def draw() -> bytes:
        picture = drawn(facts_of(experiment))
        cache.set(key, (state, time.time(), picture), KEPT)
        return picture

    return _drawing.answer((key, state), draw)
