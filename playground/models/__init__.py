"""The book: everything that must survive a crash, and the queue as well."""

from playground.models.api_token import ApiToken
from playground.models.assignment import Assignment, ClassOpening, Metric
from playground.models.change import Change
from playground.models.checkpoint import Checkpoint
from playground.models.class_lesson import ClassLesson
from playground.models.classroom import CannotJoin, Classroom
from playground.models.dataset import Dataset
from playground.models.event import Event
from playground.models.experiment import Desired, Experiment, Visibility
from playground.models.lesson_progress import LessonProgress
from playground.models.measurement import Measurement
from playground.models.membership import Membership, Role
from playground.models.owner import Owner
from playground.models.population import Population, State
from playground.models.posted import Posted
from playground.models.quota import Limits, Quota
from playground.models.run import Run
from playground.models.snapshot import Snapshot
from playground.models.throttle import Throttle
from playground.models.weights import Weights
from playground.models.worker import Worker

__all__ = [
    "ApiToken",
    "Assignment",
    "CannotJoin",
    "Change",
    "Checkpoint",
    "ClassLesson",
    "ClassOpening",
    "Classroom",
    "Dataset",
    "Desired",
    "Event",
    "Experiment",
    "LessonProgress",
    "Limits",
    "Measurement",
    "Membership",
    "Metric",
    "Owner",
    "Population",
    "Posted",
    "Quota",
    "Role",
    "Run",
    "Snapshot",
    "State",
    "Throttle",
    "Visibility",
    "Weights",
    "Worker",
]
