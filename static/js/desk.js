// What a picture may ask of the page around it: the settings it shows, to set them as the form would, and to type a weight.

import * as api from "./api.js";
import { say } from "./notices.js";

/** The desk of a page on which everything can be set; `page` has form, live and guarded. */
export function openDesk(page) {
  return {
    readOnly: false,
    settings: () => page.form.value,
    set: (path, value) => page.form.place(path, value),
    live: () => page.live,
    /** A typed weight: the experiment that trains or rests takes it over. */
    edit: (parameter, value) => page.guarded(async () => {
      if (page.live?.active) await api.change(page.live.id, { [parameter]: value });
      else say("Train or step first: then a weight can be typed");
    }),
  };
}

/** The desk of a page that shows a record: nothing can be set. */
export function closedDesk(page) {
  return { readOnly: true, settings: () => page.details.spec, set: () => {}, live: () => page.live, edit: () => {} };
}
