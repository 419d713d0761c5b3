"""Writes the concepts down as Markdown, with the help of their options from the schema."""

from training.concepts import CHAPTERS, Chapter, Concept
from training.concepts.lookup import Option, is_formula, look_up_all

INTRODUCTION = """\
# The fifty concepts of the course

Every concept is a working option. This file is made from the code's own help texts by `make docs`; do not edit it.
Paths are those of the spec (`python -m training SPEC.json`, `POST /api/experiments`); `N` is the number of a layer.
"""


def document() -> str:
    """The whole file."""
    contents = "\n".join(f"- [{chapter.title}](#{chapter.anchor})" for chapter in CHAPTERS)
    return "\n".join([INTRODUCTION, contents, *(_chapter(chapter) for chapter in CHAPTERS)])


def _chapter(chapter: Chapter) -> str:
    return f"\n## {chapter.title}\n" + "".join(_concept(concept) for concept in chapter.concepts)


def _concept(concept: Concept) -> str:
    options = [_option(option) for option in look_up_all(concept.options)]
    lines = [f"\n### {concept.number} {concept.title}\n", concept.text, "", *options]
    lines += [f"- {sentence}" for sentence in concept.elsewhere]
    if concept.reading:
        lines += ["", f"Source: {concept.reading}"]
    lines += ["", f"Proved by {', '.join(_test(test) for test in concept.tests)}", ""]
    return "\n".join(lines)


def _option(option: Option) -> str:
    where = f"`{option.path}`" + (f" = `{option.value}`" if option.value else "")
    command = f" of `python -m {option.command}`" if option.command else ""
    first, *others = option.paragraphs or ("",)
    more = "".join(f" *{_plain(part)}*" if is_formula(part) else f" {_plain(part)}" for part in others)
    limits = f" ({option.limits})" if option.limits else ""
    source = f" Source: {_plain(option.source)}" if option.source else ""
    return f"- {where}{command}{limits}: **{_plain(option.title)}**. {_plain(first)}{more}{source}"


def _test(test: str) -> str:
    file, _, name = test.partition("::")
    return f"[`{name}`](../tests/{file})"


def _plain(text: str) -> str:
    """Signs that Markdown would take for its own are kept as they are."""
    return "".join(f"\\{sign}" if sign in "*_<|" else sign for sign in text)
