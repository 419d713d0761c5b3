"""The fifty concepts of the course: where each is set, what is to be seen, and which tests prove it.

`python -m training.concepts` prints them as docs/concepts.md; the site shows them at /concepts/.
"""

from training.concepts.choosing import CHOOSING
from training.concepts.concept import Chapter, Concept
from training.concepts.descending import DESCENDING
from training.concepts.disturbing import DISTURBING
from training.concepts.generalizing import BATCHING, CONSTRAINING
from training.concepts.starting import SEEING, STARTING

CHAPTERS: tuple[Chapter, ...] = (DESCENDING, CHOOSING, STARTING, SEEING, CONSTRAINING, BATCHING, DISTURBING)
CONCEPTS: tuple[Concept, ...] = tuple(concept for chapter in CHAPTERS for concept in chapter.concepts)

__all__ = ["CHAPTERS", "CONCEPTS", "Chapter", "Concept"]
