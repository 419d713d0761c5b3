import { emptyHistory, fold, subject } from "/static/js/history.js";
import { lines } from "/static/js/loss-line.js";
import { equal, ok, test } from "./check.js";
import { epoch, started } from "./events.js";

const told = (...losses) => subject(fold(emptyHistory(), losses.map((loss, index) => (index ? epoch(index, loss) : started(1, loss)))));

test("the small loss goes from the largest value at the top to 0 below", () => {
  const run = told({ train_loss: 2, validation_loss: 1 }, { train_loss: 1, validation_loss: 1 }, { train_loss: 0, validation_loss: 1 });
  equal(lines(run), { train: "M0.0 1.0L84.0 20.0L168.0 39.0", validation: "M0.0 20.0L84.0 20.0L168.0 20.0" });
});

test("epochs that were not validated are bridged, and none is no line", () => {
  const gap = told({ train_loss: 1, validation_loss: 1 }, { train_loss: 1, validation_loss: null }, { train_loss: 1, validation_loss: 1 });
  equal(lines(gap).validation, "M0.0 1.0L168.0 1.0");
  equal(lines(told({ train_loss: 1, validation_loss: null }, { train_loss: 1, validation_loss: null })).validation, "");
});

test("ten thousand epochs become few points that keep the extremes", () => {
  const losses = Array.from({ length: 3001 }, (_, index) => ({ train_loss: index === 1777 ? 9 : 1, validation_loss: 1 }));
  const path = lines(told(...losses)).train;
  ok(path.split("L").length < 400, `${path.split("L").length} points`);
  ok(path.includes(" 1.0L"), "the peak is drawn at the top");
});
