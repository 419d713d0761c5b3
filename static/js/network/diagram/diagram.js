// The network as a picture that is its own control panel: inputs, layers and units, links, and what each one holds.

import { getSchema } from "../../api.js";
import { fitted } from "../../datasets.js";
import { make } from "../../elements.js";
import { switched } from "../../fields/features.js";
import { Bar } from "./bar.js";
import { Cards } from "./cards.js";
import { columnsOf, fits, linesBetween } from "./columns.js";
import { Looking } from "./looking.js";
import { Nodes } from "./nodes.js";
import { Painting } from "./painting.js";
import { arrange } from "./places.js";
import { Sheet } from "./sheet.js";
import { Walking } from "./walking.js";
import { Wires } from "./wires.js";

const MOST_LINES = 20_000;
const FINGERS = window.matchMedia("(pointer: coarse), (max-width: 720px)");

export class Diagram {
  constructor(element, stage, desk) {
    Object.assign(this, { element, stage, desk, open: new Set(), spec: null, live: null, columns: [], places: null });
    this.ground = make("div", { class: "net-ground", role: "group", "aria-label": desk.readOnly ? "Units" : "Units: arrow keys move, Enter lists the weights, Space keeps a unit on show" });
    this.row = make("div", { class: "net-cards" });
    this.scroller = make("div", { class: "net-scroll" }, this.row, this.ground);
    this.wires = new Wires();
    this.sheet = new Sheet();
    this.nodes = new Nodes(make("div", { class: "net-nodes" }));
    this.ground.append(this.wires.svg, this.wires.front, this.sheet.element, this.nodes.element);
    this.walking = new Walking(this.nodes.element, this.nodes);
    this.painting = new Painting(this);
    this.looking = new Looking(this);
    this.nodes.element.addEventListener("click", (event) => this.pressed(event));
    stage.addEventListener("scene", () => this.arrange());
    new ResizeObserver(() => this.arrange()).observe(this.scroller);
    FINGERS.addEventListener("change", () => this.arrange());
    this.begin();
  }

  async begin() {
    // The page asks for the schema too, and says so where there is none.
    this.description = await getSchema().catch(() => null);
    if (!this.description) return;
    this.cards = new Cards(this.row, this.description.schema, this.desk);
    this.bar = new Bar(this.cards, this.desk);
    this.element.classList.add("net");
    this.element.append(this.bar.element, this.cards.sheet, this.scroller, this.looking.element);
    this.show(this.spec ?? this.desk.settings(), this.live ?? this.desk.live());
  }

  /** The settings on show and the experiment that trains with them, or null. */
  show(spec, live) {
    const moved = spec !== this.spec;
    Object.assign(this, { spec, live });
    this.element.classList.toggle("is-running", live?.status?.state === "running");
    if (moved) this.arrange();
  }

  /** What is known of the data set before its scene came; of a table that the page got later, what the scene tells. */
  get entry() {
    const { data } = this.spec;
    const { datasets } = this.description;
    const found = datasets.find(({ name }) => name === data.dataset);
    const { scene } = this.stage;
    if (found || scene?.kind !== "plane") return fitted(found, data);
    return { ...datasets.find(({ tiles }) => tiles.length), classes: scene.output.classes, target: scene.output.target?.name };
  }

  arrange() {
    if (!this.cards || !this.spec) return;
    const { scene } = this.stage;
    this.columns = this.columnsNow();
    const folded = this.place();
    this.known = fits(scene, this.columns);
    Object.assign(this.ground.style, { width: `${this.places.width}px`, height: `${this.places.height}px` });
    this.element.style.setProperty("--gap", `${this.places.gap}px`);
    this.cards.show(this.columns, this.places, folded);
    this.bar.show(this.spec.network.hidden.length);
    this.nodes.show(this.columns, this.places, this.desk);
    this.walking.renew();
    const other = this.wires.arrange(this.columns, this.places);
    this.sheet.arrange(this.places);
    if (other) appear(this.wires.svg, this.wires.front, this.sheet.element);
    this.painting.all();
    this.looking.renew();
  }

  /** Finds room for everything; where fingers need cards that are too wide, tabs stand in their place. Whether they do. */
  place() {
    const room = this.scroller.clientWidth;
    this.places = arrange(this.columns, room, FINGERS.matches ? "touch" : "card");
    const folded = FINGERS.matches && this.places.width > room;
    if (folded) this.places = arrange(this.columns, room, "tab");
    return folded;
  }

  pressed(event) {
    const element = event.target.closest("button");
    if (!element) return;
    const { node } = element;
    if (node.more !== undefined) this.unfold(node);
    else if (node.kind === "inputs") this.switchInput(node);
    else this.looking.press(element, event);
  }

  /** Shows a large layer whole, or its first units again. The strongest of very many lines could not be found in time. */
  unfold({ layer }) {
    if (!this.open.delete(layer)) this.open.add(layer);
    while (linesBetween(this.columnsNow()) > MOST_LINES && this.open.size > 1) this.open.delete([...this.open].find((each) => each !== layer));
    this.arrange();
  }

  columnsNow() {
    return columnsOf({ spec: this.spec, entry: this.entry, scene: this.stage.scene, open: this.open });
  }

  switchInput(node) {
    if (this.desk.readOnly) return;
    const entry = this.entry ?? { columns: this.stage.scene.columns };
    const features = this.spec.data.features;
    const next = switched(entry, features, node.name, !node.on);
    if (next === features) this.looking.say("One input has to stay.");
    else this.desk.set("data.features", next);
  }
}

/** The squares glide to their new places; lines and pictures are there when they arrive. */
function appear(...elements) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const element of elements) element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.35 }, { opacity: 1 }], { duration: 420, easing: "ease-out" });
}
