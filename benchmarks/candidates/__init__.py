"""The programs that are compared. To add one, write its class and name it here."""

from benchmarks.candidates.candidate import Candidate
from benchmarks.candidates.descent import Descent, DescentWithEvaluation
from benchmarks.candidates.keras_fit import KerasFit
from benchmarks.candidates.lightning_fit import LightningFit
from benchmarks.candidates.pytorch_loop import PytorchLoop
from benchmarks.candidates.scikit_learn import ScikitLearn

CANDIDATES: tuple[type[Candidate], ...] = (
    PytorchLoop,
    Descent,
    DescentWithEvaluation,
    ScikitLearn,
    LightningFit,
    KerasFit,
)
BASE = PytorchLoop

__all__ = ["BASE", "CANDIDATES", "Candidate"]
