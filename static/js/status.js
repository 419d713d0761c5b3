// Turns the state of an experiment into words. Pure.

import { count, figure, ordinal, percent, whole } from "./numbers.js";
import { judged } from "./search/judging.js";
import { accurate, measured, titleOf } from "./search/objective.js";
import { trialsOf } from "./search/trials.js";
import { written } from "./search/verdict-words.js";
import { postedStanding } from "./posted-words.js";
import { bestEpoch, firstRun, last, nameOf, speed, subject } from "./history.js";

/**
 * {tone, title, detail}: what is going on, in words; tone is idle, waiting, running, paused, finished or broken.
 * Without `best` several runs end without a word about which was best.
 */
export function describe(status, history, { best = true } = {}) {
  if (!status) return { tone: "idle", title: "Ready", detail: "Everything is set: press Train." };
  const told = standingOf(status, history, best);
  return { ...told, detail: [told.detail, moved(status)].filter(Boolean).join(" ") };
}

/** Another kind of machine went on: the student must know it who compares the last digits. */
function moved(status) {
  const known = (status.moved_at ?? null) !== null;
  return known ? `From epoch ${whole(status.moved_at)} on another kind of machine: the first was gone, so the last digits may differ.` : "";
}

/** "no worker", or "no GPU worker" where one is wished for. */
function nobody(status) {
  return { cpu: "no CPU worker", cuda: "no GPU worker" }[status.wanted_device] ?? "no worker";
}

function standingOf(status, history, best) {
  if (status.posted) return postedStanding(status);
  if (status.runs > 1 && status.state !== "waiting") return several(status, history, best);
  const run = firstRun(history);
  const words = {
    waiting: () => waiting(status),
    running: () => running(status, run),
    paused: () => ({
      tone: "paused", title: `Paused at epoch ${whole(status.epoch)}`, detail: "Train goes on from here; Step trains one epoch.",
    }),
    finished: () => finished(status, run),
    failed: () => ({
      tone: "broken", title: "Training failed", detail: run?.failed?.reason || status.reason || status.sentence || "",
    }),
  };
  return (words[status.state] || (() => ({ tone: "idle", title: status.sentence || status.state, detail: "" })))();
}

const TONES = { running: "running", paused: "paused", finished: "finished", failed: "broken" };

/** Several runs train, rest and end as one experiment; how each of them ended stands in their table. */
function several(status, history, best) {
  const runs = count(status.runs, "run");
  const ended = status.ended ? `${whole(status.ended)} of ${runs} have ended.` : "";
  const place = `epoch ${whole(status.epoch)} of ${whole(status.epochs)}`;
  const absent = status.workers === 0;
  const ending = { pause: "Pausing", stop: "Stopping" }[status.desired] ?? "Training";
  if (status.state === "running" && (status.replayed ?? null) !== null && !absent) return replaying(status);
  const words = {
    running: absent
      ? { tone: "waiting", title: `${runs} at ${place}: ${nobody(status)} is running`, detail: "Training goes on as soon as a worker is back; nothing is lost." }
      : { title: status.planning ? "Choosing the next trials" : `${ending} ${runs}: ${place}`, detail: ended },
    paused: { title: status.planning ? "Paused between two rounds" : `Paused at ${place}`, detail: `${runs}. ${ended}`.trim() },
    finished: { title: status.sentence.split(",")[0].replace(/\.$/, ""), detail: [...extras(status), best && standing(history)].filter(Boolean).join(" ") },
    failed: { title: "Training failed", detail: firstRun(history)?.failed?.reason || status.sentence },
  }[status.state];
  return { tone: TONES[status.state], ...words };
}

/** "2 stopped early, 1 diverged." */
function extras(status) {
  const [, ...unusual] = status.sentence.replace(/\.$/, "").split(", ");
  return unusual.length ? [`${unusual.join(", ")}.`] : [];
}

/** How good the average of an ensemble is, the best lane over its seeds, or the best run. */
function standing(history) {
  if (!history.ensemble && history.runs.size > 1) {
    const objective = measured([...history.runs.values()], history.objective);
    const leader = judged(trialsOf(history.runs.values(), objective), objective)?.leader;
    if (leader?.runs.length > 1) return `Best: ${leader.name}. ${titleOf(objective)} ${written(objective)(leader.score)} on average over ${count(leader.runs.length, "seed")}.`;
  }
  const run = subject(history);
  const validation = last(run, "validation_loss");
  const loss = validation ?? last(run, "train_loss");
  if (!run || loss === null) return "";
  return run.number === 0 ? `Their average: ${validation === null ? "training" : "validation"} loss ${figure(loss)}.` : `Best: ${nameOf(run)}. ${choiceInWords(run, history.objective)}`;
}

