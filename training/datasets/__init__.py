"""The built-in data sets. To add one, write its class and name it here; form, API and common tests follow."""

from training.datasets.bundled import BreastCancer, Diabetes, Digits, Iris, Wine
from training.datasets.circle import Circle
from training.datasets.dataset import Dataset, DataSettings, Outline, Samples, Task
from training.datasets.gauss import Gauss
from training.datasets.multi_gauss import MultiGauss
from training.datasets.plane import Plane
from training.datasets.spiral import Spiral
from training.datasets.xor import Xor

DATASETS: tuple[type[Dataset], ...] = (
    Circle,
    Xor,
    Gauss,
    Spiral,
    Plane,
    MultiGauss,
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
