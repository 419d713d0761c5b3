// Puts the scene of the settings on show onto the stage: while they are edited once typing pauses, of an experiment at once.

import * as server from "../api.js";
import { decodeScene } from "./scene.js";

const THINKING = 150;
const AGAIN = 1_000;

export class SceneLoader {
  /** `begin()` puts weights onto a stage whose scene has none yet. */
  constructor(stage, begin, api = server) {
    Object.assign(this, { stage, begin, api, key: null, timer: null });
    /** Which scene the stage has; what another question is about must not be answered by it. */
    this.loaded = null;
  }

  /** May be called at every frame: asks the server only when something changed that the scene depends on. */
  show(spec, live, run = 1) {
    const key = sceneKey(spec, run, live?.history?.test ? live.id : null);
    const begun = !live && this.live;
    this.live = live;
    if (key === this.key) {
      if (begun && this.loaded === key) this.begin();
      return;
    }
    this.key = key;
    clearTimeout(this.timer);
    const ask = () => this.ask(key, spec, live, run);
    if (live || this.loaded === null) ask();
    else this.timer = setTimeout(ask, THINKING);
  }

  async ask(key, spec, live, run) {
    let answer;
    try {
      answer = await (live ? this.api.getExperimentScene(live.id, run) : this.api.getScene(spec, run));
    } catch (refused) {
      if (!refused.problems) throw refused;
      // Settings that cannot be trained keep the last picture; a server that cannot be reached is asked again.
      if ((refused.status === 0 || refused.status >= 500) && key === this.key) this.askLater(2 * AGAIN, key, spec, live, run);
      return;
    }
    if (key !== this.key) return;
    if (answer.pending) this.askLater(AGAIN, key, spec, live, run);
    const { epoch, weights } = this.stage;
    const again = this.loaded === key;
    this.loaded = key;
    this.stage.setScene(decodeScene(answer));
    if (again && weights) this.stage.setFrame({ run, epoch, weights });
    this.begin();
  }

  askLater(wait, ...question) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(...question), wait);
  }
}

/** What the scene depends on: equal for settings that look the same before they train. `opened` names a test set on show. */
export function sceneKey({ seed, data, network, loss, ensemble, vary }, run, opened = null) {
  const hidden = network.hidden.map((layer) => ({ ...layer, dropout: 0 }));
  return JSON.stringify([seed, data, { ...network, hidden }, loss.kind, ensemble, vary, run, opened]);
}
