// The keyboard in the picture: one stop for the Tab key, arrows to the next square above, below, left or right.

/** The square that an arrow key leads to from `from`, among [{key, layer, x, y}] of all squares; null at the edge. Pure. */
export function neighbour(squares, from, key) {
  const vertical = key === "ArrowUp" || key === "ArrowDown";
  const forward = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
  const ahead = squares.filter((each) => {
    if (each.key === from.key) return false;
    if (vertical) return Math.abs(each.x - from.x) < 1 && (each.y - from.y) * forward > 0;
    return (each.x - from.x) * forward > 1;
  });
  const far = (each) => (vertical ? Math.abs(each.y - from.y) : 1000 * Math.abs(each.x - from.x) + Math.abs(each.y - from.y));
  return ahead.reduce((best, each) => (!best || far(each) < far(best) ? each : best), null);
}

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

export class Walking {
  constructor(element, nodes) {
    Object.assign(this, { element, nodes });
    element.addEventListener("keydown", (event) => this.pressed(event));
    element.addEventListener("focusin", (event) => this.stopAt(event.target.closest("button")));
  }

  stops() {
    return this.nodes.all().filter((element) => element.tagName === "BUTTON");
  }

  /** One of the squares can be reached with the Tab key: the one that was met last, else the first. */
  renew() {
    const stops = this.stops();
    const stop = stops.find((element) => element.tabIndex === 0) ?? stops[0];
    if (stop) this.stopAt(stop);
  }

  stopAt(stop) {
    for (const element of this.stops()) element.tabIndex = element === stop ? 0 : -1;
  }

  pressed(event) {
    const from = event.target.closest("button");
    if (!from || !ARROWS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const squares = this.stops().map(({ node }) => ({ key: node.key, layer: node.layer, x: node.place.x, y: node.place.y }));
    const next = neighbour(squares, squares.find(({ key }) => key === from.node.key), event.key);
    if (next) this.nodes.get(next.key).focus();
  }
}
