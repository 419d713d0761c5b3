"""Title, description and notes: written by the owner, read by everyone with the link."""

import pytest

from playground.models import Experiment
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


def test_the_owner_writes_and_everyone_reads(visitor: Visitor) -> None:
    made = visitor.makes()
    answer = visitor.patch(
        f"experiments/{made}", {"title": "  Three   rates ", "notes": "One.\r\n\r\nTwo <b>&</b> ä.\n"}
    )
    assert answer.status_code == 200
    assert strict(answer) == {"title": "Three rates", "description": "", "notes": "One.\n\nTwo <b>&</b> ä."}
    visitor.patch(f"experiments/{made}", {"description": "What rates do."})
    read = strict(Visitor().get(f"experiments/{made}"))
    assert [read[name] for name in ("title", "description", "notes")] == [
        "Three rates", "What rates do.", "One.\n\nTwo <b>&</b> ä.",
    ]  # fmt: skip
    assert read["spec"]["title"] == ""
    visitor.patch(f"experiments/{made}", {"title": "", "notes": ""})
    assert strict(visitor.get(f"experiments/{made}"))["notes"] == ""


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"title": "x" * 121}, "title"),
        ({"description": "x" * 301}, "description"),
        ({"notes": "x" * 5001}, "notes"),
        ({"notes": "a\u0000b"}, "notes"),
        ({"title": "half \ud800"}, "title"),
        ({"description": "\udfff"}, "description"),
        ({"notes": "\ud800"}, "notes"),
        ({"notes": "next\u0085line"}, "notes"),
        ({"title": "gpj.\u202efdp"}, "title"),
        ({"title": "\u2066inside"}, "title"),
        ({"title": 5}, "title"),
        ({"seq": 5}, "seq"),
        ({"spec": {}}, "spec"),
        ([], ""),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(visitor: Visitor, body: object, loc: str) -> None:
    made = visitor.makes(title="Before")
    assert [place for place, _ in problems(visitor.patch(f"experiments/{made}", body), 422)] == [loc]
    assert Experiment.objects.get(public_id=made).title == "Before"


def test_notes_of_exactly_the_longest_length_fit(visitor: Visitor) -> None:
    made = visitor.makes()
    assert visitor.patch(f"experiments/{made}", {"notes": "ä" * 5000, "title": "t" * 120}).status_code == 200
    assert len(Experiment.objects.get(public_id=made).notes) == 5000


def test_nobody_else_may_write(visitor: Visitor) -> None:
    made = visitor.makes(title="Mine")
    other = Visitor()
    other.makes()
    for stranger in (Visitor(), other):
        assert "Only its owner" in problems(stranger.patch(f"experiments/{made}", {"title": "Yours"}), 403)[0][1]
    page = Browser()
    page.headers = {}
    problems(page.patch(f"experiments/{made}", {"title": "Yours"}), 403)
    assert Experiment.objects.get(public_id=made).title == "Mine"
    problems(visitor.patch("experiments/no-such-one", {"title": "x"}), 404)
