"""Real data sets that come with scikit-learn, so they need no download.

Outlines are written down here and the files are read without importing scikit-learn, which takes seconds; tests compare
both with what scikit-learn says.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples
from training.datasets.settings import DataSettings

CELL_FIGURES = (
    "radius", "texture", "perimeter", "area", "smoothness",
    "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
)  # fmt: skip

FILES = {
    "digits": ("digits.csv.gz", 0),
    "iris": ("iris.csv", 1),
    "wine": ("wine_data.csv", 1),
    "breast_cancer": ("breast_cancer.csv", 1),
}
"""The file of each table of classes, and how many lines of names come before its numbers."""


@lru_cache
def _table(name: str) -> Samples:
    """The whole table, loaded once per process; `Samples.choose` hands out copies."""
    if name == "diabetes":
        return Samples(_numbers("diabetes_data_raw.csv.gz", " "), _numbers("diabetes_target.csv.gz", " ")[:, 0])
    file, header = FILES[name]
    rows = _numbers(file, ",", header)
    return Samples(rows[:, :-1].copy(), rows[:, -1].astype(np.int64))


def _numbers(file: str, delimiter: str, header: int = 0) -> np.ndarray:
    """A file of scikit-learn's package, read without importing it: that would take seconds and 100 MB."""
    package = find_spec("sklearn")
    assert package is not None
    assert package.submodule_search_locations is not None
    path = Path(package.submodule_search_locations[0]) / "datasets" / "data" / file
    return np.loadtxt(path, delimiter=delimiter, skiprows=header, ndmin=2)


class Digits(Dataset):
    """1,797 handwritten digits of 43 people as 8 × 8 grey values from 0 to 16: which digit is it?

    A hidden layer of 32 units reaches more than 95 % on images it has not seen.
    """

    kind: ClassVar[str] = "digits"
    title: ClassVar[str] = "Handwritten digits"
    source: ClassVar[str] = "Alpaydin and Kaynak, 1998, UCI repository; test part, bundled with scikit-learn"
    generated: ClassVar[bool] = False

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        columns = tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8))
        classes = tuple(str(digit) for digit in range(10))
        return Outline(cls.title, "classification", columns, classes, samples=1797, maximum=1797, target="digit")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return _table(cls.kind).choose(samples, random)


class Iris(Dataset):
    """150 irises of three species, each with four lengths in centimetres: which species is it?

    One species stands apart; the other two overlap a little, so the last errors are hard to remove.
    """

    kind: ClassVar[str] = "iris"
    title: ClassVar[str] = "Iris flowers"
    source: ClassVar[str] = "Anderson, 1935; Fisher, 1936; bundled with scikit-learn"
    generated: ClassVar[bool] = False

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        columns = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
        classes = ("setosa", "versicolor", "virginica")
        return Outline(cls.title, "classification", columns, classes, samples=150, maximum=150, target="species")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return _table(cls.kind).choose(samples, random)


class Wine(Dataset):
    """178 wines from three cultivars of one region, each with 13 chemical figures: which cultivar is it?

    The figures range from 0.1 to 1,680, so it shows at once what normalization is for.
    """

    kind: ClassVar[str] = "wine"
    title: ClassVar[str] = "Wine"
    source: ClassVar[str] = "Forina and others, PARVUS, 1988, UCI repository; bundled with scikit-learn"
    generated: ClassVar[bool] = False

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        columns = (
            "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
            "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines",
            "proline",
        )  # fmt: skip
        classes = ("class_0", "class_1", "class_2")
        return Outline(cls.title, "classification", columns, classes, samples=178, maximum=178, target="cultivar")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return _table(cls.kind).choose(samples, random)


class BreastCancer(Dataset):
    """569 tumours, each with 30 figures of cell nuclei seen under a microscope: malignant or benign?

    Classes are uneven: answering always "benign" is already right for 63 %.
    """

    kind: ClassVar[str] = "breast_cancer"
    title: ClassVar[str] = "Breast cancer"
    source: ClassVar[str] = "Wolberg, Street and Mangasarian, 1995, UCI repository; bundled with scikit-learn"
    generated: ClassVar[bool] = False

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        means = [f"mean {figure}" for figure in CELL_FIGURES]
        errors = [f"{figure} error" for figure in CELL_FIGURES]
        worst = [f"worst {figure}" for figure in CELL_FIGURES]
        columns, classes = (*means, *errors, *worst), ("malignant", "benign")
        return Outline(cls.title, "classification", columns, classes, samples=569, maximum=569, target="diagnosis")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return _table(cls.kind).choose(samples, random)


class Diabetes(Dataset):
    """442 patients with age, sex, body mass index, blood pressure and six blood figures: how does the disease progress?

    Regression with much that the inputs cannot explain: even good models leave about half of the variance. Losses are
    in standard deviations of the training targets.
    """

    kind: ClassVar[str] = "diabetes"
    title: ClassVar[str] = "Diabetes"
    source: ClassVar[str] = "Efron and others: Least angle regression, 2004; bundled with scikit-learn"
    generated: ClassVar[bool] = False

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        columns = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
        return Outline(
            cls.title,
            "regression",
            columns,
            (),
            samples=442,
            maximum=442,
            target="progression",
            standardize_target=True,
        )

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return _table(cls.kind).choose(samples, random)
