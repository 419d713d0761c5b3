"""The curves of an experiment as a Plotly figure: it grows in a notebook while training goes on, and stays in it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from plotly.io import to_json
from plotly.subplots import make_subplots

from descent.history import History

if TYPE_CHECKING:
    from descent.experiment import Experiment

COLORS = {"train": "#2359c4", "validation": "#bd4a06"}
SHADES = ("#2359c4", "#bd4a06", "#0b7a62", "#7a4aa8", "#a8201a", "#7a6400", "#a8327d", "#3f5a66")
"""The colours of the site."""
MOST_RUNS = 12
"""More curves than this are a carpet: the best are drawn."""
EVERY = 0.25
"""Seconds between two pictures of a figure that grows."""
MIME = "application/vnd.plotly.v1+json"


def figure_of(history: History, title: str = "") -> go.Figure:
    """Loss and accuracy over the epochs: of one run training and validation, of several runs their validation."""
    panels = [name for name in ("loss", "accuracy") if _has(history, name)]
    figure = make_subplots(rows=1, cols=max(1, len(panels)), subplot_titles=[name.capitalize() for name in panels])
    for column, panel in enumerate(panels, start=1):
        for trace in _traces(history, panel):
            figure.add_trace(trace.update(showlegend=column == 1), row=1, col=column)
        figure.update_xaxes(title_text="epoch", row=1, col=column)
    figure.update_layout(
        title=title or None,
        template="plotly_white",
        height=360,
        margin={"l": 50, "r": 20, "t": 60, "b": 45},
        legend={"orientation": "h", "y": -0.25},
        uirevision="kept",
    )
    return figure


def _has(history: History, panel: str) -> bool:
    return any(row.get(f"{split}_{panel}") is not None for row in history for split in COLORS)


def _traces(history: History, panel: str) -> list[go.Scatter]:
    if len(history.runs) == 1:
        shown = [(split, color, history, f"{split}_{panel}", split) for split, color in COLORS.items()]
    else:
        column = _of(history, panel)
        best = [(run, history.names.get(run) or f"run {run}") for run in _best(history, panel)]
        shown = [
            (name, SHADES[at % len(SHADES)], history.run(run), column, str(run)) for at, (run, name) in enumerate(best)
        ]
    style = {"mode": "lines", "connectgaps": True}
    return [
        go.Scatter(x=rows["epoch"], y=rows[column], name=name, legendgroup=group, line={"color": color}, **style)
        for name, color, rows, column, group in shown
        if any(row.get(column) is not None for row in rows)
    ]


def _of(history: History, panel: str) -> str:
    """Runs are compared by validation where there is one."""
    validated = any(row.get(f"validation_{panel}") is not None for row in history)
    return f"validation_{panel}" if validated else f"train_{panel}"


def _best(history: History, panel: str) -> list[int]:
    if len(history.runs) <= MOST_RUNS:
        return history.runs
    column, worst = _of(history, panel), float("inf")
    sign = -1 if panel == "accuracy" else 1

    def best(run: int) -> float:
        return min((sign * row[column] for row in history.run(run) if row.get(column) is not None), default=worst)

    return sorted(sorted(history.runs, key=best)[:MOST_RUNS])


class LiveFigure:
    """Displayed in a notebook, it draws what there is and goes on until the experiment has ended.

    `figure` is the Plotly figure of now, for whatever else one wants to do with it.
    """

    def __init__(self, experiment: Experiment, *, live: bool = True) -> None:
        self.experiment, self.live = experiment, live

    @property
    def figure(self) -> go.Figure:
        """The curves so far."""
        return figure_of(self.experiment.history, self.experiment.spec.get("title", ""))

    def bundle(self) -> dict[str, Any]:
        """The figure of now as notebooks keep it: a picture that still is one when the server is gone."""
        return _bundle(self.figure, self.experiment.url)

    def _ipython_display_(self) -> None:
        """Called by notebooks: one output that is replaced by the next, until there is no next."""
        from IPython.display import display  # there is one, or nobody would have called

        shown: Any = display(self.bundle(), raw=True, display_id=True)
        if not self.live or shown is None:
            return
        drawn, title = time.monotonic(), self.experiment.spec.get("title", "")
        for _ in self.experiment.events(self.experiment._seen):
            if time.monotonic() - drawn >= EVERY:
                shown.update(_bundle(figure_of(self.experiment._history, title), self.experiment.url), raw=True)
                drawn = time.monotonic()
        shown.update(self.bundle(), raw=True)


def _bundle(figure: go.Figure, url: str) -> dict[str, Any]:
    return {
        MIME: json.loads(to_json(figure, validate=False)) | {"config": {"responsive": True}},
        "text/html": f'{figure.to_html(full_html=False, include_plotlyjs="cdn")}<a href="{url}">{url}</a>',
        "text/plain": f"The curves of {url}",
    }
