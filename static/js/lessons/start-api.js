// The routes of lessons. Whoever starts the first lesson becomes a guest, as with the first experiment.

import * as api from "../api.js";

const asked = (slug, what, code) => `lessons/${slug}/${what}${code ? `?class=${encodeURIComponent(code)}` : ""}`;

/** Trains what the lesson trains: {seed, experiments, token}. */
export const startLesson = ({ slug, class: code }, begin) => api.ask("POST", asked(slug, "start", code), begin);

/** Every claim with the numbers of these experiments: {claims}. */
export const seenIn = ({ slug, class: code }, looked) => api.ask("POST", asked(slug, "seen", code), looked);
