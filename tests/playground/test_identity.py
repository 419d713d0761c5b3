"""Who is asking: a guest by session cookie, who must prove that the page was ours, or a program by its token."""

import pytest
from django.core.signing import Signer
from django.test import Client

from playground.models import Experiment, Owner
from playground.models.owner import TOKEN_SALT
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")

WRITING = ["experiments", "datasets", "datasets/inspect", "experiments/{id}/control", "experiments/{id}/changes",
           "experiments/{id}/fork", "experiments/{id}/test", "experiments/{id}/branch",
           "experiments/{id}/again"]  # fmt: skip
ASKING = {"cost", "plan", "rules", "formulas", "scene", "scene/clips"}
"""Routes that take a spec or a text and write nothing."""
MEASURING = {"range-test", "curvature", "experiments/{public_id}/loss-slice", "experiments/{public_id}/microscope",
             "measurements/{public_id}"}  # fmt: skip
"""Routes that ask a worker for something, or give it up."""
PATCHING = ["experiments/{id}", "experiments/{id}/sharing"]
POSTING = {"posted", "posted/{public_id}/epochs", "posted/{public_id}/finish"}
"""Routes for curves from outside (test_posting.py)."""
RUNNING_A_CLASS = {
    f"classes/{{code}}/{what}" for what in ("control", "pin", "assignments", "assignments/{key}", "test")
}
"""Routes for the teacher of a class (test_wall_api.py)."""
LEARNING = {"lessons/{slug}/start", "lessons/{slug}/seen"}
"""Routes of lessons (test_lessons.py)."""
BODIES = {"control": {"desired": "pause"}, "changes": {"set": {"optimizer.learning_rate": 0.1}}, "fork": {"set": {}},
          "branch": {"epoch": 0, "set": {}}}  # fmt: skip


def test_these_are_all_routes_that_write() -> None:
    document = strict(Visitor().get("openapi.json"))
    writing = {path.removeprefix("/api/") for path, item in document["paths"].items() if set(item) - {"get"}}
    assert (
        writing
        == {route.replace("{id}", "{public_id}") for route in [*WRITING, *PATCHING]}
        | ASKING
        | MEASURING
        | POSTING
        | RUNNING_A_CLASS
        | LEARNING
    )


def body(route: str) -> object:
    table = {"csv": "a,b\n" + "\n".join(f"{n},{n % 2}" for n in range(30)), "target": "b"}
    if route == "datasets/inspect":
        return {"csv": table["csv"]}
    return table if route == "datasets" else BODIES.get(route.rpartition("/")[2], {})


def test_a_browser_owns_what_it_makes_and_keeps_it() -> None:
    browser = Browser()
    first, second = browser.makes(), browser.makes()
    assert strict(browser.get(f"experiments/{first}"))["mine"]
    assert Experiment.objects.get(public_id=first).owner == Experiment.objects.get(public_id=second).owner
    assert not strict(Browser().get(f"experiments/{first}"))["mine"]
    assert not strict(Visitor().get(f"experiments/{first}"))["mine"]


def test_what_is_written_beside_an_experiment_is_its_owner_s_word() -> None:
    browser = Browser()
    address = PATCHING[0].format(id=browser.makes())
    right, browser.headers = browser.headers, {"X-CSRFToken": "x" * 64}
    problems(browser.patch(address, {"title": "Mine"}), 403)
    browser.headers = right
    assert browser.patch(address, {"title": "Mine"}).status_code == 200
    problems(Visitor().patch(address, {"title": "Theirs"}), 403)
    assert Experiment.objects.get().title == "Mine"


def test_looking_around_makes_nobody_a_guest() -> None:
    before = Owner.objects.count()
    browser = Browser()
    for address in ("schema", "datasets"):
        browser.get(address)
    browser.post("cost", {})
    assert Owner.objects.count() == before


def test_a_program_gets_a_token_and_no_cookie() -> None:
    visitor = Visitor()
    answer = visitor.post("experiments", {})
    assert not answer.cookies
    owner = Experiment.objects.get(public_id=strict(answer)["id"]).owner
    other = Visitor(strict(answer)["token"])
    again = strict(other.post("experiments", {}))
    assert Experiment.objects.get(public_id=again["id"]).owner == owner
    assert again["token"] == strict(answer)["token"]


def test_a_page_s_token_works_in_a_program() -> None:
    browser = Browser()
    made = strict(browser.post("experiments", {}))
    assert Visitor(made["token"]).post(f"experiments/{made['id']}/control", {"desired": "stop"}).status_code == 200