function waiting(status) {
  if (status.workers === 0) {
    return {
      tone: "waiting", title: `Waiting: ${nobody(status)} is running`,
      detail: "Your place is kept. Training starts as soon as a worker is back.",
    };
  }
  if (status.waits && !status.place) return { tone: "waiting", title: "Waiting", detail: status.waits };
  const place = status.place ? `${status.place === 1 ? "next" : ordinal(status.place)} in the queue` : "a worker is about to take it";
  const workers = status.workers ? `${count(status.workers, "worker")} at work.` : "";
  return { tone: "waiting", title: `Waiting: ${place}`, detail: status.waits || workers };
}

/** Training waits for the process that validates. */
function heldUp(status) {
  const rest = count(status.validating, "epoch");
  if (status.validators === 0) {
    return {
      tone: "waiting", title: "Waiting: no validation worker is running",
      detail: `${rest} to validate. It goes on as soon as a validation worker is back; nothing is lost.`,
    };
  }
  if (status.trained) return { tone: "running", title: "Validating the last epochs", detail: `${rest} to go; training is done.` };
  return {
    tone: "running", title: `At epoch ${whole(status.epoch)} of ${whole(status.epochs)}: waiting for validation`,
    detail: `Training is ${rest} ahead of it.`,
  };
}

/** A branch calculates again what its parent had, before it goes on by itself. */
function replaying({ epoch, replayed }) {
  return {
    tone: "running", title: `Replaying to epoch ${whole(epoch)}: ${whole(replayed)} so far`,
    detail: "The branch calculates again what its parent had, then goes on by itself.",
  };
}

function running(status, run) {
  if (status.workers === 0) {
    return {
      tone: "waiting", title: `At epoch ${whole(status.epoch)} of ${whole(status.epochs)}: ${nobody(status)} is running`,
      detail: "Training goes on as soon as a worker is back; nothing is lost.",
    };
  }
  if (status.held_up) return heldUp(status);
  if ((status.replayed ?? null) !== null) return replaying(status);
  const rate = speed(run);
  const parts = [];
  if (rate) parts.push(`${figure(rate)} epochs per second`);
  if (status.device) parts.push(`on the ${DEVICES[status.device] || status.device}`);
  if (status.validating && status.validators === 0) parts.push("· not validated yet: no validation worker is running");
  const ending = { pause: "Pausing after epoch", stop: "Stopping after epoch" }[status.desired];
  return {
    tone: "running",
    title: `${ending || "Training: epoch"} ${whole(status.epoch)} of ${whole(status.epochs)}`,
    detail: parts.join(" "),
  };
}

const DEVICES = { cpu: "processor", cuda: "graphics card" };

function finished(status, run) {
  const explanation = run?.finished?.explanation || "";
  const epochs = run?.finished?.epochs ?? status.epoch;
  const epoch = whole(epochs);
  switch (status.reason) {
    case "diverged":
      return {
        tone: "broken", title: `Diverged at epoch ${epoch}`,
        detail: explanation || "The loss grew without bound. Try a smaller learning rate, or normalize the inputs.",
      };
    case "stopped early":
      return { tone: "finished", title: `Stopped early at epoch ${epoch}`, detail: explanation };
    case "threshold":
      return { tone: "finished", title: `Stopped at the threshold in epoch ${epoch}`, detail: explanation };
    case "stopped by user":
      return { tone: "finished", title: `Stopped at epoch ${epoch}`, detail: bestInWords(run) };
    default:
      return { tone: "finished", title: `Finished: ${allOf(epochs, status.epochs)}`, detail: bestInWords(run) };
  }
}

/** The number of epochs may have been changed too late to count. */
function allOf(done, planned) {
  return done === planned ? `${whole(done)} of ${whole(planned)} epochs` : count(done, "epoch");
}

function bestInWords(run) {
  const best = bestEpoch(run);
  return best ? `Best epoch ${whole(best.epoch)}: ${best.metric === "train_loss" ? "training" : "validation"} loss ${figure(best.value)}.` : "";
}

/** The figure by which a run was chosen among others. */
function choiceInWords(run, objective) {
  const chosen = accurate(objective) && run.best[objective];
  return chosen ? `${titleOf(objective)} ${percent(chosen.value)} in epoch ${whole(chosen.epoch)}.` : bestInWords(run);
}

/** One sentence for the eyes that cannot see the chart. */
export function spoken(history) {
  const run = subject(history);
  if (!run || run.length === 0) return "No epochs yet.";
  const epoch = run.columns.epoch[run.length - 1];
  const whose = history.runs.size > 1 ? `${count(history.runs.size, "run")}, ${nameOf(run)}: ` : "";
  return `${whose}Epoch ${epoch}: training loss ${figure(last(run, "train_loss"))}, validation loss ${figure(last(run, "validation_loss"))}.`;
}
