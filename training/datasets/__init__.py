"""The built-in data sets. To add one, write its class and name it here; form, API and common tests follow."""

from training.datasets.circle import Circle
from training.datasets.dataset import Dataset, Outline, Samples, Task

DATASETS: tuple[type[Dataset], ...] = (Circle,)

__all__ = ["DATASETS", "Dataset", "Outline", "Samples", "Task"]
