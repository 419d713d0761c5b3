// What is on show of one network: its scene (all that never changes while it trains), the weights of one epoch, and
// what the student looks at. Every picture listens to it; none of them knows another.

export class Stage extends EventTarget {
  constructor() {
    super();
    /** What `scene.js` makes of the server's answer, or null before it came. */
    this.scene = null;
    /** Float32Array: the parameters of one network, then its running statistics; null before any are known. */
    this.weights = null;
    this.run = 1;
    this.epoch = 0;
    /** The epoch that a student went back to; null: what trains is shown as it comes, and players may set frames. */
    this.travelled = null;
    /** The unit whose map is looked at: {layer, unit}; layer 0 is the inputs, null is the output. */
    this.focus = null;
    /** The region of the large map, {low, high} per raw column; null is all of the scene's domain. */
    this.view = null;
    /** What `painter.js` made of scene and weights last: maps of every unit and of the output; null where there are none. */
    this.maps = null;
    this.options = { discretize: false, train: true, validation: false, test: false };
  }

  /** A new network or new data: earlier weights no longer belong to it. Who looked closer goes on where the space is the same. */
  setScene(scene) {
    const space = (one) => JSON.stringify([one?.kind, one?.columns, one?.domain]);
    const view = space(scene) === space(this.scene) ? this.view : null;
    Object.assign(this, { scene, weights: null, maps: null, epoch: 0, focus: null, view });
    this.tell("scene");
  }

  /** The same network after another epoch. */
  setFrame({ run = this.run, epoch, weights }) {
    Object.assign(this, { run, epoch, weights });
    this.tell("frame");
  }

  /** Goes back to an epoch, whose frame follows, or (null) to what is newest. */
  travel(epoch) {
    if (epoch === this.travelled) return;
    this.travelled = epoch;
    this.tell("time");
  }

  setMaps(maps) {
    this.maps = maps;
    this.tell("maps");
  }

  setFocus(focus) {
    if (JSON.stringify(focus) === JSON.stringify(this.focus)) return;
    this.focus = focus;
    this.tell("focus");
  }

  setView(view) {
    this.view = view;
    this.tell("view");
  }

  setOption(name, value) {
    this.options = { ...this.options, [name]: value };
    this.tell("options");
  }

  tell(name) {
    this.dispatchEvent(new CustomEvent(name, { detail: this }));
  }
}
