// Talks to the server. Every refusal arrives as a Refused with problems: [{loc, msg}].

import { wishedDevice } from "./device-wish.js";

export class Refused extends Error {
  constructor(status, problems) {
    super(problems.map((problem) => problem.msg).join(" "));
    this.status = status;
    this.problems = problems;
  }
}

function csrfToken() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}

/** What makes a guest of somebody who is new here. */
const WELCOMES = /^(experiments(\?|\/[^/]+\/(fork|branch|again|loss-slice|microscope)\b)|lessons\/[^/]+\/start\b|datasets$|range-test$|curvature$)/;
let welcome = null;

/** Two requests at once would make two guests of one visitor, and one of them could never control what it made. */
async function request(method, path, body) {
  if (method !== "POST" || !WELCOMES.test(path)) return send(method, path, body);
  if (welcome) await welcome.catch(() => {});
  const sent = send(method, path, body);
  welcome ??= sent;
  return sent;
}

/** For routes that only one page asks for. */
export const ask = request;

async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api/${path}`, { method, headers, body, credentials: "same-origin" });
  } catch {
    throw new Refused(0, [{ loc: "", msg: "The server cannot be reached. Check the connection; nothing you set is lost." }]);
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const problems = answer?.problems || [{ loc: "", msg: sentence(response.status) }];
  throw new Refused(response.status, problems);
}

function sentence(status) {
  if (status === 403) return "This is not possible here. Reload the page and try again.";
  if (status === 404) return "There is no such experiment.";
  if (status === 413) return "This is too large.";
  if (status === 429) return "That was very fast. Wait a moment and try again.";
  return `The server could not do this (error ${status}). Try again in a moment.`;
}

let description = null;

/** The schema, defaults and data sets: asked for once a page, and again where that failed. */
export function getSchema() {
  description ??= request("GET", "schema").catch((refused) => {
    description = null;
    throw refused;
  });
  return description;
}

/** The machines that train. */
export const getNodes = () => request("GET", "nodes");
/** What a walk on an error surface can be asked for. */
export const getSurfacesSchema = () => request("GET", "surfaces/schema");
/** What is wrong with a function of one or two weights, and its programs: value, gradient, hessian. */
export const checkFormula = (formula) => request("POST", "formulas", { formula });
/** What a rule says: {problems: [{line, column, length, msg}], constants, memory, program}. */
export const checkRule = (rule) => request("POST", "rules", { rule });
export const getCost = (spec) => request("POST", "cost", spec);
/** Trials, rungs and cost of a search before it trains. */
export const getPlan = (spec) => request("POST", "plan", spec);
/** Asks for a "range-test", a "curvature" or "experiments/…/loss-slice"; `getMeasurement` tells what is known of it by now. */
export const measure = (kind, question) => request("POST", kind, question);
export const getMeasurement = (id) => request("GET", `measurements/${id}`);
export const dropMeasurement = (id) => request("DELETE", `measurements/${id}`);
export const getScene = (spec, run = 1) => request("POST", `scene?run=${run}`, spec);
export const getExperimentScene = (id, run = 1) => request("GET", `experiments/${id}/scene?run=${run}`);
/** Without epochs: which are known of a run; with some (or "newest"): their weights, as many as fit into one answer. */
export const getWeights = (id, run = 1, epochs = "") => request("GET", `experiments/${id}/weights?run=${run}&epochs=${epochs}`);
/** The newest weights of several runs, as many as fit into one answer; `more` are the runs that did not. */
export const getNetworks = (id, runs, at = null) => request("GET", `experiments/${id}/networks?runs=${runs.join(",")}${at === null ? "" : `&epoch=${at}`}`);
export const getSceneClips = (spec, split, run = 1) => request("POST", `scene/clips?split=${split}&run=${run}`, spec);
export const getExperimentClips = (id, split, run = 1) => request("GET", `experiments/${id}/scene/clips?split=${split}&run=${run}`);
export const getClips = (question) => request("GET", `datasets/waveforms/clips?${question}`);
/** Of very many runs no page needs the summaries: their history tells the same in less. */
export const getExperiment = (id) => request("GET", `experiments/${id}?most_runs=150`);
export const getEvents = (id, after) => request("GET", `experiments/${id}/events?after=${after}&limit=500`);
export const getHistory = (id, question = { points: 2000 }) => request("GET", `experiments/${id}/history?${new URLSearchParams(question)}`);
/** The forms in which results can be taken away: [{form, title, help, suffix, of_one_run, long, text}]. */
export const getExports = () => request("GET", "exports");
/** Which setting decided most in a search: {evaluator, trials, importances: [{path, importance}], sentence}. */
export const getImportance = (id) => request("GET", `experiments/${id}/importance`);
/** When each trial trained: columns {trials, begun, ended} in seconds. */
export const getTimes = (id) => request("GET", `experiments/${id}/times`);
/** `which`: {run} or {trial} to stop that one alone. */
export const control = (id, desired, which = {}) => request("POST", `experiments/${id}/control`, { desired, ...which });
export const change = (id, set) => request("POST", `experiments/${id}/changes`, { set });
/** For one run, 0 being an ensemble; without a number for the one that validation chose. */
export const openTest = (id, run) => request("POST", `experiments/${id}/test`, run === undefined ? undefined : { run });
export const inspectTable = (csv) => request("POST", "datasets/inspect", { csv });
export const createDataset = (table) => request("POST", "datasets", table);

/** Makes an experiment that begins to train, or (desired "step") trains one epoch and rests. */
export const createExperiment = (spec, desired = "run") => request("POST", `experiments?desired=${desired}${wishedDevice()}`, spec);

/** Makes an experiment from another one, with some settings replaced. */
export const fork = (id, set, desired = "run") => request("POST", `experiments/${id}/fork?desired=${desired}${wishedDevice()}`, { set });

/** Makes an experiment of one run of several alone, from the same first weights and batches, with some settings replaced. */
export const forkRun = (id, run, set, desired = "run") => request("POST", `experiments/${id}/fork?desired=${desired}${wishedDevice()}`, { run, set });

/** Makes an experiment that shares the first epochs of another one, with some live settings changed after them. */
export const branch = (id, epoch, set = {}, desired = "run") => request("POST", `experiments/${id}/branch?desired=${desired}`, { epoch, set });

/** Makes an experiment that repeats another one with all that was changed in it. */
export const again = (id) => request("POST", `experiments/${id}/again`);

/** Writes title, description and notes of an experiment; the answer says how they are kept. */
export const describe = (id, written) => request("PATCH", `experiments/${id}`, written);

/** Deletes an experiment for good. */
export const removeExperiment = (id) => request("DELETE", `experiments/${id}`);

/** Chooses who sees an experiment ({visibility}) and whether its owner is named ({anonymous}). */
export const share = (id, wish) => request("PATCH", `experiments/${id}/sharing`, wish);
/** What changed on the wall of a class; `question` says where this browser stands. */
export const getWall = (code, question) => request("GET", `classes/${code}/wall?${question}`);
/** Pauses or stops all experiments of a class: {experiments}. */
export const haltClass = (code, desired) => request("POST", `classes/${code}/control`, { desired });
export const addAssignment = (code, assignment) => request("POST", `classes/${code}/assignments`, assignment);
export const removeAssignment = (code, id) => request("DELETE", `classes/${code}/assignments/${id}`);
/** Opens the test envelopes of a class on one data set: {opened, sealed}. */
export const openClassTest = (code, dataset) => request("POST", `classes/${code}/test`, { dataset });
/** Shows an experiment to the whole class; null shows none. */
export const pinExperiment = (code, experiment) => request("PUT", `classes/${code}/pin`, { experiment });
