// Several runs side by side: what their average gains, and the last and best figures of each.

import { lookOf } from "./charts/several.js";
import { make } from "./elements.js";
import { last, nameOf, subject } from "./history.js";
import { count, figure, percent, whole } from "./numbers.js";
import { retell } from "./retold.js";
import { varyInWords } from "./vary-notice.js";

const PAUSE = 300;

/** [{title, value, note}]: what an ensemble's newest figures say about averaging. Pure. */
export function gains(ensemble, classes) {
  if (!ensemble) return [];
  const split = last(ensemble, "validation_loss") === null ? "train" : "validation";
  const metric = classes ? "accuracy" : "loss";
  const write = classes ? percent : figure;
  const own = last(ensemble, `${split}_${metric}`);
  const mean = last(ensemble, `mean_${split}_${metric}`);
  const found = [{ title: `Average, ${split === "train" ? "training" : split} ${metric}`, value: write(own), note: `a member alone: ${write(mean)}` }];
  if (last(ensemble, "out_of_bag_loss") !== null) {
    const note = classes ? `loss ${figure(last(ensemble, "out_of_bag_loss"))}` : "by members that did not train on it";
    found.push({ title: `Out-of-bag ${metric}`, value: write(last(ensemble, `out_of_bag_${metric}`)), note });
  }
  if (classes) found.push({ title: "Disagreement", value: percent(last(ensemble, "disagreement")), note: "of samples, mean of all pairs" });
  const ambiguity = last(ensemble, `${split}_ambiguity`);
  if (ambiguity !== null) {
    const sum = `${figure(last(ensemble, `mean_${split}_loss`))} − ${figure(ambiguity)} = ${figure(last(ensemble, `${split}_loss`))}`;
    found.push({ title: "Ambiguity", value: figure(ambiguity), note: `loss: ${sum}` });
  }
  return found;
}

/** One row of cells per run, the ensemble first: [{run, best, cells: [text]}]. Pure. */
export function rows(history, classes) {
  const runs = [...history.runs.values()].sort((one, other) => one.number - other.number);
  const leader = subject(history);
  return [...(history.ensemble ? [history.ensemble] : []), ...runs].map((run) => {
    const best = run.best.validation_loss ?? run.best.train_loss;
    const accuracy = last(run, "validation_accuracy") ?? last(run, "train_accuracy");
    return {
      run, best: run === leader,
      cells: [
        whole(last(run, "epoch") ?? 0), figure(last(run, "train_loss")), figure(last(run, "validation_loss")),
        best ? `${figure(best.value)} (epoch ${whole(best.epoch)})` : "–", ...(classes ? [percent(accuracy)] : []), endOf(run),
      ],
    };
  });
}

function endOf(run) {
  if (run.failed) return "failed";
  if (!run.finished) return run.number ? "" : `${count(run.members ?? 0, "member")}`;
  return { epochs: "all epochs", "stopped by user": "by hand" }[run.finished.reason] ?? run.finished.reason;
}

export class RunsPanel {
  constructor(panel) {
    this.panel = panel;
    this.drawnAt = 0;
    this.shown = 1;
    panel.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-show-run]");
      if (button) document.dispatchEvent(new CustomEvent("showrun", { detail: Number(button.dataset.showRun) }));
    });
    document.addEventListener("runshown", ({ detail }) => this.mark(detail));
  }

  /** Whose network the picture shows. */
  mark(run) {
    this.shown = run;
    for (const button of this.panel.querySelectorAll("[data-show-run]")) button.setAttribute("aria-pressed", String(Number(button.dataset.showRun) === run));
  }

  /** Draws at most a few times a second: nobody reads a table faster. */
  show({ history, classes, spec }) {
    this.vary = spec.vary;
    this.panel.hidden = history.runs.size < 2;
    clearTimeout(this.timer);
    if (this.panel.hidden) return;
    const wait = this.drawnAt + PAUSE - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.draw(history, classes), wait);
    else this.draw(history, classes);
  }

  draw(history, classes) {
    this.drawnAt = performance.now();
    const find = (name) => this.panel.querySelector(`[data-runs="${name}"]`);
    find("title").textContent = history.ensemble ? `Ensemble of ${count(history.runs.size, "member")}` : count(history.runs.size, "run");
    find("words").textContent = varyInWords(this.vary);
    this.panel.classList.toggle("has-pairs", Boolean(history.ensemble?.pairs?.length));
    find("gains").replaceChildren(...gains(history.ensemble, classes).map(({ title, value, note }) =>
      make("div", {}, make("dt", {}, title), make("dd", { class: "figure-value" }, value), make("dd", { class: "figure-note" }, note))));
    find("gains").hidden = !history.ensemble;
    const names = ["Epoch", "Last training loss", "Last validation loss", "Best loss", ...(classes ? ["Last accuracy"] : []), "End"];
    find("head").replaceChildren(make("th", { scope: "col" }, "Run"), ...names.map((name) => make("th", { scope: "col", class: name === "End" ? null : "number" }, name)));
    const over = [...history.runs.values()].every((run) => run.finished || run.failed);
    const praise = history.ensemble ? "" : over ? " best" : " best so far";
    retell(find("body"), rows(history, classes).map((row) => drawRow(row, { inEnsemble: Boolean(history.ensemble), praise, shown: this.shown })));
  }
}

function drawRow({ run, best, cells }, { inEnsemble, praise, shown }) {
  const { dash } = lookOf(run.number, {});
  const look = inEnsemble ? null : make("span", { class: "swatch", style: `--run: var(--run-${((run.number - 1) % 8) + 1})`, "data-dash": dash });
  return make("tr", { "data-key": run.number, class: best ? "is-best" : null },
    make("th", { scope: "row", title: nameOf(run) }, look, run.number ? showButton(run, shown) : nameOf(run), best && praise ? make("span", { class: "muted small" }, praise) : null),
    ...cells.map((cell, index) => make("td", { class: index === cells.length - 1 ? null : "number" }, cell)));
}

function showButton(run, shown) {
  return make("button", { class: "run-show", type: "button", "data-show-run": run.number, "aria-pressed": String(run.number === shown), title: "Show the network of this run" }, nameOf(run));
}
