// A curve that is trained elsewhere and only told here, in words. Pure.

import { whole } from "./numbers.js";

export const MARK = "Posted from outside";

/** Its settings as they were told: [{path, label, text}]. */
export function postedLines({ settings = {} }) {
  return Object.entries(settings).map(([name, value]) => ({ path: `posted.${name}`, label: name, text: told(value), changed: true, before: "" }));
}

function told(value) {
  if (value === true) return "on";
  if (value === false) return "off";
  return value === null ? "–" : String(value);
}

/** {tone, title, detail} of its state, as `status.js` says it of experiments that are trained here. */
export function postedStanding(status) {
  const words = {
    running: { tone: "running", title: `${MARK}: epoch ${whole(status.epoch)} of ${whole(status.epochs)}`, detail: "It trains elsewhere and tells its epochs here." },
    failed: { tone: "broken", title: MARK, detail: status.reason ?? status.sentence },
  };
  return words[status.state] ?? { tone: "finished", title: `${MARK}: ${whole(status.epoch)} epochs`, detail: status.sentence };
}
