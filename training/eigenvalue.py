"""The largest eigenvalue of a matrix known only by its products with vectors, as the Hessian of a network is."""

from collections.abc import Callable

import numpy as np
import torch

ITERATIONS = 30
"""Products until the largest eigenvalue of a network's Hessian stands still in four digits, where it stands out."""


def largest_eigenvalue(product: Callable[[torch.Tensor], torch.Tensor], like: torch.Tensor) -> float | None:
    """λ_max of a symmetric matrix H [n, n] with `product(v)` = Hv for v [n]; None where a product is not finite.

    Lanczos' form of power iteration: from a random start, H is written in the basis of its first powers. The
    eigenvalues of that small matrix find the ends of the spectrum first. `like` is a vector of that length and type.
    Source: Golub, Van Loan: Matrix computations, 10.1.
    """
    steps = min(ITERATIONS, len(like))
    basis, small = like.new_zeros(steps, len(like)), np.zeros((steps, steps))
    direction = torch.from_numpy(np.random.default_rng(0).normal(size=len(like))).to(like)
    for step in range(steps):
        basis[step] = direction / direction.norm()
        power = product(basis[step])
        if not torch.isfinite(power).all():
            return None
        along = basis[: step + 1] @ power
        small[step, : step + 1] = small[: step + 1, step] = along.cpu().numpy()
        direction = power - along @ basis[: step + 1]
        direction -= (basis[: step + 1] @ direction) @ basis[: step + 1]  # twice, against round-off
        if float(direction.norm()) <= 1e-9 * float(power.norm()):
            small = small[: step + 1, : step + 1]
            break
    return float(np.linalg.eigvalsh(small)[-1])
