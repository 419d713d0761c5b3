// Questions that a worker answers while the page waits: asked once, then looked after until there is an answer.

import * as server from "./api.js";

/** The question is gone: a newer one of the same person took its place. */
export class Replaced extends server.Refused {}

/** Milliseconds until the next look, by the number of looks before it: most answers are there within a second. */
const PAUSES = [[10, 80], [50, 250], [Infinity, 1000]];
/** Looks in a row, a second apart, that may find no server: a network that comes and goes costs no answer. */
const MOST_LOST = 20;
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/**
 * The result of a "range-test" or a "curvature"; null where `signal` gave up. `told` hears every answer until then:
 * {state, result}, the result so far; `lost` is among it while the server cannot be reached. Rejects with what the server
 * refuses: 409 where the worker found out why there is no answer.
 */
export async function measured(kind, question, { told = () => {}, signal = null, api = server, wait = pause } = {}) {
  const { id } = await api.measure(kind, question);
  let [known, lost] = [{ id, state: "waiting", result: null }, 0];
  const missed = (refused) => {
    lost += 1;
    if (refused.status !== 0 || lost > MOST_LOST) gone(refused);
    return null;
  };
  for (let looks = 0; ; looks += 1) {
    await wait(lost ? PAUSES.at(-1)[1] : PAUSES.find(([until]) => looks < until)[1]);
    if (signal?.aborted) return null;
    const answer = await api.getMeasurement(id).catch(missed);
    if (signal?.aborted) return null;
    if (!answer) {
      told({ ...known, lost: true });
      continue;
    }
    [known, lost] = [answer, 0];
    if (answer.state === "failed") throw new server.Refused(409, answer.problems);
    told(answer);
    if (answer.state === "done") return answer.result;
  }
}

function gone(refused) {
  throw refused.status === 404 ? new Replaced(404, refused.problems) : refused;
}

/** The numbers of a Float32Array as the server reads them, in base64. */
export function encoded(weights) {
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
  const parts = [];
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(""));
}
