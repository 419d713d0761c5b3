"""Normalization inside the network: batch and layer normalization, with their derivatives written out by hand.

Both turn weighted sums z into x̂ = (z − μ) / √(σ² + ε) and pass y = γx̂ + β on to the activation, with a trained gain γ
and offset β per unit. Batch normalization takes μ and σ² of each unit over the batch, and running averages of them
where networks are evaluated; layer normalization takes them over the units of each sample.

With N numbers in each average and δ = dE/dy:  dE/dβ = Σδ, dE/dγ = Σδx̂ and, for d = γδ,
dE/dz = (d − mean(d) − x̂ · mean(d·x̂)) / √(σ² + ε).  Source: Ioffe and Szegedy, 2015; Ba, Kiros and Hinton, 2016.
"""

from dataclasses import dataclass

import torch

EPSILON = 1e-5
MOMENTUM = 0.1
"""Share of the newest batch in the running averages; both numbers are PyTorch's."""
BATCH, LAYER = "batch", "layer"


@dataclass(frozen=True)
class Normalization:
    """One layer's gains and offsets [runs, 1, units], their gradients, and its running statistics (batch only)."""

    kind: str
    gain: torch.Tensor
    offset: torch.Tensor
    gain_gradient: torch.Tensor
    offset_gradient: torch.Tensor
    mean: torch.Tensor
    variance: torch.Tensor

    @property
    def axis(self) -> int:
        """The axis of [runs, samples, units] that averages run over."""
        return 1 if self.kind == BATCH else 2

    def forward(self, z: torch.Tensor, arrays: "Arrays", training: bool) -> None:
        """Write y into `arrays.y`; in training also what the derivative needs, and move the running statistics on."""
        if self.kind == BATCH and not training:
            scale = self.gain * (self.variance + EPSILON).rsqrt_()
            torch.addcmul(self.offset - self.mean * scale, z, scale, out=arrays.y)
            return
        mean = z.mean(dim=self.axis, keepdim=True)
        torch.sub(z, mean, out=arrays.standard)
        variance = torch.mul(arrays.standard, arrays.standard, out=arrays.scratch).mean(dim=self.axis, keepdim=True)
        if self.kind == BATCH:
            # The variance of the whole data is estimated, so n − 1; a last batch of one sample has none.
            unbiased = z.shape[1] / max(1, z.shape[1] - 1)
            self.mean.lerp_(mean, MOMENTUM)
            self.variance.lerp_(variance * unbiased, MOMENTUM)
        arrays.inverse = variance.add_(EPSILON).rsqrt_()
        arrays.standard.mul_(arrays.inverse)
        torch.addcmul(self.offset, arrays.standard, self.gain, out=arrays.y)

    def backward(self, delta: torch.Tensor, arrays: "Arrays") -> None:
        """Turn dE/dy in `delta` into dE/dz, and write the gradients of gains and offsets."""
        torch.sum(delta, dim=1, keepdim=True, out=self.offset_gradient)
        torch.mul(delta, arrays.standard, out=arrays.scratch)
        torch.sum(arrays.scratch, dim=1, keepdim=True, out=self.gain_gradient)
        delta.mul_(self.gain)
        self._through_averages(delta, arrays)

    def backward_evaluated(self, delta: torch.Tensor, arrays: "Arrays") -> None:
        """Turn dE/dy in `delta` into dE/dz of an evaluation, in which running figures are constants."""
        delta.mul_(self.gain)
        if self.kind == BATCH:
            delta.mul_((self.variance + EPSILON).rsqrt_())
        else:
            self._through_averages(delta, arrays)

    def _through_averages(self, delta: torch.Tensor, arrays: "Arrays") -> None:
        torch.mul(delta, arrays.standard, out=arrays.scratch)
        along = arrays.scratch.mean(dim=self.axis, keepdim=True)
        delta.sub_(delta.mean(dim=self.axis, keepdim=True)).addcmul_(arrays.standard, along, value=-1)
        delta.mul_(arrays.inverse)


class Arrays:
    """A normalized layer's arrays for one batch size, each [runs, samples, units]."""

    def __init__(self, z: torch.Tensor) -> None:
        self.y, self.standard, self.scratch = (torch.zeros_like(z) for _ in range(3))
        self.inverse = torch.zeros_like(z[:, :1])
        """1 / √(σ² + ε) of the last batch; its shape is that of the averages."""
