"""Rules and functions as students type them: problems with their places, or programs."""

import pytest

from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")

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


HOSTILE = "w = w - eta*g # </script><script>alert(1)</script> {{ secret }} ${1} \u202e"


def test_a_rule_is_kept_to_the_letter_and_never_becomes_markup() -> None:
    visitor = Visitor()
    made = visitor.makes(optimizer={"kind": "written", "rule": HOSTILE})
    assert strict(visitor.get(f"experiments/{made}"))["spec"]["optimizer"]["rule"] == HOSTILE
    for page in (f"/e/{made}", f"/e/{made}/embed", f"/compare?ids={made}"):
        answer = visitor.client.get(page)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_a_fork_can_have_another_rule_with_its_own_constants() -> None:
    visitor = Visitor()
    made = visitor.makes(optimizer={"kind": "written"})
    rule = {"optimizer.rule": "v = k*v + g; w = w - eta*v"}
    assert [loc for loc, _ in problems(visitor.post(f"experiments/{made}/fork", {"set": rule}), 422)] == [
        "optimizer.constants.k", "optimizer.constants.rho", "optimizer.constants.eps",
    ]  # fmt: skip
    answer = visitor.post(f"experiments/{made}/fork", {"set": {**rule, "optimizer.constants": {"k": 0.5}}})
    assert answer.status_code == 201
    forked = strict(visitor.get(f"experiments/{strict(answer)['id']}"))
    assert forked["spec"]["optimizer"]["constants"] == {"k": 0.5}


def test_a_rule_that_is_none_is_refused_before_anything_is_stored() -> None:
    answer = Visitor().post("experiments", {"optimizer": {"kind": "written", "rule": "w = w - eta*"}})
    assert problems(answer, 422) == [("optimizer.rule", 'Line 1, column 12: After "*" something is missing.')]
