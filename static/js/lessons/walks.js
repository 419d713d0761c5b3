// The walks of a lesson on the page: a table that counts their steps, and what they found in the end.

import * as api from "../api.js";
import { figure, whole } from "../numbers.js";
import { memberOf } from "../surface/members.js";
import { programOf } from "../surface/racer-programs.js";

const LOST = "The race cannot go on. Reload the page to race again.";

export class Walks {
  constructor(table, walks) {
    Object.assign(this, { table, walks });
  }

  /** Walks all of them; resolves with their facts. */
  async race() {
    const { schema } = await api.getSurfacesSchema();
    const asked = await Promise.all(this.walks.map(async (walk) => ({
      walk, schema,
      programs: memberOf(schema, "surface", walk.request.surface.kind).schema["x-programs"] ?? null,
      program: await programOf(schema, walk.request.optimizer),
    })));
    return new Promise((done, fail) => {
      const worker = new Worker(new URL("./walks-worker.js", import.meta.url), { type: "module" });
      const refuse = (msg) => fail(new api.Refused(409, [{ loc: "", msg }]));
      worker.onerror = () => refuse(LOST);
      worker.onmessage = ({ data }) => {
        if (data.problem) return refuse(data.problem);
        data.walks.forEach((walk, number) => this.show(number, walk));
        if (data.walks.some((walk) => walk.busy)) return;
        worker.terminate();
        done(Object.assign({}, ...data.walks.map((walk) => walk.facts)));
      };
      worker.postMessage(asked);
    });
  }

  show(number, { taken, busy, facts }) {
    const row = this.table.querySelector(`[data-walk="${number}"]`);
    const { name, tolerance } = this.walks[number];
    const arrived = facts[`steps ${name}`];
    row.querySelector("[data-steps]").textContent = busy ? `${whole(taken)} …` : stepsWords({ arrived, tolerance, taken, value: facts[`value ${name}`] });
    row.querySelector("[data-value]").textContent = facts[`value ${name}`] === null ? "∞" : figure(facts[`value ${name}`]);
  }

  /** What was found before a reload. */
  recall(facts) {
    this.walks.forEach((walk, number) => {
      if (`value ${walk.name}` in facts) this.show(number, { taken: walk.steps, busy: false, facts });
    });
  }
}

/** How a walk ended, in words. Pure. */
export function stepsWords({ arrived, tolerance, taken, value }) {
  if (arrived !== null) return whole(arrived);
  if (value === null) return "never: it diverged";
  return tolerance === null ? whole(taken) : `never: not in ${whole(taken)}`;
}
