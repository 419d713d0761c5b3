// Leads with their intervals on one scale, as bars around zero: what reaches across the line is within seed noise. Pure.

const MOST = 11;

/** {low, high, zero, rows: [{trial, apart, from, to, at, lead}]} in fractions of the width; null where no lead has an interval. */
export function forestOf(judgement) {
  const known = (judgement?.others ?? []).filter(({ lead }) => lead.low !== null).slice(0, MOST);
  if (!known.length) return null;
  // An interval of two seeds is so wide that it would make points of all others: what leaves the scale is cut.
  const widest = 3 * Math.max(...known.map(({ lead }) => Math.abs(lead.mean)), 1e-12);
  const cut = (value) => Math.max(-widest, Math.min(widest, value));
  const low = Math.min(0, ...known.map(({ lead }) => cut(lead.low)));
  const high = Math.max(0, ...known.map(({ lead }) => cut(lead.high)));
  const room = 0.04 * (high - low);
  const place = (value) => (cut(value) - low + room) / (high - low + 2 * room);
  return { low, high, zero: place(0), rows: known.map(({ trial, apart, lead }) => ({ trial, apart, lead, from: place(lead.low), to: place(lead.high), at: place(lead.mean) })) };
}
