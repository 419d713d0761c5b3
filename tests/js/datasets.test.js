import { including } from "/static/js/datasets.js";
import { equal, ok, test } from "./check.js";

const circle = { name: "circle", title: "Circle" };
const flowers = { name: "table-1", title: "Flowers" };

test("somebody else's table joins the list once", () => {
  equal(including(including([circle], flowers), flowers), [circle, flowers]);
});

test("a data set that is known already, or unknown to all, changes nothing", () => {
  const list = [circle];
  ok(including(list, { ...circle, title: "Another" }) === list && including(list, null) === list && including(list, undefined) === list);
});
