"""The programs that many networks are trained with. To add one, write its class and name it here."""

from benchmarks.searches.descent import Descent, DescentExperiment
from benchmarks.searches.joblib_trials import OverTwoCores
from benchmarks.searches.keras_tuner_search import KerasTuner
from benchmarks.searches.optuna_study import OptunaStudy
from benchmarks.searches.pytorch_trials import TrialAfterTrial
from benchmarks.searches.ray_tune import RayTune
from benchmarks.searches.scikit_learn_search import RandomizedSearch
from benchmarks.searches.searcher import Searcher

SEARCHERS: tuple[type[Searcher], ...] = (
    TrialAfterTrial,
    Descent,
    DescentExperiment,
    OverTwoCores,
    RandomizedSearch,
    OptunaStudy,
    RayTune,
    KerasTuner,
)
BASE = TrialAfterTrial

__all__ = ["BASE", "SEARCHERS", "Searcher"]
