import { classColour, paintClasses, paintSigned, palette, signColour } from "/static/js/network/palette.js";
import { equal, ok, test } from "./check.js";

/** The tokens of the site on the empty page. */
async function withTokens(act) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/css/tokens.css" });
  const there = new Promise((done) => { link.onload = done; });
  document.head.append(link);
  await there;
  const themed = (name) => {
    document.documentElement.dataset.theme = name;
    document.dispatchEvent(new CustomEvent("theme-changed"));
  };
  try {
    await act(themed);
  } finally {
    link.remove();
    themed("light");
  }
}

function cells(...values) {
  const image = new ImageData(values.length, 1);
  paintSigned(image, Float32Array.from(values), 2);
  return Array.from({ length: values.length }, (_, cell) => [...image.data.slice(cell * 4, cell * 4 + 4)]);
}

test("values are painted from negative over zero to positive, and no further", () => withTokens((themed) => {
  themed("light");
  const { negative, zero, positive } = palette();
  equal(cells(-2, 0, 2, -99, 99), [negative, zero, positive, negative, positive].map((colour) => [...colour, 255]));
}));

test("what is no number is not painted", () => withTokens(() => equal(cells(NaN)[0], [0, 0, 0, 0])));

test("links and cells of one value have one colour", () => withTokens(() => {
  const [red, green, blue] = cells(1)[0];
  equal(signColour(1, 2), `rgb(${red} ${green} ${blue})`);
}));

test("another theme has other colours", () => withTokens((themed) => {
  themed("light");
  const light = palette().zero;
  themed("dark");
  ok(palette().zero[0] < light[0]);
}));

test("two classes are the two signs", () => withTokens(() => {
  equal([classColour(0, 2), classColour(1, 2)], [signColour(-1), signColour(1)]);
}));

test("a class is paler the less sure it is", () => withTokens((themed) => {
  themed("light");
  const image = new ImageData(3, 1);
  paintClasses(image, [[1, 0.5, 1 / 3], [0, 0.25, 1 / 3], [0, 0.25, 1 / 3]].map((values) => Float32Array.from(values)));
  const { classes, zero } = palette();
  const at = (cell) => [...image.data.slice(cell * 4, cell * 4 + 3)];
  equal([at(0), at(2)], [classes[0], zero]);
  ok(at(1)[0] > classes[0][0] && at(1)[0] < zero[0]);
}));
