import { Clips, shades } from "/static/js/clips.js";
import { make } from "/static/js/elements.js";
import { equal, ok, test } from "./check.js";

const clip = { name: "tone", low: [-1, -0.5], high: [1, 0.5], spectrogram: [[0, 1, 2], [2, 1, 0]], features: [[1, 2], [3, 4], [5, 6]] };

test("numbers become shades from the smallest to the largest", () => {
  equal(shades([[1, 3], [5, 2]]), [[0, 0.5], [1, 0.25]]);
  equal(shades([[7, 7]]), [[0, 0]]);
});

test("every clip is drawn as a wave, a spectrogram and what the network sees", () => {
  const panel = new Clips(make("div"));
  const painted = (kind, features) => {
    panel.draw([{ ...clip, features }], { signal_features: kind, signal_to_noise: 5 });
    return [...panel.element.querySelectorAll("canvas")].map((canvas) => [canvas.className, canvas.width, canvas.height]);
  };
  equal(painted("mfcc", clip.features), [["wave", 2, 56], ["spectrogram", 2, 3], ["seen", 2, 3]]);
  equal(painted("melspec", clip.features)[2], ["seen", 3, 2]);
  equal(painted("raw", []).length, 2);
  const cells = panel.element.querySelector(".spectrogram").getContext("2d").getImageData(0, 0, 2, 3).data;
  equal([0, 1, 2, 3, 4, 5].map((pixel) => Math.round(cells[4 * pixel + 3] / 25.5)), [10, 0, 5, 5, 0, 10]);
});

test("the panel is there for waveforms only", () => {
  const panel = new Clips(make("div"));
  panel.ask = () => {};
  panel.show({ name: "circle" }, {});
  ok(panel.element.hidden);
  panel.show({ name: "waveforms" }, {});
  ok(!panel.element.hidden);
});