@pytest.mark.parametrize("route", WRITING)
def test_with_cookies_the_token_of_the_page_is_required(route: str) -> None:
    browser = Browser()
    address = route.format(id=browser.makes())
    for wrong in ({}, {"X-CSRFToken": ""}, {"X-CSRFToken": "x" * 64}, {"X-CSRFToken": "é"}):
        browser.headers = wrong
        [(_, sentence)] = problems(browser.post(address, body(route)), 403)
        assert sentence.startswith("The page is out of date")
    browser.headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value}
    assert browser.post(address, body(route)).status_code in (200, 201, 202, 409)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("route", WRITING)
def test_a_form_on_another_site_can_do_nothing_in_a_visitor_s_name(route: str, kind: str) -> None:
    browser = Browser()
    address = route.format(id=browser.makes())
    made = Experiment.objects.count()
    browser.headers = {"Origin": "http://evil.example"}
    answer = browser.post(address, '{"desired": "stop"}', kind=kind)
    problems(answer, answer.status_code)
    assert answer.status_code in (400, 403, 422)
    assert Experiment.objects.count() == made
    assert Experiment.objects.get().desired == "run"


def test_an_origin_elsewhere_is_refused_even_with_the_right_token() -> None:
    browser = Browser()
    problems(browser.post("experiments", {}, Origin="http://evil.example"), 403)
    assert browser.post("experiments", {}, Origin="http://testserver").status_code == 201


@pytest.mark.parametrize("route", WRITING)
def test_a_program_with_its_token_needs_no_page(route: str) -> None:
    visitor = Visitor()
    address = route.format(id=visitor.makes())
    assert visitor.post(address, body(route)).status_code in (200, 201, 202, 409)


def forged() -> list[str]:
    owner = Owner.objects.create()
    good = owner.token
    other_salt = Signer(salt="another").sign_object({"owner": owner.pk, "version": 1})
    other_key = Signer(key="k" * 50, salt=TOKEN_SALT).sign_object({"owner": owner.pk, "version": 1})
    signer = Signer(salt=TOKEN_SALT)
    return [
        "", "x", ":", "a:b", good[:-1], good + "x", good.swapcase(), good.split(":")[0], ":" + good.split(":")[1],
        other_salt, other_key, "é", "\x7f", "x" * 10_000,
        signer.sign_object({"owner": owner.pk, "version": 2}), signer.sign_object({"owner": 10**30, "version": 1}),
        signer.sign_object({"owner": "x", "version": 1}), signer.sign_object({"owner": None, "version": None}),
        signer.sign_object({"owner": owner.pk}), signer.sign_object([]), signer.sign_object({}),
        signer.sign("not base 64"), signer.sign(""),
    ]  # fmt: skip


def test_forged_tokens_are_refused() -> None:
    made = Visitor().makes()
    for token in forged():
        visitor = Visitor()
        visitor.headers = {"Authorization": f"Bearer {token}"}
        for answer in (visitor.post("experiments", {}), visitor.get(f"experiments/{made}"), visitor.get("datasets")):
            assert problems(answer, 403) == [("", "This token is not valid.")]
    assert Experiment.objects.count() == 1


@pytest.mark.parametrize("header", ["Basic dXNlcjpwYXNz", "bearer", "Token x", "Bearer"])
def test_another_kind_of_authorization_is_refused(header: str) -> None:
    visitor = Visitor()
    visitor.headers = {"Authorization": header}
    assert problems(visitor.post("experiments", {}), 403) == [("", "This token is not valid.")]


def test_a_withdrawn_token_no_longer_works() -> None:
    visitor = Visitor()
    made = visitor.makes()
    Owner.objects.update(token_version=2)
    problems(visitor.post(f"experiments/{made}/control", {"desired": "stop"}), 403)


def test_a_token_counts_more_than_a_cookie() -> None:
    browser, visitor = Browser(), Visitor()
    mine = visitor.makes()
    browser.makes()
    browser.headers = visitor.headers
    assert browser.post(f"experiments/{mine}/control", {"desired": "stop"}).status_code == 200


def test_a_session_whose_owner_is_gone_starts_anew() -> None:
    browser = Browser()
    made = browser.makes()
    Experiment.objects.all().delete()
    Owner.objects.all().delete()
    problems(browser.get(f"experiments/{made}"), 404)
    assert browser.post("experiments", {}).status_code == 201


def test_a_forged_session_cookie_is_nobody() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/api/datasets").status_code == 200
    assert client.post("/api/experiments", "{}", content_type="application/json").status_code == 403


FORMS = {"broken": "--x\r\nbroken", "empty": "--x--\r\n", "nothing": "", "json": "{}"}


@pytest.mark.parametrize("content", FORMS)
@pytest.mark.parametrize("route", WRITING)
def test_a_form_where_json_is_due_is_no_failure_of_the_server(route: str, content: str) -> None:
    browser = Browser()
    address = route.format(id=browser.makes())
    answer = browser.post(address, FORMS[content], kind="multipart/form-data; boundary=x")
    assert answer.status_code in (201, 400, 409, 422)
    if answer.status_code >= 400:
        problems(answer, answer.status_code)
