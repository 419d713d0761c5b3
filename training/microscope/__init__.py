"""The microscope: single updates of single weights, exactly as they were made; `python -m training.microscope`."""

from training.microscope.request import MOST_UPDATES, MicroscopeRequest, microscope, place_of

__all__ = ["MOST_UPDATES", "MicroscopeRequest", "microscope", "place_of"]
