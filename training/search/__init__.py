"""Strategies: how the runs of an experiment differ. To add one, write its file and name it here."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.search.census import Census
from training.search.cma_es import CmaEs
from training.search.grid import GridSearch
from training.search.grid_against_random import GridAgainstRandom
from training.search.halving import SuccessiveHalving
from training.search.latin_hypercube import LatinHypercube
from training.search.listed import ListOfRuns
from training.search.population_based import PopulationBased
from training.search.random import RandomSearch
from training.search.strategy import FORBIDDEN, MOST_RUNS, Lane, Objective, Search, Strategy, Told, Trial
from training.search.tpe import TreeParzen

STRATEGIES: tuple[type[Strategy], ...] = (
    ListOfRuns,
    GridSearch,
    RandomSearch,
    LatinHypercube,
    TreeParzen,
    CmaEs,
    SuccessiveHalving,
    PopulationBased,
    Census,
    GridAgainstRandom,
)

AnyStrategy = Annotated[
    Strategy, OneOf(STRATEGIES), Field(title="Vary", description="How the runs of an experiment differ.")
]

__all__ = [
    "FORBIDDEN",
    "MOST_RUNS",
    "STRATEGIES",
    "AnyStrategy",
    "Census",
    "CmaEs",
    "GridAgainstRandom",
    "GridSearch",
    "Lane",
    "LatinHypercube",
    "ListOfRuns",
    "Objective",
    "PopulationBased",
    "RandomSearch",
    "Search",
    "Strategy",
    "SuccessiveHalving",
    "Told",
    "TreeParzen",
    "Trial",
]
