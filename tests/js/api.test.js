import { equal, test } from "./check.js";

test("a visitor who asks for two things at once becomes one guest", async () => {
  // A module of its own: others may have made something with the one that the page has.
  const { createExperiment, measure } = await import("/static/js/api.js?alone");
  const real = window.fetch;
  const open = [];
  window.fetch = (url) => new Promise((answer) => open.push({ url, answer: () => answer(new Response("{}", { status: 201 })) }));
  try {
    const both = [measure("curvature", {}), createExperiment({})];
    await Promise.resolve();
    equal(open.map(({ url }) => url), ["/api/curvature"]);
    open[0].answer();
    const deadline = Date.now() + 2000;
    while (open.length < 2 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 2));
    equal(open.map(({ url }) => url), ["/api/curvature", "/api/experiments?desired=run"]);
    open[1].answer();
    await Promise.all(both);
  } finally {
    window.fetch = real;
  }
});
