"""What a network says about a sample: the probabilities of the classes, or numbers. Of these an average makes sense.

Outputs before softmax or sigmoid may be large where a network is only a little surer, so averaging those would let the
loudest network decide.
"""

from training.lazy_torch import torch
from training.losses import BinaryCrossEntropy, CrossEntropy, HalfMeanSquaredError, Loss, MeanSquaredError, SquaredError

SQUARED = (MeanSquaredError, SquaredError, HalfMeanSquaredError)
SMALLEST = 1e-300
"""Keeps ln p finite where float64 takes a probability for zero."""


def predictions(loss: Loss, outputs: "torch.Tensor") -> "torch.Tensor":
    """Softmax or sigmoid of the outputs as the loss means them, else the outputs themselves; float64, same shape."""
    # Few classes in the last dimension make every sum over them slow, so they go first underneath.
    exact = outputs.permute(2, 0, 1).to(torch.float64, memory_format=torch.contiguous_format)
    if isinstance(loss, CrossEntropy):
        exact = torch.softmax(exact, dim=0)
    elif isinstance(loss, BinaryCrossEntropy):
        exact = torch.sigmoid(exact)
    return exact.permute(1, 2, 0)


def loss_of(loss: Loss, predicted: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
    """The mean loss [rows] of predictions [rows, samples, outputs]."""
    if isinstance(loss, CrossEntropy):
        return -(targets * predicted.clamp_min(SMALLEST).log()).sum(dim=2).mean(dim=1)
    if isinstance(loss, BinaryCrossEntropy):
        said = torch.where(targets > 0.5, predicted, 1 - predicted)
        return -said.clamp_min(SMALLEST).log().mean(dim=(1, 2))
    return loss.value(predicted, targets)


def classes_of(predicted: "torch.Tensor") -> "torch.Tensor":
    """The class [rows, samples] that is thought most likely."""
    if predicted.shape[2] == 1:
        return (predicted > 0.5).squeeze(2)
    if predicted.shape[2] == 2:
        return predicted[:, :, 1] > predicted[:, :, 0]  # as argmax, which is slow with few classes
    return predicted.argmax(dim=2)
