// What the few controls beside the picture read from a spec and write into it. Pure.

const NEAR = 1e-12;
export const OFF = "none";

/** The values of a list, with the one that is set where it is none of them. */
export function withValue(values, value) {
  if (value === undefined || values.some((each) => each === value)) return values;
  const numbers = [...values.filter((each) => typeof each === "number"), value].sort((one, other) => one - other);
  return typeof value === "number" ? [...numbers, ...values.filter((each) => typeof each !== "number")] : [...values, value];
}

/** The kind of activation that all hidden layers have; "mixed" where they differ, null without hidden layers. */
export function activationOf({ network }) {
  const kinds = new Set(network.hidden.map((layer) => layer.activation.kind));
  return kinds.size > 1 ? "mixed" : [...kinds][0] ?? null;
}

/** All hidden layers with one activation. */
export function withActivation({ network }, activation) {
  return network.hidden.map((layer) => ({ ...layer, activation: structuredClone(activation) }));
}

/** {kind: none, l1, l2 or both, rate}. */
export function penaltyOf({ regularization: { l1, l2 } }) {
  if (l1 > 0 && l2 > 0) return { kind: "both", rate: l2 };
  if (l1 > 0) return { kind: "l1", rate: l1 };
  return l2 > 0 ? { kind: "l2", rate: l2 } : { kind: OFF, rate: 0 };
}

/** The regularization with one penalty of this rate instead of those it has. */
export function withPenalty({ regularization }, kind, rate) {
  return { ...regularization, l1: kind === "l1" || kind === "both" ? rate : 0, l2: kind === "l2" || kind === "both" ? rate : 0 };
}

/** The three shares after training was given one: validation and test keep their proportion. */
export function splitWithTrain({ validation, test }, train) {
  const rest = 1 - train;
  const held = validation + test;
  const part = held > NEAR ? validation / held : 1;
  const rounded = Number((rest * part).toFixed(4));
  return { train, validation: rounded, test: Number((rest - rounded).toFixed(4)) };
}
