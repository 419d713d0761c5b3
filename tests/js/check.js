// A few words for tests that run in the browser.

const tests = new Map();

export function test(name, run) {
  tests.set(name, run);
}

export async function runTest(name) {
  await tests.get(name)();
}

export function equal(actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`expected ${other}\n     got ${one}`);
}

export function ok(value, message = "expected a true value") {
  if (!value) throw new Error(message);
}
