// The form shows one network's settings; where an experiment varies them between runs, a line says so.

import { within } from "./spec-changes.js";

const METHODS = {
  grid: "A grid", random: "A random search", latin_hypercube: "A Latin hypercube", tpe: "A TPE search", cma_es: "A CMA-ES search",
  halving: "Successive halving", population_based: "Population-based training", grid_against_random: "A grid against random searches",
};

/** "A random search over learning rate and l2, each with 3 seeds." Pure. */
export function varyInWords(vary) {
  if (!vary) return "";
  const names = [...new Set(variedPaths(vary).map(nameOf))];
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
  return `${what(vary, listed)}${vary.seeds > 1 ? `, each with ${vary.seeds} seeds` : ""}.`;
}

/** "learning rate", "batch size", "units of layer 1". */
function nameOf(path) {
  const layer = path.match(/^network\.hidden\.(\d+)\.(\w+)/);
  if (layer) return `${layer[2].replaceAll("_", " ")} of layer ${Number(layer[1]) + 1}`;
  const words = path.replace(/\.kind$/, "").split(".");
  return (words.at(-1) === "size" ? words.slice(-2) : words.slice(-1)).join(" ").replaceAll("_", " ");
}

function what(vary, listed) {
  if (vary.axes) return `${METHODS[vary.kind] ?? sentence(vary.kind)} over ${listed}`;
  if (vary.runs) return `${vary.runs.length} runs that differ in ${listed || "nothing"}`;
  return vary.kind === "census" ? "One network from many first weights" : sentence(vary.kind);
}

function sentence(kind) {
  const words = kind.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** Whether the runs differ in a setting, in a part of it, or in what it is a part of. Pure. */
export function varies(vary, path) {
  return variedPaths(vary).some((each) => within(each, path));
}

/** The settings in which the runs differ. Pure. */
export function variedPaths(vary) {
  if (!vary) return [];
  return vary.axes ? Object.keys(vary.axes) : [...new Set((vary.runs ?? []).flatMap((run) => Object.keys(run.set)))];
}

export class VaryNotice {
  constructor(element, form) {
    Object.assign(this, { element, form });
    element.querySelector("[data-train-one]").addEventListener("click", () => form.set("vary", null));
  }

  show() {
    const words = varyInWords(this.form.value.vary);
    this.element.hidden = !words;
    this.element.querySelector("[data-varies-words]").textContent = words;
  }
}
