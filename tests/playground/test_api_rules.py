"""Rules and functions as students type them: problems with their places, or programs."""

from tests.playground.requests import Visitor, problems, strict

RMSPROP = "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)"


def test_a_rule_is_answered_with_its_names_and_its_program() -> None:
    answer = strict(Visitor().post("rules", {"rule": RMSPROP}))
    assert answer["problems"] == []
    assert (answer["constants"], answer["memory"]) == (["rho", "eps"], ["a"])
    assert answer["program"]["memory"] == [{"name": "a", "start": []}]
    assert answer["program"]["code"][-2:] == [["copy", "a", "%5"], ["copy", "w", "%10"]]


def test_problems_of_a_rule_come_with_their_places() -> None:
    answer = strict(Visitor().post("rules", {"rule": "a = rho*a +\nw = w - eta*g/(sqrt(a) + eps"}))
    assert answer["program"] is None
    assert [(one["line"], one["column"], one["length"]) for one in answer["problems"]] == [(1, 11, 1), (2, 15, 1)]
    assert all(one["msg"] for one in answer["problems"])


def test_a_function_is_answered_with_three_programs() -> None:
    answer = strict(Visitor().post("formulas", {"formula": "x^2 * y"}))
    assert (answer["problems"], answer["weights"]) == ([], 2)
    targets = {name: [each[1] for each in program["code"]] for name, program in answer["programs"].items()}
    assert targets["value"][-1:] == ["value"]
    assert targets["gradient"][-2:] == ["d1", "d2"]
    assert targets["hessian"][-3:] == ["d11", "d12", "d22"]


def test_problems_of_a_function_come_with_their_places() -> None:
    answer = strict(Visitor().post("formulas", {"formula": "w1^2 + z"}))
    assert (answer["weights"], answer["programs"]) == (0, None)
    assert [(one["line"], one["column"], one["length"]) for one in answer["problems"]] == [(1, 8, 1)]


def test_other_bodies_are_refused_with_the_form_that_is_needed() -> None:
    for body in ({}, {"rule": 3}, {"rule": None}, {"rule": "w = g", "more": 1}, {"formula": "w"}):
        assert [loc for loc, _ in problems(Visitor().post("rules", body), 422)] == ["rule"]
    assert problems(Visitor().post("rules", "{"), 422)
