// What the playground begins with: the settings in the address, and an experiment to watch (e) or to start from (fork).

import * as api from "./api.js";
import { parsed } from "./spec-changes.js";

const find = (selector) => document.querySelector(selector);

/** Puts into the page what its address says. */
export async function begin(page) {
  const asked = page.links.begin();
  if (asked.e || asked.fork) await page.guarded(() => (asked.e ? resume(page, asked.e) : prefill(page, asked.fork)));
  await page.links.arrive(asked.settings());
  if (asked.preset !== undefined) await page.presets.open(asked.preset);
  if (asked.set) page.tryOut(asked.set, parsed(asked.to));
  page.undo.begin();
  page.show();
  page.cost.ask();
  if (asked.build !== undefined) page.builder.open(asked.build);
}

/** Puts an experiment into the page, which goes on with it where it is one's own. */
export async function resume(page, id) {
  const details = await api.getExperiment(id);
  if (!details.mine) {
    location.replace(`/e/${id}`);
    return;
  }
  page.load(details);
  page.watch(id, details.spec, details.status, details.seq);
  page.live.kin = details;
}

async function prefill(page, id) {
  const details = await api.getExperiment(id);
  page.load(details);
  page.forkOf = { id, spec: details.spec };
  find("[data-forked]").hidden = false;
  find("[data-forked] a").href = `/e/${id}`;
  find("[data-forked] a").textContent = details.title || details.spec.title || `experiment ${id}`;
}
