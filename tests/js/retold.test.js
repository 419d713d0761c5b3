import { make } from "/static/js/elements.js";
import { retell } from "/static/js/retold.js";
import { equal, ok, test } from "./check.js";

const row = (key, text, ...more) => make("li", { "data-key": key }, make("button", { "aria-label": text }, text), ...more);

test("rows stay while their words change, come, go and change places", () => {
  const list = make("ul", {});
  document.body.append(list);
  retell(list, [row("a", "one"), row("b", "two")]);
  const [first, second] = list.children;
  const button = second.firstChild;
  button.focus();
  retell(list, [row("a", "one"), row("b", "three", make("span", {}, "best"))]);
  equal(second.textContent, "threebest");
  equal([list.children[1] === second, document.activeElement === button, button.getAttribute("aria-label")], [true, true, "three"]);
  retell(list, [row("c", "new"), row("b", "four"), row("a", "one")]);
  equal([...list.children].map(({ textContent }) => textContent), ["new", "four", "one"]);
  equal([list.children[1] === second, list.children[2] === first, document.activeElement === button], [true, true, true]);
  retell(list, [row("c", "new")]);
  ok(!second.isConnected);
  list.remove();
});
