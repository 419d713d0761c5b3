// What a picture may ask of the page around it: the settings it shows, to set them as the form would, and to type a weight.

import * as api from "./api.js";
import { resume } from "./beginning.js";

const EARLIER = "This is an earlier epoch: go to the newest one, or branch from here.";
const ENDED = "This run has ended: go back to an epoch and branch from there, or reset.";

/** The desk of a page on which everything can be set; `page` has form, live and guarded. */
export function openDesk(page) {
  return {
    readOnly: false,
    settings: () => page.form.value,
    set: (path, value) => page.form.place(path, value),
    live: () => page.live,
    edit: (parameter, value, stage) => typed(page, parameter, value, stage),
    /** Goes on with an experiment that was made from the one on show. */
    open: (made) => page.guarded(() => resume(page, made.id)),
  };
}

/**
 * A typed weight: the experiment that trains or rests takes it over. Before there is one it is made, resting at its first
 * weights. Rejects with the sentence why not.
 */
async function typed(page, parameter, value, stage) {
  // The newest network would take it over, which is not the one that is looked at.
  if (stage.travelled !== null) throw new api.Refused(409, [{ loc: parameter, msg: EARLIER }]);
  await page.making;
  const begun = page.live && page.fresh.length === 0;
  if (begun && !page.live.active) throw new api.Refused(409, [{ loc: parameter, msg: ENDED }]);
  if (!begun) await page.train("pause");
  await api.change(page.live.id, { [parameter]: value });
}

/** The desk of a page that shows a record: nothing can be set. */
export function closedDesk(page) {
  return {
    readOnly: true, settings: () => page.details.spec, set: () => {}, live: () => page.live, edit: () => {},
    open: (made) => { location.href = made.url; },
  };
}
