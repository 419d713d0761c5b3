"""The laboratory's page, and what it asks the server for."""

import pytest
from django.test import Client

from training.surfaces import SURFACES


def test_the_page_has_its_places(client: Client) -> None:
    answer = client.get("/surface")
    assert answer.status_code == 200
    for place in ("data-lab-field", "data-lab-surface", "data-lab-racers", "data-lab-race", "data-lab-figures"):
        assert place in answer.content.decode()


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.name())
def test_the_schema_says_what_a_picture_needs(client: Client, surface: type) -> None:
    schema = client.get("/api/surfaces/schema").json()["schema"]
    found = schema["$defs"][surface.__name__]
    assert found["x-start"] == list(surface.default_start)
    # Bowls and polynomials are computed by the page itself, and given gradients have no picture.
    itself = {"quadratic", "linear_neuron", "polynomial", "ravine", "fan_in", "gradients"}
    assert ("x-programs" in found) == (surface.name() not in itself)
