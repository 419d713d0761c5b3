// The dialog with the lines that put an experiment into somebody's page.

import { say } from "./notices.js";

/** The frame for an address. Pure. */
export function frameFor(address, title, height) {
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>`;
}

export class EmbedDialog {
  /** `title()` is the name of the experiment now. */
  constructor(dialog, id, title) {
    Object.assign(this, { dialog, id, title });
    this.code = dialog.querySelector("[data-embed-code]");
    this.height = dialog.querySelector("[data-embed-height]");
    this.height.addEventListener("change", () => this.show());
    dialog.querySelector("[data-embed-copy]").addEventListener("click", () => this.copy());
  }

  open() {
    this.show();
    this.dialog.showModal();
  }

  show() {
    this.code.value = frameFor(new URL(`/e/${this.id}/embed`, location.href).href, this.title(), this.height.value);
  }

  async copy() {
    this.code.select();
    try {
      await navigator.clipboard.writeText(this.code.value);
      say("Copied");
    } catch {
      say("Press Ctrl+C: it is selected");
    }
  }
}
