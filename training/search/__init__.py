"""Strategies: how the runs of an experiment differ. To add one, write its file and name it here."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.search.grid import GridSearch
from training.search.listed import ListOfRuns
from training.search.random import RandomSearch
from training.search.strategy import FORBIDDEN, MOST_RUNS, Lane, Strategy, Told, Trial

STRATEGIES: tuple[type[Strategy], ...] = (ListOfRuns, GridSearch, RandomSearch)

AnyStrategy = Annotated[
    Strategy, OneOf(STRATEGIES), Field(title="Vary", description="How the runs of an experiment differ.")
]

__all__ = [
    "FORBIDDEN",
    "MOST_RUNS",
    "STRATEGIES",
    "AnyStrategy",
    "GridSearch",
    "Lane",
    "ListOfRuns",
    "RandomSearch",
    "Strategy",
    "Told",
    "Trial",
]
