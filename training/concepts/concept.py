"""What one concept of the course is in Descent: where it is set, what is to be seen, and what proves it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """One row of the course's list of concepts.

    Formula and source are not written here: they come from the help of the options, which is that of form and API.
    """

    number: str
    """C01 to C50."""
    title: str
    text: str
    """What it means and what is to be seen, in a sentence or two."""
    options: tuple[str, ...]
    """Paths in the spec: `batch.size`, or `optimizer.kind=adam` for one choice; N stands for any layer.

    `surfaces:` and `range_test:` before a path mean a request to those commands instead of a spec.
    """
    tests: tuple[str, ...]
    """What proves it: `training/test_losses.py::test_…`, inside the folder `tests`."""
    reading: str = ""
    """A source for the concept itself, where its options name none."""
    elsewhere: tuple[str, ...] = ()
    """What belongs to it and is no option: figures, charts, buttons, commands."""


@dataclass(frozen=True)
class Chapter:
    """Concepts that the course treats together."""

    title: str
    concepts: tuple[Concept, ...]

    @property
    def anchor(self) -> str:
        """Its name in an address."""
        return self.title.lower().replace(",", "").replace(" ", "-")
