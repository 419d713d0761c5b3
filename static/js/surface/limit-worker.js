// The worker that finds out by trying from which learning rate on a rule diverges.

import { measuredLimit } from "./stability.js";
import { ruleOnOneWeight } from "./walk.js";

self.onmessage = ({ data: { key, optimizer, program, curvature } }) => {
  self.postMessage({ key, ...measuredLimit((rate) => ruleOnOneWeight({ ...optimizer, learning_rate: rate }, program), curvature) });
};
