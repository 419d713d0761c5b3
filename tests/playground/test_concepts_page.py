"""The page of the fifty concepts says what the list and the schema say."""

import re
from html import unescape

import pytest
from django.test import Client

from training.concepts import CHAPTERS, CONCEPTS
from training.concepts.lookup import look_up_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(client: Client) -> str:
    """The page, its entities read."""
    answer = client.get("/concepts/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_every_concept_has_its_place_and_a_link_to_it(text: str) -> None:
    anchors = re.findall(r'<(?:article|section) [^>]*\bid="([^"]+)"', text)
    assert anchors == [name for chapter in CHAPTERS for name in (chapter.anchor, *(c.number for c in chapter.concepts))]
    assert set(re.findall(r'href="#([^"]+)"', text)) - {"main"} == set(anchors)


def test_help_and_source_of_every_option_are_on_it(text: str) -> None:
    for concept in CONCEPTS:
        assert concept.text in text
        for option in look_up_all(concept.options):
            assert all(paragraph.replace("`", "") in text for paragraph in option.paragraphs)
            assert option.source in text


def test_every_page_leads_to_it(client: Client) -> None:
    assert client.get("/").content.decode().count('href="/concepts/"') == 2


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/concepts/").status_code == 405
