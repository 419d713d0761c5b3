"""Draws the samples of a spec: from a generator, a bundled table or a student's own one."""

from training.data.lookup import MissingData, Tables
from training.datasets import BY_KIND, Outline, Samples
from training.datasets.drawing import draw
from training.spec import Spec
from training.split import sample_count
from training.streams import stream


def drawn(spec: Spec, tables: Tables, seed: int) -> tuple[Outline, Samples]:
    """The data set's outline and as many of its samples as the spec asks for."""
    name = spec.data.dataset
    if name not in BY_KIND:
        table = tables(name)
        if table is None:
            raise MissingData(f'The data set "{name}" does not exist here.')
        return table.outline, table.samples.choose(spec.data.samples or table.outline.samples, stream(seed, "data"))
    outline = BY_KIND[name].outline(spec.data)
    return outline, draw(BY_KIND[name], spec.data, sample_count(spec, outline), seed)
