import { oncePerFrame } from "/static/js/frames.js";
import { equal, test } from "./check.js";

const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

test("what is asked for many times in a frame is drawn once, and again when it is asked again", async () => {
  let drawn = 0;
  const show = oncePerFrame(() => { drawn += 1; });
  show();
  show();
  equal(drawn, 0);
  await frame();
  equal(drawn, 1);
  show();
  await frame();
  equal(drawn, 2);
});
