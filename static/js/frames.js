// Drawing no more often than the screen shows.

/** A function that calls `draw` at the next frame, once, however often it is asked before. */
export function oncePerFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}
