"""The page of the fifty concepts, from the same list and schema as docs/concepts.md."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.concepts import CHAPTERS, Concept
from training.concepts.lookup import Option, is_formula, look_up_all


@require_safe
def concepts(request: HttpRequest) -> HttpResponse:
    """Every concept with its options, their help, and its tests."""
    return render(request, "concepts.html", {"chapters": _chapters()})


@cache
def _chapters() -> list[dict[str, Any]]:
    return [
        {"title": chapter.title, "anchor": chapter.anchor, "concepts": [_concept(one) for one in chapter.concepts]}
        for chapter in CHAPTERS
    ]


def _concept(concept: Concept) -> dict[str, Any]:
    return {
        **vars(concept),
        "elsewhere": [sentence.replace("`", "") for sentence in concept.elsewhere],
        "options": [_option(option) for option in look_up_all(concept.options)],
        "tests": [_test(test) for test in concept.tests],
    }


def _option(option: Option) -> dict[str, Any]:
    """Help without the marks for code, which a page has other means for."""
    paragraphs = [{"text": text.replace("`", ""), "formula": is_formula(text) and place > 0}
                  for place, text in enumerate(option.paragraphs)]  # fmt: skip
    return {**vars(option), "paragraphs": paragraphs}


def _test(test: str) -> dict[str, str]:
    file, _, name = test.partition("::")
    return {"file": f"tests/{file}", "sentence": name.removeprefix("test_").replace("_", " ")}
