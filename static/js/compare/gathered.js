// Several experiments as one: which ones an address names, their curves in one history, their figures and settings in rows. Pure.

import { emptyHistory, last, subject } from "../history.js";
import { figure, percent, whole } from "../numbers.js";
import { inWords } from "../words.js";

export const MOST = 10;
/** A legend holds short names only. */
const LONGEST = 34;
const ID = /^[\w-]{8,64}$/;

/** The ids in a query, each once: {ids, problems}. */
export function idsIn(query) {
  const named = [...new Set((new URLSearchParams(query).get("ids") ?? "").split(",").map((each) => each.trim()).filter(Boolean))];
  const strange = named.filter((each) => !ID.test(each));
  const ids = named.filter((each) => ID.test(each));
  return {
    ids: ids.slice(0, MOST),
    problems: [
      ...strange.map((each) => `“${each.slice(0, 40)}” is no name of an experiment.`),
      ...(ids.length > MOST ? [`At most ${MOST} experiments fit side by side; the first ${MOST} are shown.`] : []),
    ],
  };
}

/** The id in a pasted link or text, or null. */
export function idIn(text) {
  const found = text.trim().match(/\/e\/([\w-]+)/)?.[1] ?? text.trim().match(/[?&]e=([\w-]+)/)?.[1] ?? text.trim();
  return ID.test(found) ? found : null;
}

/** A title cut short, and numbered where another experiment is called the same. */
export function labelOf(title, taken) {
  const short = title.length > LONGEST ? `${title.slice(0, LONGEST).trim()}…` : title;
  let label = short;
  for (let number = 2; taken.includes(label); number += 1) label = `${short} (${number})`;
  return label;
}

/** One history with a run for every experiment: its only one, its average or its best. `each`: {number, title, history}. */
export function together(experiments, marked = null) {
  const runs = new Map();
  for (const { number, title, history } of experiments) {
    const run = subject(history);
    if (run) runs.set(number, { ...run, number, changes: [], started: { ...run.started, name: title, trial: number, repetition: 0 }, faint: marked !== null && marked !== number });
  }
  return { ...emptyHistory(), runs };
}

/** A figure whose curves are faint, but for the marked experiment's. */
export function withMark(draw) {
  return (history, colours) => {
    const drawn = draw(history, colours);
    return { ...drawn, traces: drawn.traces.map((trace) => (trace.run?.faint ? { ...trace, opacity: 0.22 } : trace)) };
  };
}

const FIGURES = [["train_loss", "Training loss", figure], ["validation_loss", "Validation loss", figure], ["train_accuracy", "Training accuracy", percent], ["validation_accuracy", "Validation accuracy", percent]];

/** The figures of one experiment, best ones with their epochs or the last: [{title, text, note, value}]. */
export function figuresOf(history, best) {
  const run = subject(history);
  return FIGURES.map(([metric, title, write]) => {
    const found = best ? run?.best[metric] : { value: last(run, metric) };
    return { metric, title, value: found?.value ?? null, text: write(found?.value), note: best && found ? `epoch ${whole(found.epoch)}` : "" };
  });
}

/** For every figure the place of the best experiment among `rows` of figures; −1 where nobody has it or all are alike. */
export function leaders(rows) {
  return FIGURES.map(([metric], index) => {
    const values = rows.map((row) => row[index].value);
    const known = values.filter((value) => value !== null);
    if (known.length < 2 || new Set(known).size === 1) return -1;
    return values.indexOf(metric.endsWith("accuracy") ? Math.max(...known) : Math.min(...known));
  });
}

/** [{group, label, cells: [{text, differs}]}]: settings in words, the first experiment is the base. */
export function settingRows({ schema, defaults, datasets }, specs, onlyDifferent) {
  const told = specs.map((spec) => inWords(schema, spec, defaults, datasets));
  const rows = new Map();
  told.forEach((groups, place) => groups.forEach(({ title, lines }) => lines.forEach(({ path, label, text }) => {
    if (!rows.has(path)) rows.set(path, { group: title, label, texts: specs.map(() => "–") });
    rows.get(path).texts[place] = text;
  })));
  const order = told.flatMap((groups) => groups.map(({ title }) => title));
  return [...rows.values()]
    .sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group))
    .filter(({ texts }) => !onlyDifferent || new Set(texts).size > 1)
    .map(({ group, label, texts }) => ({ group, label, cells: texts.map((text) => ({ text, differs: text !== texts[0] })) }));
}
