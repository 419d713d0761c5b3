"""A student's own table over HTTP: by JSON or as a form with a file, under limits, whatever its names are."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from playground.api.datasets import MOST_UPLOADS
from playground.models import Dataset, Owner
from tests.playground.experiments import events_of, train_to_the_end
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")

CSV = "length,width,kind\n" + "\n".join(f"{n / 10},{n % 7},{'cat' if n % 3 else 'dog'}" for n in range(60))
HOSTILE = [
    "<script>window.P=1</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE playground_dataset; --",
    "=HYPERLINK(1)", "\u202eevil", "🧠 brain", "../../etc/passwd", "{{ 7*7 }}", "a" * 100, "Z̸̢a̵l̶g̷o̸",
]  # fmt: skip


def form(visitor: Visitor, address: str = "datasets", csv: Any = CSV, **fields: str) -> HttpResponse:
    """Sent as a page's form sends it: the file and the fields around it."""
    data: dict[str, Any] = dict(fields)
    if csv is not None:
        content = csv if isinstance(csv, bytes) else csv.encode()
        data["file"] = SimpleUploadedFile("my table.csv", content, "text/csv")
    return visitor.client.post(f"/api/{address}", data, headers=visitor.headers)


def test_a_table_can_be_looked_at_before_it_is_kept() -> None:
    visitor = Visitor()
    by_json = strict(visitor.post("datasets/inspect", {"csv": CSV}))
    assert by_json["rows"] == 60
    assert [column["name"] for column in by_json["columns"]] == ["length", "width", "kind"]
    assert [column["type"] for column in by_json["columns"]] == ["number", "number", "category"]
    assert all({"name", "type", "missing", "distinct", "examples"} <= column.keys() for column in by_json["columns"])
    assert strict(form(visitor, "datasets/inspect")) == by_json
    assert not Dataset.objects.exists()


@pytest.mark.parametrize("way", ["json", "form"])
def test_a_kept_table_can_be_trained_on(way: str) -> None:
    browser = Browser()
    if way == "json":
        answer = browser.post("datasets", {"name": "Animals", "csv": CSV, "target": "kind"})
    else:
        answer = form(browser, name="Animals", target="kind")
    assert answer.status_code == 201
    entry = strict(answer)
    assert re.fullmatch(r"table-[\w-]{22}", entry["name"])
    assert (entry["title"], entry["own"], entry["task"], entry["dropped"]) == ("Animals", True, "classification", 0)
    assert (entry["columns"], sorted(entry["classes"]), entry["samples"]) == (["length", "width"], ["cat", "dog"], 60)
    made = browser.makes(data={"dataset": entry["name"]}, stopping={"epochs": 3})
    train_to_the_end()
    read = strict(browser.get(f"experiments/{made}"))
    assert read["status"]["sentence"] == "Finished: 3 epochs."
    assert events_of(Owner.objects.get(datasets__name=entry["name"]).experiments.get())[0]["train_samples"] == 36


def test_numbers_as_target_make_a_regression() -> None:
    visitor = Visitor()
    entry = strict(visitor.post("datasets", {"csv": CSV, "target": "length"}))
    assert (entry["task"], entry["title"]) == ("regression", "Own table")
    made = strict(visitor.post("experiments", {"data": {"dataset": entry["name"]}}))
    assert strict(visitor.get(f"experiments/{made['id']}"))["spec"]["loss"]["kind"] == "mse"


def test_own_tables_are_listed_for_their_owner_alone() -> None:
    browser = Browser()
    names = [strict(form(browser, name=f"Table {n}", target="kind"))["name"] for n in range(3)]
    for address in ("datasets", "schema"):
        own = [entry["name"] for entry in strict(browser.get(address))["datasets"] if entry["own"]]
        assert own == names[::-1]
        for other in (Browser(), Visitor()):
            assert not any(entry["own"] for entry in strict(other.get(address))["datasets"])
    neighbour = Browser()
    name = strict(form(neighbour, target="kind"))["name"]
    assert [entry["name"] for entry in strict(neighbour.get("datasets"))["datasets"] if entry["own"]] == [name]


