"""What can be chosen about a slice of the loss: the plane, how far it reaches, its grid, and whose loss it shows."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from training.component import Section
from training.fields import number, whole
from training.problems import Problem
from training.spec import Outlines, Spec

if TYPE_CHECKING:
    from training.cost import Cost

MOST_OPERATIONS = 2_000_000_000_000
"""Of a whole grid: about a minute on a slow core."""
LEAST_POINTS, MOST_POINTS = 5, 101


class LossSlice(Section):
    """The loss on a grid of a plane through a network's weights w: E(w + a·d₁ + b·d₂), and the path of training on it.

    A network has thousands of weights and a picture has two directions, so this is a slice: what lies beside the plane
    is not seen. `random`: two random directions in which each unit's weights (its bias among them) are as long as they
    are in the network, so that slices of different networks can be compared; gains and offsets stay.
    `path`: the two directions in which the kept weights of training differ most (principal components).
    Source: Li, Xu, Taylor, Studer, Goldstein: Visualizing the loss landscape of neural nets, 2018.
    """

    directions: Literal["random", "path"] = Field(
        "random", title="Directions", description="Two random ones, or those of the path that training took."
    )
    seed: int = whole(0, 0, 2**31 - 1, "Seed", "Another seed gives other random directions.")
    points: int = whole(
        51, LEAST_POINTS, MOST_POINTS, "Grid", "Points along each direction: 51 × 51 are 2,601 networks."
    )
    loss: Literal["training", "validation"] = Field(
        "training", title="Loss", description="Of the training samples, or of those for validation; without penalties."
    )
    reach: float = number(
        1.0, low=0.01, high=100, log=True, title="Reach",
        help="How far the plane goes. Random directions: 1 is as far as the weights are long. Path: 1 holds all of it.",
    )  # fmt: skip

    def too_much(self, spec: Spec, tables: Outlines) -> list[Problem]:
        """Why this cannot be computed for a network of the spec."""
        outline = spec.outline(tables)
        if outline is None:
            return []
        cost = spec.cost(outline)
        samples = self.samples(spec, cost)
        if samples == 0:
            return [Problem("loss", f"This experiment has no {self.loss} samples.")]
        each = 2 * cost.parameters * samples
        if self.points**2 * each <= MOST_OPERATIONS:
            return []
        fitting = int((MOST_OPERATIONS / each) ** 0.5)
        advice = f"choose at most {fitting}" if fitting >= LEAST_POINTS else "this network is too large for any grid"
        return [Problem("points", f"{self.points} × {self.points} networks would take too long: {advice}.")]

    def samples(self, spec: Spec, cost: "Cost") -> int:
        """How many samples each loss is the mean of."""
        if self.loss == "training":
            return cost.train_samples
        most = spec.validation.max_samples
        return cost.validation_samples if most is None else min(most, cost.validation_samples)
