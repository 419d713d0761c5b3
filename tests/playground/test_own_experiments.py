"""The list of one's own experiments: nobody else's are in it, and long ones come in pages."""

import pytest

from tests.playground.requests import Visitor, strict

pytestmark = pytest.mark.usefixtures("owner")


def test_a_program_finds_what_it_made_and_nobody_else_does(visitor: Visitor) -> None:
    made = [visitor.makes(title=f"number {number}") for number in range(3)]
    other = Visitor()
    theirs = other.makes()
    told = strict(visitor.get("experiments"))
    assert [each["id"] for each in told["experiments"]] == made[::-1]
    assert told["experiments"][0]["title"] == "number 2"
    assert told["experiments"][0]["state"] == "waiting"
    assert [each["id"] for each in strict(other.get("experiments"))["experiments"]] == [theirs]
    assert strict(Visitor().get("experiments")) == {"experiments": [], "more": False}


def test_a_long_list_comes_in_pages(visitor: Visitor) -> None:
    made = [visitor.makes() for _ in range(5)][::-1]
    first = strict(visitor.get("experiments?limit=2"))
    assert ([each["id"] for each in first["experiments"]], first["more"]) == (made[:2], True)
    last = strict(visitor.get(f"experiments?limit=3&before={made[1]}"))
    assert ([each["id"] for each in last["experiments"]], last["more"]) == (made[2:], False)
    assert strict(Visitor(visitor.headers["Authorization"][7:]).get("experiments?before=nothing"))["experiments"] == []


def test_a_guest_who_keeps_a_table_is_told_the_key_to_it() -> None:
    table = "a,b\n" + "\n".join(f"{n},{n % 2}" for n in range(30))
    kept = strict(Visitor().post("datasets", {"csv": table, "target": "b"}))
    known = strict(Visitor(kept["token"]).get("datasets"))["datasets"]
    assert kept["name"] in [each["name"] for each in known]
    assert kept["name"] not in [each["name"] for each in strict(Visitor().get("datasets"))["datasets"]]
