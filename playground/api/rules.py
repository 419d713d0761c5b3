"""What is wrong with a rule that a student types, and its program: nothing trains, so the answer is immediate."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from playground.api.find import json_body
from training.problems import Problem, SpecError
from training.rule_language import RuleError, formula_of, rule_of

router = Router(tags=["rules"])


def _text(request: HttpRequest, name: str) -> str:
    """The one text of a body."""
    values = json_body(request)
    text = values.get(name)
    if set(values) != {name} or not isinstance(text, str):
        raise SpecError([Problem(name, f'This needs the form {{"{name}": "…"}}, with a text.')])
    return text


@router.post("/rules", summary="Check an update rule and compile it")
def rules(request: HttpRequest) -> dict[str, Any]:
    """Problems with line, column (from 1), length and a sentence; or names of constants and memory, and the program.

    The program is plain JSON: docs of training/rule_language/program.py. Nothing is stored.
    """
    try:
        rule = rule_of(_text(request, "rule"))
    except RuleError as error:
        return {"problems": [one.to_dict() for one in error.problems], "constants": [], "memory": [], "program": None}
    return {
        "problems": [],
        "constants": list(rule.constants),
        "memory": list(rule.memory),
        "program": rule.program.to_dict(),
    }


@router.post("/formulas", summary="Check a function of one or two weights and compile it with its derivatives")
def formulas(request: HttpRequest) -> dict[str, Any]:
    """Problems as of /rules; or the number of weights and three programs: value, gradient and hessian.

    Weights are called w, or w1 and w2, or x and y; in the programs they are w1 and w2.
    """
    try:
        formula = formula_of(_text(request, "formula"))
    except RuleError as error:
        return {"problems": [one.to_dict() for one in error.problems], "weights": 0, "programs": None}
    return {"problems": [], "weights": formula.weights, "programs": formula.programs()}
