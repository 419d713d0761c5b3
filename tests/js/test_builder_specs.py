"""Whatever the dialog "Compare and search" proposes can be trained, and survives a link."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.js.description import description
from training.outlook import outlook
from training.search import STRATEGIES
from training.spec import Spec

BASES: dict[str, dict[str, Any]] = {
    "as proposed": {},
    "digits": {"data": {"dataset": "digits"}, "optimizer": {"kind": "adam"}, "schedule": {"kind": "cosine"}},
    "no hidden layer": {"network": {"hidden": []}, "data": {"dataset": "plane"}, "optimizer": {"kind": "rprop"}},
    "much switched on": {
        "stopping": {"early": {}, "threshold": {}},
        "batch": {"growth": {}},
        "regularization": {"weight_noise": 0.1, "l1": 0.01},
        "data": {"dataset": "wine", "normalization": {"kind": "standardize"}},
    },
}


@pytest.fixture(scope="module", name="description")
def _description() -> dict[str, Any]:
    return description()


AXES = """async ([description, spec]) => {
    const { variableSettings } = await import('/static/js/builder/variable-settings.js');
    const { axisKinds, converted, proposedAxis } = await import('/static/js/builder/axis-proposals.js');
    const { Draft } = await import('/static/js/builder/draft.js');
    const root = description.schema;
    const draft = new Draft({ root, datasets: description.datasets }, spec);
    draft.choose('random');
    const family = draft.way.schema.properties.axes.additionalProperties;
    return variableSettings({ root, datasets: description.datasets }, spec).map((setting) => {
        const axis = proposedAxis(setting);
        const kinds = axisKinds(root, family, setting);
        return [setting.path, [axis, ...kinds.map(({ kind }) => converted(setting, axis, kind))]];
    });
}"""


@pytest.mark.parametrize("base", BASES)
def test_every_setting_can_be_varied_over_what_is_proposed(
    module_page: Page, description: dict[str, Any], base: str
) -> None:
    spec = Spec.parse(BASES[base])
    found = module_page.evaluate(AXES, [description, spec.to_dict()])
    assert len(found) > 25
    for path, axes in found:
        for axis in axes:
            trials = outlook(Spec.model_validate({**spec.to_dict(), "vary": search(path, axis)}))["trials"]
            assert trials, (path, axis)
            assert path in trials[0]["settings"]


def test_proposals_for_what_is_tuned_most_can_be_trained(module_page: Page, description: dict[str, Any]) -> None:
    spec = Spec.parse({})
    found = dict(module_page.evaluate(AXES, [description, spec.to_dict()]))
    for path in (
        "optimizer.learning_rate",
        "optimizer.kind",
        "optimizer.beta",
        "network.hidden",
        "network.hidden.0.units",
        "network.hidden.1.activation.kind",
        "network.initializer.kind",
        "regularization.l2",
        "batch.size",
        "stopping.early",
        "stopping.epochs",
        "seed",
    ):
        for axis in found[path]:
            Spec.parse({"vary": search(path, axis)})


def search(path: str, axis: dict[str, Any]) -> dict[str, Any]:
    """A small search over one axis."""
    return {"kind": "random", "axes": {path: axis}, "trials": 3}


PROPOSED = """async ([description, spec]) => {
    const { Draft } = await import('/static/js/builder/draft.js');
    const { STARTS_OF } = await import('/static/js/builder/starts.js');
    const { pairsOf, queryOf, specOf } = await import('/static/js/address.js');
    const { same } = await import('/static/js/schema.js');
    const made = {};
    const fresh = () => new Draft({ root: description.schema, datasets: description.datasets }, spec);
    for (const { kind } of fresh().ways) {
        const draft = fresh();
        draft.choose(kind);
        made[kind] = draft.value;
    }
    for (const start of STARTS_OF) made[`start ${start.name}`] = start.make(fresh());
    const lost = Object.entries(made).filter(([, each]) => {
        if (!each) return false;
        const query = new URLSearchParams(queryOf(pairsOf(description, each)));
        const { spec: read, problems } = specOf(description, [...query]);
        return problems.length || !same(read, each);
    });
    return { made, lost };
}"""


def test_every_way_and_every_start_can_be_trained_and_linked(module_page: Page, description: dict[str, Any]) -> None:
    for base in ("as proposed", "digits"):
        result = module_page.evaluate(PROPOSED, [description, Spec.parse(BASES[base]).to_dict()])
        assert result["lost"] == []
        assert {strategy.name() for strategy in STRATEGIES} | {"bag"} <= set(result["made"])
        for name, made in result["made"].items():
            if made is not None:
                assert Spec.parse(made).to_dict()[("vary" if made["vary"] else "ensemble")], name
