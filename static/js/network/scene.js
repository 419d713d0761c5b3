// Reads the server's answer about a network into a scene whose numbers are typed arrays. Pure.

const TYPES = { int8: Int8Array, uint8: Uint8Array, float32: Float32Array, float64: Float64Array };

/** The bytes of a base64 text as numbers of a type; bytes are little-endian, as in every browser's memory. */
export function numbers(text, type = "float32") {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const Numbers = TYPES[type];
  return Numbers === Uint8Array ? bytes : new Numbers(bytes.buffer);
}

/**
 * The scene of /api/scene: `pipeline.fill`, `.shift` and `.scale` are Float64Arrays (or null), `weights` a Float32Array (or
 * null), and each split of `samples` has `inputs`, its raw columns row by row, and `targets`: class numbers or numbers.
 */
export function decodeScene(answer) {
  const { pipeline, samples, weights } = answer;
  const figure = (text) => (text === null ? null : numbers(text, "float64"));
  return {
    ...answer,
    pipeline: { ...pipeline, fill: figure(pipeline.fill), shift: figure(pipeline.shift), scale: figure(pipeline.scale) },
    samples: samples && Object.fromEntries(Object.entries(samples).map(([name, split]) => [name, split && decodeSplit(split, answer.output)])),
    weights: weights === null ? null : numbers(weights),
  };
}

function decodeSplit({ count, total, type, inputs, targets }, { task }) {
  const Targets = task === "classification" ? Int32Array : Float32Array;
  return { count, total, inputs: numbers(inputs, type), targets: Targets.from(targets) };
}

/** Weights as the server sends them: {run, epoch, data: Float32Array}. */
export function decodeFrame({ run, epoch, data }) {
  return { run, epoch, data: numbers(data) };
}
