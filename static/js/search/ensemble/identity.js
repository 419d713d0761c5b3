// The ambiguity identity as one bar: the members' mean error is the error of their average and their ambiguity.

import { make } from "../../elements.js";
import { last } from "../../history.js";
import { count, figure } from "../../numbers.js";

/** {own, mean, ambiguity, what} from the engine's figures where the loss is a squared one, else from `judged`; or null. `at`: the epoch gone back to. Pure. */
export function identityToShow(history, judged, at = null) {
  const { ensemble } = history;
  const split = ensemble && last(ensemble, "validation_loss") !== null ? "validation" : "train";
  const ambiguity = last(ensemble, `${split}_ambiguity`, at);
  if (ambiguity !== null) {
    return { own: last(ensemble, `${split}_loss`, at), mean: last(ensemble, `mean_${split}_loss`, at), ambiguity, what: `${split === "train" ? "training" : split} loss` };
  }
  if (!judged) return null;
  return { ...judged.identity, what: `squared error of the probabilities, on ${count(judged.samples, `${judged.split === "train" ? "training" : judged.split} sample`)}` };
}

/** The bar and the sum in figures. */
export function drawIdentity({ own, mean, ambiguity, what }) {
  const share = (part) => (mean > 0 ? Math.max(0, Math.min(1, part / mean)) : 0);
  const part = (kind, value, name) => {
    const made = make("div", { class: `identity-part is-${kind}` }, make("span", {}, name));
    made.style.flexGrow = String(Math.max(0.001, share(value)));
    return made;
  };
  return [
    make("div", { class: "identity-bar", "aria-hidden": "true" }, part("own", own, share(own) > 0.3 ? "error together" : ""), part("ambiguity", ambiguity, share(ambiguity) > 0.2 ? "ambiguity" : "")),
    make("p", { class: "identity-sum" },
      term(mean, "a member alone"), sign("−"), term(ambiguity, "ambiguity"), sign("="), term(own, "all together")),
    make("p", { class: "muted small" }, `In ${what}. Ambiguity is how far the members lie from their average: what they disagree by, the average gains.`),
  ];
}

const sign = (text) => make("span", { class: "identity-sign" }, text);
const term = (value, name) => make("span", { class: "identity-term" }, make("strong", {}, figure(value)), make("small", {}, name));
