"""Example clips of the waveforms, for the card that explains them."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from training.datasets.settings import SignalFeatures
from training.datasets.waveforms.examples import examples

router = Router(tags=["data sets"])


@router.get("/datasets/waveforms/clips", summary="One clip of each kind of sound, in pictures")
def clips(
    request: HttpRequest,
    signal_features: SignalFeatures = "mfcc",
    signal_to_noise: Annotated[float, Query(ge=-10, le=30, allow_inf_nan=False)] = 0.0,
    seed: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> dict[str, Any]:
    """The wave (lowest and highest sample of 200 pieces), its log-mel spectrogram and its features, for these settings
    of `data`. The clips are like those of the data set, but in no split of any experiment.
    """
    return {"clips": [asdict(example) for example in examples(signal_features, signal_to_noise, seed)]}
