// Leads with their intervals on one scale, as bars around zero: what reaches across the line is within seed noise. Pure.

const MOST = 11;

/** {low, high, zero, rows: [{trial, apart, from, to, at, beyond, lead}]} in fractions of the width; `beyond`: further than the scale goes; null where no lead has an interval. */
export function forestOf(judgement) {
  const known = (judgement?.others ?? []).filter(({ lead }) => lead.low !== null).slice(0, MOST);
  if (!known.length) return null;
  // One lane that is far behind would make points of the near ones, which are what matters: what leaves their scale is cut.
  const reach = ({ lead }) => Math.max(Math.abs(lead.low), Math.abs(lead.high));
  const widest = 2 * known.slice(0, 2).reduce((most, row) => Math.max(most, reach(row)), 1e-12);
  const cut = (value) => Math.max(-widest, Math.min(widest, value));
  const low = Math.min(0, ...known.map(({ lead }) => cut(lead.low)));
  const high = Math.max(0, ...known.map(({ lead }) => cut(lead.high)));
  const room = 0.04 * (high - low);
  const place = (value) => (cut(value) - low + room) / (high - low + 2 * room);
  return { low, high, zero: place(0), rows: known.map(({ trial, apart, lead }) => ({ trial, apart, lead, from: place(lead.low), to: place(lead.high), at: place(lead.mean), beyond: lead.mean > widest })) };
}
