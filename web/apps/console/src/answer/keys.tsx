import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import { desk, press_unlock, state } from "./desk";
import { kept } from "./kept";

const hold_ms = 700;
const uses_keys = kept("keys", "on");

// True while E is held, which ends the call after a while; Escape never does.
export const is_ending = signal(false);

export function useKeys(): void {
  useEffect(() => {
    let timer = 0;
    const down = (event: KeyboardEvent) => {
      if (event.repeat || !is_for_us(event)) return;
      if (event.key.toLowerCase() !== "e") return press(event.key.toLowerCase());
      if (!("voice" in state.value.phase)) return;
      is_ending.value = true;
      timer = window.setTimeout(() => {
        is_ending.value = false;
        if ("voice" in state.value.phase) desk.handle({ type: "end_pressed" });
      }, hold_ms);
    };
    const up = () => {
      clearTimeout(timer);
      is_ending.value = false;
    };
    document.addEventListener("keydown", down);
    document.addEventListener("keyup", up);
    return () => {
      up();
      document.removeEventListener("keydown", down);
      document.removeEventListener("keyup", up);
    };
  }, []);
}

// No shortcut takes a letter from a field, or a combination from the browser.
function is_for_us(event: KeyboardEvent): boolean {
  if (uses_keys.value !== "on" || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  const is_typing = target.closest("input:not([type=checkbox]), textarea, select, dialog");
  return is_typing === null;
}

function press(key: string): void {
  const { phase } = state.value;
  if (phase.at !== "in_call") return;
  if (key === "m") desk.handle({ type: "mute_pressed" });
  if (key === "u") press_unlock();
  if (key === "p")
    desk.handle({ type: phase.hold === "paused" ? "resume_pressed" : "pause_pressed" });
}

export function Keys() {
  return (
    <details class="keys">
      <summary>Keyboard</summary>
      <p class="muted">
        In a call: <kbd>M</kbd> mute, <kbd>U</kbd> unlock, <kbd>P</kbd> pause or resume,{" "}
        <kbd>E</kbd> held for a moment: end the call.
      </p>
      <label class="switch">
        <input
          type="checkbox"
          checked={uses_keys.value === "on"}
          onChange={(event) => (uses_keys.value = event.currentTarget.checked ? "on" : "off")}
        />
        Use these keys
      </label>
    </details>
  );
}
