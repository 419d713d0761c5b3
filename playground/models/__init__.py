"""The book: everything that must survive a crash, and the queue as well."""

from playground.models.change import Change
from playground.models.checkpoint import Checkpoint
from playground.models.dataset import Dataset
from playground.models.event import Event
from playground.models.experiment import Desired, Experiment
from playground.models.measurement import Measurement
from playground.models.owner import Owner
from playground.models.population import Population, State
from playground.models.run import Run
from playground.models.snapshot import Snapshot
from playground.models.weights import Weights
from playground.models.worker import Worker

__all__ = [
    "Change",
    "Checkpoint",
    "Dataset",
    "Desired",
    "Event",
    "Experiment",
    "Measurement",
    "Owner",
    "Population",
    "Run",
    "Snapshot",
    "State",
    "Weights",
    "Worker",
]
