// What says which trial is better: the figure of its best epoch. Pure.

/** Whether more of it is better. */
export function accurate(objective) {
  return objective.endsWith("accuracy");
}

/** The best figure of a run by an objective such as "validation_loss", in either form of a run; null where there is none. */
export function best(run, objective) {
  return (run.columns ? run.best[objective]?.value : run.best?.[objective]) ?? null;
}

/** Whether a run came to nothing: it diverged or failed. In either form of a run. */
export function isLost(run) {
  return Boolean(run.failed) || run.state === "failed" || (run.finished?.reason ?? run.reason) === "diverged";
}

/** The best figure of a run that did not come to nothing, or null: what chooses among runs, here as on the server. */
export function scoreOf(run, objective) {
  return isLost(run) ? null : best(run, objective);
}

/** The objective itself, or where no run was validated the same figure of training. */
export function measured(runs, objective) {
  return runs.some((run) => best(run, objective) !== null) ? objective : objective.replace("validation", "train");
}

/** Compares scores, the better one first and unknown ones last. */
export function better(objective) {
  return (one, other) => {
    if (one === null || other === null) return (one === null) - (other === null);
    return accurate(objective) ? other - one : one - other;
  };
}

/** "Validation loss". */
export function titleOf(objective) {
  const words = objective.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** "learning rate" for "optimizer.learning_rate"; what stands in a layer keeps its place. */
export function labelOf(path) {
  const parts = path.replace(/\.kind$/, "").split(".");
  const layer = parts.indexOf("hidden");
  const name = (parts.at(-1) ?? path).replaceAll("_", " ");
  return layer !== -1 && /^\d+$/.test(parts[layer + 1] ?? "") ? `${name} of layer ${Number(parts[layer + 1]) + 1}` : name;
}
