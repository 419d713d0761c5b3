"""The page of every choice of every family (optimizers, losses, data sets …), with its help and its own settings."""

from docs.site.facts import facts, paragraphs, plain
from docs.site.schema import Node, Setting, kind_of, schema, settings
from docs.site.spec_fields import anchor
from training.datasets import DATASETS

INTRODUCTION = """\
# Everything there is to choose from

Each family is a field of [the spec](spec.md) with a `kind`; the other settings of a choice stand beside it, as in
`{"optimizer": {"kind": "adam", "beta1": 0.9}}`. The texts are those that the form shows.
"""


def choices() -> str:
    """The whole page: the data sets first, then the families in the order of the spec."""
    families = _families()
    contents = "".join(f"- [{plain(one.title)}](#{anchor(one.path)})\n" for one in families)
    begin = f"{INTRODUCTION}\n- [Data sets](#family-data-dataset)\n{contents}"
    return begin + _datasets() + "".join(_family(one) for one in families)


def _families() -> list[Setting]:
    """Each family once, also those inside of others (the axes of a search)."""
    found: dict[tuple[str, ...], Setting] = {}
    waiting = list(settings(schema()))
    while waiting:
        one = waiting.pop(0)
        if not one.members:
            continue
        found.setdefault(tuple(kind_of(member) for member in one.members), one)
        for member in one.members:
            waiting += [inner for inner in settings(member, f"{one.path}.") if inner.members]
    return list(found.values())


def _datasets() -> str:
    parts = ["\n(family-data-dataset)=\n## Data sets: `data.dataset`\n\nA name alone, without `kind`.\n"]
    for dataset in DATASETS:
        help = [plain(part.replace("\n", " ")) for part in dataset.help().split("\n\n")]
        source = f"\n\nSource: {plain(dataset.source)}" if dataset.source else ""
        parts.append(f"\n### `{dataset.kind}`: {plain(dataset.title)}\n\n" + "\n\n".join(help) + source + "\n")
    return "".join(parts)


def _family(family: Setting) -> str:
    head = f"\n({anchor(family.path)})=\n## {plain(family.title)}: `{family.path}`\n"
    return head + "".join(_choice(member) for member in family.members)


def _choice(member: Node) -> str:
    title = f"\n### `{kind_of(member)}`: {plain(str(member.get('title', kind_of(member))))}\n\n"
    rows = [_setting(setting) for setting in settings(member)]
    return title + "\n\n".join(paragraphs(member)) + "\n\n" + "\n".join(rows) + "\n"


def _setting(setting: Setting) -> str:
    told = " ".join(paragraphs(setting.node))
    line = f"- `{setting.path}`, **{plain(setting.title)}**: {facts(setting.node, bool(setting.members))}."
    more = f" See [the choices](#{anchor_of(setting)})." if setting.members else ""
    return f"{line} {told}{more}".rstrip()


def anchor_of(setting: Setting) -> str:
    """Where the family of a setting inside of a choice is told: under the path at which it was found first."""
    kinds = [kind_of(member) for member in setting.members]
    return next(anchor(one.path) for one in _families() if [kind_of(member) for member in one.members] == kinds)
