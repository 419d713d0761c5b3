// The experiment that the teacher shows to everybody, in a frame.

export class Pinned {
  constructor(panel, { teacher }) {
    Object.assign(this, { panel, frame: panel.querySelector("iframe"), link: panel.querySelector("[data-pinned-link]") });
    panel.querySelector("[data-unpin]").hidden = !teacher;
  }

  show(pinned) {
    this.panel.hidden = !pinned;
    const address = pinned ? `/e/${pinned.id}` : "";
    if (address === this.address) return;
    this.address = address;
    if (!pinned) return void this.frame.removeAttribute("src");
    this.frame.src = `${address}/embed`;
    this.link.href = address;
  }
}
