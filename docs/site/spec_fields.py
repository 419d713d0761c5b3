"""The page of every field of the spec, from its JSON schema."""

from docs.site.facts import facts, paragraphs, plain
from docs.site.schema import Setting, schema, settings

INTRODUCTION = """\
# The spec, field by field

A spec describes one experiment as JSON. `{}` is a whole one: every field has a default. This page is made from the
schema that `GET /api/schema` sends, so it cannot differ from what is checked.

- Paths are dotted: `optimizer.learning_rate` is `{"optimizer": {"learning_rate": 0.01}}`. `N` counts from 0.
- An unknown field, a wrong type or a number out of its limits is refused with the path and a sentence.
- What *may change while it trains* can be set by `POST /api/experiments/{id}/changes` as well.
- Where a field is *a choice with its own settings*, {doc}`choices` lists what there is to choose from.

## Three specs to begin with

Each is read by a test.

```json
{"data": {"dataset": "digits"}, "optimizer": {"kind": "adam"}}
```

```json
{"data": {"dataset": "spiral", "noise": 0.05},
 "network": {"hidden": [{"units": 16, "activation": {"kind": "relu"}}, {"units": 16, "activation": {"kind": "relu"}}]},
 "optimizer": {"kind": "adam", "learning_rate": 0.01},
 "stopping": {"epochs": 200, "early": {"patience": 20}}}
```

```json
{"vary": {"kind": "list", "runs": [{"name": "slow", "set": {"optimizer.learning_rate": 0.003}},
                                   {"name": "fast", "set": {"optimizer.learning_rate": 0.3}}]}}
```
"""


def fields() -> str:
    """The whole page."""
    listed = [one for one in settings(schema()) if not one.path.startswith(("vary.", "format"))]
    return INTRODUCTION + "".join(_part(one) for one in listed)


def _part(setting: Setting) -> str:
    top = "." not in setting.path
    head = (
        f"\n## {plain(setting.title)}: `{setting.path}`" if top else f"\n### `{setting.path}`: {plain(setting.title)}"
    )
    choose = ""
    if setting.members:
        choose = f"\n\nTo choose from: [{len(setting.members)} of them](choices.md#{anchor(setting.path)})."
    told = "\n\n".join(paragraphs(setting.node))
    return f"{head}\n\n{facts(setting.node, bool(setting.members))}\n\n{told}{choose}\n"


def anchor(path: str) -> str:
    """Where the page of choices tells about the family at this path."""
    return "family-" + path.replace(".", "-").replace("_", "-").lower()
