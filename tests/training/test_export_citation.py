"""Citations: BibTeX reads them, and no title breaks them."""

from dataclasses import replace

import bibtexparser
import pytest

from tests.training.kept_networks import taken
from training.exports import EXPORTS
from training.exports.recorded import Recorded
from training.fingerprint import ENGINE
from training.version import VERSION


def fields_of(recorded: Recorded) -> tuple[str, dict[str, str]]:
    library = bibtexparser.parse_string(EXPORTS["citation"].write(recorded))
    assert library.failed_blocks == []
    [entry] = library.entries
    assert entry.entry_type == "misc"
    return entry.key, {field.key: str(field.value).strip("{}") for field in entry.fields}


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return taken(data={"samples": 40}, stopping={"epochs": 1}).recorded


def test_bibtex_reads_every_field(recorded: Recorded) -> None:
    key, fields = fields_of(recorded)
    assert key == "descentabc1"
    assert (fields["author"], fields["year"], fields["date"]) == ("Your Name", "2026", "2026-11-23")
    assert fields["title"] == r"Four \{units\} \& 100 \% of a\_b"
    assert fields["url"] == recorded.link
    assert f"Descent {VERSION}; descent {ENGINE}, torch " in fields["note"]


def test_the_author_is_named_where_the_name_may_be_known(recorded: Recorded) -> None:
    named = replace(recorded, author="Zoë #1")
    assert fields_of(named)[1]["author"] == r"Zoë \#1"
    assert "Zoë #1 (2026): Four {units} & 100 % of a_b." in EXPORTS["citation-text"].write(named)
    assert "Your Name" not in EXPORTS["citation"].write(named)


def test_what_has_not_begun_can_be_cited() -> None:
    assert fields_of(Recorded({}, []))[1]["title"] == "An experiment"
    assert EXPORTS["citation-text"].write(Recorded({}, [])).startswith("[Your Name]: An experiment.")
