"""Matrix products of all runs at once, each with the very bits that it has for a run alone.

PyTorch multiplies all runs in one call only into an array without gaps between them; into any other one it goes run by
run, which takes up to ten times as long for small networks. So a product is made in a room of the right kind first, and
then put in its place.
"""

from collections.abc import Iterator

import torch

BY_HAND = 400
"""Products of fewer multiplications are PyTorch's own loops, which no gap disturbs."""
AT_END = range(2, 101)
"""Sums of so many products are complete before anything is added to them; longer ones are made in several parts."""


class Product:
    """How a product ab is made and put into its place [runs, rows, columns]."""

    def __init__(self, place: torch.Tensor, room: torch.Tensor | None, depth: int, by_hand: bool) -> None:
        self.place, self.room = place, room
        self.outer = depth == 1
        """Without sums, a product is one multiplication for each number: no gap changes its bits."""
        self.at_end = by_hand or depth in AT_END
        """Whether adding something later gives the same bits; PyTorch itself copies it for each row first."""

    def write(self, a: torch.Tensor, b: torch.Tensor) -> None:
        """Write the products of all runs."""
        if self.outer:
            torch.mul(a, b, out=self.place)
        elif self.room is None:
            for one in self._runs():
                torch.bmm(a[one], b[one], out=self.place[one])
        else:
            torch.bmm(a, b, out=self.room)
            if self.room is not self.place:
                self.place.copy_(self.room)

    def write_plus(self, a: torch.Tensor, b: torch.Tensor, plus: torch.Tensor) -> None:
        """Write the products of all runs and something more."""
        if self.room is None:
            for one in self._runs():
                torch.baddbmm(plus[one], a[one], b[one], out=self.place[one])
        elif self.at_end:
            torch.bmm(a, b, out=self.room)
            torch.add(self.room, plus, out=self.place)
        else:
            torch.baddbmm(plus, a, b, out=self.room)
            if self.room is not self.place:
                self.place.copy_(self.room)

    def _runs(self) -> Iterator[slice]:
        return (slice(run, run + 1) for run in range(len(self.place)))


class Rooms:
    """Where products are made; all of them share one array, since each is put in its place at once."""

    def __init__(self, like: torch.Tensor) -> None:
        self.array = like.new_empty(0)

    def product(self, place: torch.Tensor, depth: int, of_ones: bool = False) -> Product:
        """A product that belongs to `place` [runs, rows, columns], made there, if possible.

        `depth` is the number of products in each sum. Where rows, columns or these are single ones, the library that
        multiplies takes them for vectors, and adds up those of many runs in another order than those of one: such
        products need gaps, so that each run is a call of its own. Rows `of_ones` do not; but of long sums of single
        numbers even the calls differ: without a room they are made one by one.
        """
        runs, rows, columns = place.shape
        by_hand = rows * depth * columns < BY_HAND
        if runs == 1 or by_hand:
            return Product(place, place, depth, by_hand)
        if rows == columns == 1:
            return Product(place, None, depth, by_hand)
        together = min(depth, columns) > 1 and (rows > 1 or of_ones)
        room = place if together == place.is_contiguous() else self._room(place, gap=0 if together else 1)
        return Product(place, room, depth, by_hand)

    def _room(self, place: torch.Tensor, gap: int) -> torch.Tensor:
        size = place[0].numel()
        numbers = len(place) * (size + gap)
        if len(self.array) < numbers:
            self.array = place.new_empty(numbers)
        return self.array[:numbers].view(len(place), size + gap)[:, :size].view(place.shape)
