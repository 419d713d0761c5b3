"""A report to print or to hand in: one content, as a page of HTML and as PDF."""

from training.exports.recorded import Recorded
from training.exports.report.content import blocks_of
from training.exports.report.html import as_html
from training.exports.report.story import story_of


def to_html(recorded: Recorded) -> str:
    """One document without script that needs nothing else, for A4."""
    return as_html(blocks_of(story_of(recorded), recorded), recorded.title or "An experiment")


def to_pdf(recorded: Recorded) -> bytes:
    """The same as PDF, in letters that can be searched and copied."""
    from training.exports.report.pdf import as_pdf  # its library costs 29 MB

    return as_pdf(blocks_of(story_of(recorded), recorded), recorded.title or "An experiment")
