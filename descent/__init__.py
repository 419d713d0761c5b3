"""Train on a Descent server from Python: `descent.Client(url).train(spec)`, event by event, with live curves."""

from descent.client import Client
from descent.experiment import Experiment
from descent.history import History
from descent.problems import (
    DescentError,
    Forbidden,
    NotFound,
    Problem,
    SpecProblem,
    TooMany,
    Unreachable,
)
from descent.wall import Wall

__all__ = [
    "Client",
    "DescentError",
    "Experiment",
    "Forbidden",
    "History",
    "NotFound",
    "Problem",
    "SpecProblem",
    "TooMany",
    "Unreachable",
    "Wall",
]
__version__ = "0.1.0"
