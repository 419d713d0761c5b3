// Everything that is said of several runs taken together: each part listens to nothing but what it is shown.

import { lately } from "./lately.js";
import { SearchPlaces } from "./places.js";
import { trialsOf } from "./trials.js";

/** As soon as there are several runs, or will be: nothing is shown before. */
const always = () => true;
const several = ({ history, trials }) => trials.length > 1 && !history.ensemble;

/** Where each part lives in the page, and its class; a page shows those whose place it has. */
const VIEWS = [
  ["[data-search-progress]", lately(always, async () => (await import("./progress.js")).SearchProgress)],
  ["[data-verdict]", lately(several, async () => (await import("./verdict.js")).Verdict)],
  ["[data-lanes]", lately(several, async () => (await import("./lanes.js")).Lanes)],
  ["[data-versus]", lately(({ live }) => live?.spec?.vary?.kind === "grid_against_random", async () => (await import("./versus/versus-view.js")).VersusView)],
  ["[data-census]", lately(({ live }) => live?.spec?.vary?.kind === "census", async () => (await import("./census/census-view.js")).CensusView)],
  ["[data-ensemble-view]", lately(({ history }) => history.ensemble, async () => (await import("./ensemble/ensemble-view.js")).EnsembleView)],
  ["[data-search-charts]", lately(({ trials, history }) => trials.length > 2 && !history.ensemble, async () => (await import("./search-charts.js")).SearchCharts)],
  ["[data-runs-panel]", lately(always, async () => (await import("../runs-panel.js")).RunsPanel)],
];

export class SearchSection {
  /**
   * `context` is what the parts may ask of the page around them: {schema, readOnly, mine(): whether this student may control it,
   * open(path): another page, control(desired, which): {run} or {trial} to stop one alone}.
   */
  constructor(root, context) {
    Object.assign(this, { root, shown: 1 });
    // Whose network the picture shows may be chosen before the parts that tell of it have come.
    document.addEventListener("runshown", ({ detail }) => {
      this.shown = detail;
      if (this.sight) this.sight.shown = detail;
    });
    this.places = new SearchPlaces(document.querySelector("[data-search-places]"));
    this.views = VIEWS.flatMap(([place, View]) => [...root.querySelectorAll(place)].map((element) => new View(element, context)));
  }

  /**
   * `spec`: the settings that train; `classes`: whether there are accuracies; `details`: what the API told first, or null;
   * `at`: the epoch that somebody went back to, or null.
   */
  show({ live, history, spec, classes, details = null, at = null }) {
    this.root.hidden = history.runs.size < 2 && !spec.vary;
    this.places.show(!this.root.hidden);
    if (this.root.hidden) return;
    const objective = spec.vary?.objective ?? "validation_loss";
    const trials = trialsOf(history.runs.values(), objective);
    this.sight = { live, history, spec, classes, details, objective, trials, at, shown: this.shown };
    for (const view of this.views) view.show(this.sight);
  }
}