def test_whoever_knows_the_name_of_a_table_may_train_on_it() -> None:
    name = strict(form(Browser(), target="kind"))["name"]
    assert Visitor().post("experiments", {"data": {"dataset": name}}).status_code == 201


def test_missing_values_are_dropped_or_filled_as_asked() -> None:
    table = CSV + "\n,3,dog\n1.5,,cat"
    entry = strict(Visitor().post("datasets", {"csv": table, "target": "kind", "missing": "drop"}))
    assert (entry["samples"], entry["dropped"]) == (60, 2)
    entry = strict(Visitor().post("datasets", {"csv": table, "target": "kind", "missing": "mean"}))
    assert (entry["samples"], entry["dropped"]) == (62, 0)


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"target": "kind"}, "csv"), ({"csv": "", "target": "kind"}, "csv"), ({"csv": 5, "target": "kind"}, "csv"),
        ({"csv": [CSV], "target": "kind"}, "csv"), ({"csv": None, "target": "kind"}, "csv"),
        ({"csv": CSV}, "target"), ({"csv": CSV, "target": "weight"}, "target"), ({"csv": CSV, "target": 3}, "target"),
        ({"csv": CSV, "target": "\ud800"}, "target"), ({"csv": CSV, "target": "\0"}, "target"),
        ({"csv": CSV, "target": "x" * 5000}, "target"), ({"csv": CSV, "target": "--help"}, "target"),
        ({"csv": CSV, "target": "kind", "name": 3}, "name"),
        ({"csv": CSV, "target": "kind", "name": "x" * 5000}, "name"),
        ({"csv": CSV, "target": "kind", "task": "clustering"}, "task"),
        ({"csv": CSV, "target": "kind", "task": ["regression"]}, "task"),
        ({"csv": CSV, "target": "kind", "missing": "guess"}, "missing"),
        ({"csv": CSV, "target": "kind", "owner": 1}, "owner"),
        ({"csv": CSV, "target": "kind", "outline": {}}, "outline"),
        ({"csv": "a\n1\n2", "target": "a"}, "csv"), ({"csv": "a,b", "target": "a"}, "csv"),
        ({"csv": "a,b\n1,2\n3", "target": "a"}, "csv"), ({"csv": "a,a\n1,2", "target": "a"}, "csv"),
        ({"csv": 'a,b\n"1,2\n3,4', "target": "a"}, "csv"), ({"csv": "\0\0\0", "target": "a"}, "csv"),
        ({"csv": "a,b\n\ud800,2", "target": "a"}, "csv"), ({"csv": "a,b\n1," + "x" * 5000, "target": "a"}, "csv"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_learned_from_is_refused_at_its_field(body: dict[str, Any], loc: str) -> None:
    found = problems(Visitor().post("datasets", body), 422)
    assert loc in [place for place, _ in found]
    assert not Dataset.objects.exists()


NO_TABLES = ["", "[]", "null", "{", '{"csv": NaN}', "[" * 50_000, b"\xff", '{"csv": "a", "csv": "b"}']


@pytest.mark.parametrize("body", NO_TABLES)
@pytest.mark.parametrize("address", ["datasets", "datasets/inspect"])
def test_what_is_no_table_at_all_is_refused(body: Any, address: str) -> None:
    problems(Visitor().post(address, body), 422)


FILES = {
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "zip": b"PK\x03\x04" + b"x" * 100,
    "gzip": b"\x1f\x8b" + b"x" * 100,
    "pickle": b"\x80\x04\x95",
    "half of UTF-16": b"\xff\xfe",
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_another_kind_is_refused(kind: str) -> None:
    [(loc, _)] = problems(form(Visitor(), csv=FILES[kind], target="kind"), 422)
    assert loc == "csv"


def test_a_form_without_a_file_may_paste_the_text() -> None:
    problems(form(Visitor(), csv=None, target="kind"), 422)
    pasted = Visitor().client.post("/api/datasets", {"csv": CSV, "target": "kind"})
    assert pasted.status_code == 201


@pytest.mark.parametrize("fields", [{"owner": "1"}, {"x" * 500: "1"}, {"pk": "1"}], ids=["owner", "long", "pk"])
def test_a_form_with_other_fields_is_refused(fields: dict[str, str]) -> None:
    problems(form(Visitor(), target="kind", **fields), 422)


def test_a_form_of_ten_thousand_fields_or_files_is_refused() -> None:
    many = {f"field{number}": "1" for number in range(10_000)}
    problems(Visitor().client.post("/api/datasets", many), 400)
    files = {f"file{number}": SimpleUploadedFile("x", b"1") for number in range(200)}
    problems(Visitor().client.post("/api/datasets", files), 400)


def test_a_table_that_is_too_large_is_refused_by_json_and_by_file() -> None:
    large = "a,b\n" + "1.2345,2\n" * 700_000
    for answer in (Visitor().post("datasets", {"csv": large, "target": "b"}), form(Visitor(), csv=large, target="b")):
        found = problems(answer, answer.status_code)
        assert answer.status_code in (413, 422)
        assert "large" in found[0][1] or "long" in found[0][1] or "MB" in found[0][1]
    assert not Dataset.objects.exists()


def test_nobody_keeps_more_tables_than_allowed() -> None:
    visitor = Visitor()
    visitor.makes()
    owner = Owner.objects.get(experiments__isnull=False)
    kept = Dataset.objects.get(name=strict(visitor.post("datasets", {"csv": CSV, "target": "kind"}))["name"])
    for _ in range(MOST_UPLOADS - 1):
        Dataset.objects.create(owner=owner, title="x", outline_json=kept.outline_json, data=b"")
    [(loc, sentence)] = problems(visitor.post("datasets", {"csv": CSV, "target": "kind"}), 422)
    assert (loc, sentence) == ("csv", f"You have {MOST_UPLOADS} tables already, which is the most.")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_and_nothing_else(name: str) -> None:
    table = CSV.replace("length", json.dumps(name).replace("\\", "") if '"' not in name else "plain", 1)
    browser = Browser()
    entry = strict(browser.post("datasets", {"name": name, "csv": table, "target": "kind"}))
    assert entry["title"] == name[:120]
    made = browser.makes(data={"dataset": entry["name"]}, title=name[:120], stopping={"epochs": 1})
    train_to_the_end()
    for address in ("/", f"/e/{made}"):
        page = browser.client.get(address).content.decode()
        assert "<script>window" not in page
        assert "<img src=x" not in page
    assert [each for each in strict(browser.get("datasets"))["datasets"] if each["own"]] == [
        {name: value for name, value in entry.items() if name not in ("dropped", "token")}
    ]


def test_the_name_of_a_file_goes_nowhere() -> None:
    data = {"file": SimpleUploadedFile("../../<script>.csv", CSV.encode()), "target": "kind"}
    answer = Visitor().client.post("/api/datasets", data)
    assert answer.status_code == 201
    assert "script" not in answer.content.decode()


def test_a_damaged_table_ends_a_run_in_words_and_breaks_no_page() -> None:
    visitor = Visitor()
    name = strict(visitor.post("datasets", {"csv": CSV, "target": "kind"}))["name"]
    made = strict(visitor.post("experiments", {"data": {"dataset": name}}))["id"]
    Dataset.objects.update(data=b"rubbish\nrubbish")
    assert visitor.get("datasets").status_code == 200
    assert visitor.get(f"experiments/{made}").status_code == 200


def test_whoever_has_the_link_learns_what_the_table_is() -> None:
    owner = Visitor()
    kept = strict(owner.post("datasets", {"name": "My pets", "csv": CSV, "target": "kind"}))
    made = strict(owner.post("experiments", {"data": {"dataset": kept["name"]}}))["id"]
    seen = strict(Visitor().get(f"experiments/{made}"))["dataset"]
    assert (seen["title"], seen["columns"], seen["classes"]) == ("My pets", ["length", "width"], ["cat", "dog"])
    built_in = strict(owner.post("experiments", {}))["id"]
    assert strict(Visitor().get(f"experiments/{built_in}"))["dataset"]["title"] == "Circle"
