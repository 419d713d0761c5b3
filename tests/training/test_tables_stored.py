"""Tables kept by earlier versions are read by this one."""

from dataclasses import asdict

import pytest

from training.datasets import Outline
from training.tables.table import read_outline


@pytest.mark.parametrize("later", [(), ("minimum", "evaluation")])
def test_an_outline_without_later_words_is_read_with_their_defaults(later: tuple[str, ...]) -> None:
    outline = Outline("Mine", "classification", ("a", "b"), ("no", "yes"), samples=50, maximum=50)
    stored = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(outline).items()}
    assert read_outline({name: value for name, value in stored.items() if name not in later}) == outline
