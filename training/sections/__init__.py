"""The groups of settings inside a spec, in the order in which the course treats them."""

from training.sections.batch import Batch
from training.sections.clipping import Clipping
from training.sections.data import Data, Distort, Name, Split
from training.sections.ensemble import Ensemble
from training.sections.network import Layer, Network
from training.sections.regularization import Regularization
from training.sections.stopping import EarlyStopping, Stopping, Threshold
from training.sections.validation import Validation

__all__ = [
    "Batch",
    "Clipping",
    "Data",
    "Distort",
    "EarlyStopping",
    "Ensemble",
    "Layer",
    "Name",
    "Network",
    "Regularization",
    "Split",
    "Stopping",
    "Threshold",
    "Validation",
]
