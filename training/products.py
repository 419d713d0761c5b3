"""Matrix products of all runs at once, each with the very bits that it has for a run alone.

PyTorch multiplies all runs in one call only into an array without gaps between them; into any other one it goes run by
run, which takes up to ten times as long for small networks. So a product is made in a room of the right kind first, and
then put in its place.
"""

import torch

BY_HAND = 400
"""Products of fewer multiplications are PyTorch's own loops, which no gap disturbs."""


class Rooms:
    """Where products are made; all of them share one array, since each is put in its place at once."""

    def __init__(self, like: torch.Tensor) -> None:
        self.array = like.new_empty(0)

    def room(self, place: torch.Tensor, depth: int, of_ones: bool = False) -> torch.Tensor | None:
        """Where to make a product that belongs to `place` [runs, rows, columns]: `place` itself, if possible.

        `depth` is the number of products in each sum. Where rows, columns or these are single ones, the library that
        multiplies takes them for vectors, and adds up those of many runs in another order than those of one: such
        products need gaps, so that each run is a call of its own. Rows `of_ones` do not; but of long sums of single
        numbers even the calls differ, and None says that they have to be made one by one.
        """
        runs, rows, columns = place.shape
        if runs == 1 or rows * depth * columns < BY_HAND:
            return place
        if rows == columns == 1:
            return None
        together = min(depth, columns) > 1 and (rows > 1 or of_ones)
        return place if together == place.is_contiguous() else self._room(place, gap=0 if together else 1)

    def _room(self, place: torch.Tensor, gap: int) -> torch.Tensor:
        size = place[0].numel()
        numbers = len(place) * (size + gap)
        if len(self.array) < numbers:
            self.array = place.new_empty(numbers)
        return self.array[:numbers].view(len(place), size + gap)[:, :size].view(place.shape)


def multiply(
    a: torch.Tensor, b: torch.Tensor, room: torch.Tensor | None, place: torch.Tensor, plus: torch.Tensor | None = None
) -> None:
    """Write the products ab of all runs, `plus` something, into `place`, by way of its room."""
    if room is None:
        for run in range(len(place)):
            one = slice(run, run + 1)
            _multiply(a[one], b[one], place[one], None if plus is None else plus[one])
        return
    _multiply(a, b, room, plus)
    if room is not place:
        place.copy_(room)


def _multiply(a: torch.Tensor, b: torch.Tensor, place: torch.Tensor, plus: torch.Tensor | None) -> None:
    if plus is None:
        torch.bmm(a, b, out=place)
    else:
        torch.baddbmm(plus, a, b, out=place)
