// What a lesson can hide, by the names that stand in its link, and where it is on the page. Pure.

import { lengthened } from "./address.js";

/** [[heading, [[name, title]]]], in the order of the page. */
export const CONTROLS = [
  ["Training", [["train", "Train"], ["step", "Step"], ["reset", "Reset"], ["stop", "Stop"], ["settings", "All settings"], ["search", "Compare and search"], ["share", "Share"]]],
  ["Settings", [
    ["learning_rate", "Learning rate"], ["optimizer", "Optimizer"], ["activation", "Activation"], ["regularization", "Regularization"],
    ["batch_size", "Batch size"], ["schedule", "Schedule"], ["loss", "Loss"], ["epochs", "Epochs"],
  ]],
  ["Data", [["dataset", "Data set and problem"], ["noise", "Noise"], ["samples", "Samples"], ["split", "Training share"], ["features", "Inputs"]]],
  ["Picture", [
    ["hidden", "Layers and units"], ["dropout", "Dropout and norms"], ["picture.network", "Network"], ["picture.output", "Output map"], ["picture.discretize", "Discretize"],
    ["picture.validation", "Validation points"], ["picture.time", "Time slider"], ["picture.samples", "Samples and confusion"], ["picture.formula", "Formula"],
  ]],
  ["Results", [["figures", "Figures"], ["charts", "Charts"], ["diagnostics", "Diagnostics"], ["microscope", "Microscope"], ["why", "Why?"], ["data_card", "About the data"]]],
];

/** Places that have no setting of their own, or another one besides. */
const PLACES = {
  train: ['[data-action="train"]'], step: ['[data-action="step"]'], reset: ['[data-action="reset"]'], stop: ['[data-action="stop"]'],
  settings: ["[data-drawer-toggle]", "aside[data-settings]"], search: ["[data-build]"], share: ["[data-share]"],
  learning_rate: [quick("learning_rate")], optimizer: [quick("optimizer")], batch_size: [quick("batch")],
  activation: [quick("activation"), '[data-path$=".activation.kind"]', '[data-diagram] [data-setting="activation"]'],
  regularization: [quick("regularization"), quick("regularization_rate")],
  dataset: [quick("problem"), "[data-data-panel] .dataset-tiles", "[data-data-panel] .quick-dataset"], noise: [quick("noise")], samples: [quick("samples")], split: [quick("split")],
  hidden: [".net-stepper", ".net-add", ".net-units", ".net-remove"], features: ['.net-tile[aria-pressed="false"]'],
  dropout: ['[data-diagram] [data-setting="dropout"]', '[data-diagram] [data-setting="normalization"]', ".layer-more", '.layer [aria-label^="Dropout"]'],
  "picture.network": ["[data-diagram]"], "picture.output": ["[data-output]"], "picture.time": ["[data-time]"], "picture.samples": ["[data-gallery]"],
  "picture.formula": ["[data-formula]"], "picture.discretize": ['label:has([data-option="discretize"])'], "picture.validation": ['label:has([data-option="validation"])'],
  figures: ["[data-summary]"], charts: ["[data-charts]", ".more-charts:not([data-diagnostics], [data-microscope])"], diagnostics: ["[data-diagnostics]"], microscope: ["[data-microscope]"],
  why: ["[data-why]"], data_card: ["[data-dataset-card]"],
};

function quick(name) {
  return `[data-quick="${name}"]`;
}

/** CSS selectors of everything that a name hides: any setting and any group of settings, by path or by short name. */
export function selectorsOf(name) {
  if (!/^[\w .^₀-₉²-]{1,80}$/u.test(name)) return [];
  const path = lengthened(name);
  const tile = path.match(/^data\.features\.(.+)$/)?.[1];
  if (tile) return [`[data-diagram] [data-key="0.${tile}"]`, `.chip:has([value="${tile}"])`];
  const own = Object.hasOwn(PLACES, name) ? PLACES[name] : [];
  // The choice of an optimizer is hidden without its learning rate, and a group with all that is in it.
  if (["optimizer", "schedule", "loss"].includes(path)) return [...own, `[data-path="${path}.kind"]`];
  return [...own, `[data-path="${path}"]`, `[data-path^="${path}."]`, `[data-group="${path}"]`, `[data-fold="${path}"]`, `[data-control="${path}"]`];
}
