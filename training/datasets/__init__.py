"""The built-in data sets. To add one, write its class and name it here; form, API and common tests follow."""

from training.datasets.bundled import BreastCancer, Diabetes, Digits, Iris, Wine
from training.datasets.circle import Circle
from training.datasets.coinflip import Coinflip
from training.datasets.dataset import Dataset, Outline, Samples, Task
from training.datasets.gauss import Gauss
from training.datasets.hinton import HintonScale, HintonShift
from training.datasets.moons import Moons
from training.datasets.multi_gauss import MultiGauss
from training.datasets.plane import Plane
from training.datasets.poly19 import Poly19
from training.datasets.settings import DataSettings
from training.datasets.sine import Sine
from training.datasets.sine8 import Sine8
from training.datasets.spiral import Spiral
from training.datasets.waveforms import Waveforms
from training.datasets.xor import Xor

DATASETS: tuple[type[Dataset], ...] = (
    Circle,
    Xor,
    Gauss,
    Moons,
    Spiral,
    Coinflip,
    Plane,
    MultiGauss,
    Sine,
    Sine8,
    Poly19,
    HintonShift,
    HintonScale,
    Waveforms,
    Digits,
    Iris,
    Wine,
    BreastCancer,
    Diabetes,
)

BY_KIND: dict[str, type[Dataset]] = {dataset.kind: dataset for dataset in DATASETS}


def users_of(setting: str) -> list[str]:
    """The kinds of the data sets that a setting under `data` changes."""
    return [dataset.kind for dataset in DATASETS if setting in dataset.settings]


__all__ = ["BY_KIND", "DATASETS", "DataSettings", "Dataset", "Outline", "Samples", "Task", "users_of"]
