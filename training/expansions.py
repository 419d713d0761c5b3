"""Expansions: each input column becomes several, so that even a linear model can bend.

What an expansion makes of its columns is known without data: `names` serves the form, the cost and the network alike.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from training.component import Component, OneOf
from training.fields import whole


class Expansion(Component):
    """Functions of single input columns that take the place of the columns."""

    def width(self, columns: int) -> int:
        """The number of columns that come out."""
        raise NotImplementedError

    def names(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Their names, `width` many."""
        raise NotImplementedError

    def expand(self, inputs: np.ndarray) -> np.ndarray:
        """float64 [samples, columns] → [samples, width]. Gaps (NaN) stay gaps; what is too large becomes infinite."""
        raise NotImplementedError


class NoExpansion(Expansion):
    """The columns as they are: enough where hidden layers find the features by themselves.

    x → x.
    """

    title: ClassVar[str] = "None"
    source: ClassVar[str] = "Course slides: prior knowledge"
    kind: Literal["none"] = "none"

    def width(self, columns: int) -> int:
        return columns

    def names(self, columns: Sequence[str]) -> tuple[str, ...]:
        return tuple(columns)

    def expand(self, inputs: np.ndarray) -> np.ndarray:
        return inputs


class Polynomial(Expansion):
    """Powers of every input: a linear model on them is a polynomial, w₁x + w₂x² + …. Powers differ enormously in size,
    so normalize them: 127¹⁹ = 9.4 · 10³⁹ does not even fit into the numbers that networks calculate with.

    x → x, x², …, x^d for every column; d columns each. Normalization acts on the powers.
    """

    title: ClassVar[str] = "Polynomial"
    source: ClassVar[str] = "Course slides: w₁x + … + w₁₉x¹⁹, x up to 127"
    kind: Literal["polynomial"] = "polynomial"
    degree: int = whole(3, 1, 19, "Degree d", "The highest power. More powers fit more, and overfit sooner.")

    def width(self, columns: int) -> int:
        return columns * self.degree

    def names(self, columns: Sequence[str]) -> tuple[str, ...]:
        return tuple(_power(name, power) for name in columns for power in self._powers())

    def expand(self, inputs: np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore", under="ignore"):
            return np.stack([inputs**power for power in self._powers()], axis=2).reshape(len(inputs), -1)

    def _powers(self) -> range:
        return range(1, self.degree + 1)


def _power(name: str, power: int) -> str:
    plain = not {" ", "^"} & set(name)
    return name if power == 1 else f"{name}^{power}" if plain else f"({name})^{power}"


class Chebyshev(Expansion):
    """Chebyshev polynomials of every input: as flexible as powers, but all between −1 and 1 and hardly alike. Made for
    inputs in [−1, 1]; outside, T_k grows like (2|x|)^k / 2, so bring the inputs there with `distort` first.

    x → T₁(x), …, T_d(x), and T₀ = 1 once; T_{k+1}(x) = 2x T_k(x) − T_{k−1}(x), which is cos(k arccos x) on [−1, 1].
    """

    title: ClassVar[str] = "Chebyshev"
    source: ClassVar[str] = "Mason and Handscomb: Chebyshev Polynomials, 2003, 1.2"
    kind: Literal["chebyshev"] = "chebyshev"
    degree: int = whole(5, 1, 30, "Degree d", "The highest polynomial T_d. More than there are samples needs L2.")

    def width(self, columns: int) -> int:
        return 1 + columns * self.degree

    def names(self, columns: Sequence[str]) -> tuple[str, ...]:
        return ("T0", *(f"T{k}({name})" for name in columns for k in range(1, self.degree + 1)))

    def expand(self, inputs: np.ndarray) -> np.ndarray:
        before, now = np.ones_like(inputs), inputs
        columns = [now]
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(1, self.degree):
                before, now = now, 2 * inputs * now - before
                columns.append(now)
        polynomials = np.stack(columns, axis=2).reshape(len(inputs), -1)
        return np.concatenate([np.ones((len(inputs), 1)), polynomials], axis=1)


EXPANSIONS: tuple[type[Expansion], ...] = (NoExpansion, Polynomial, Chebyshev)

AnyExpansion = Annotated[
    Expansion,
    OneOf(EXPANSIONS),
    Field(title="Expansion", description="Functions of each input that the network sees in its place."),
]
