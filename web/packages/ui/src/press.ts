let is_pressed = false;

function watch(): void {
  addEventListener("pointerdown", () => (is_pressed = true), { capture: true });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, () => (is_pressed = false), { capture: true });
}

if (typeof window !== "undefined") watch();

// At once, or when the press that is under way has become a click: what moves the page in between
// takes the button away from beneath the pointer, and the click is lost.
export function after_the_press(act: () => void): void {
  if (!is_pressed) return act();
  addEventListener("pointerup", () => setTimeout(act), { once: true });
}
