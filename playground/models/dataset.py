"""A student's own table, parsed and kept as numbers."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict

from django.db import models

from playground.models.owner import Owner
from training.datasets import Outline
from training.tables import Table
from training.tables.table import read_outline

PREFIX = "table-"
NAME = re.compile(PREFIX + "[A-Za-z0-9_-]{1,32}")
"""What a name can look like; databases do not take every character in a question."""


def new_name() -> str:
    """The name under which a spec finds it; 128 random bits, because whoever knows it may train on it."""
    return PREFIX + secrets.token_urlsafe(16)


class DatasetManager(models.Manager["Dataset"]):
    """Keeps tables, and answers the engine's questions about them."""

    def keep(self, table: Table, owner: Owner) -> Dataset:
        """Store a parsed table."""
        outline = asdict(table.outline)
        return self.create(owner=owner, title=table.outline.title, outline_json=outline, data=table.to_bytes())

    def table(self, name: str) -> Table | None:
        """The whole table."""
        dataset = self.filter(name=name).first() if NAME.fullmatch(name) else None
        return Table.from_bytes(bytes(dataset.data)) if dataset else None

    def outline(self, name: str) -> Outline | None:
        """What a spec must know of it, without reading the rows."""
        dataset = self.filter(name=name).defer("data").first() if NAME.fullmatch(name) else None
        return dataset.outline if dataset else None


class Dataset(models.Model):
    """Rows never change: another upload is another data set, so saved links keep their data."""

    name = models.CharField(max_length=40, unique=True, default=new_name, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="datasets")
    title = models.CharField(max_length=120)
    outline_json = models.JSONField()
    data = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    objects = DatasetManager()

    def __str__(self) -> str:
        return self.title

    @property
    def outline(self) -> Outline:
        """Its columns, task and size."""
        return read_outline(self.outline_json)
