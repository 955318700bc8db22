import { effect, signal, untracked } from "@preact/signals";

// Whether somebody can see this page: it is not in a tab behind another one.
export const visible = signal(document.visibilityState === "visible");

document.addEventListener("visibilitychange", () => {
  visible.value = document.visibilityState === "visible";
});

// Again and again while the page can be seen, so long after the last time has ended. Gives back how
// to stop.
export function repeat_while_visible(act: () => Promise<void>, pause_ms: number): () => void {
  return effect(() => {
    if (!visible.value) return undefined;
    const over = new AbortController();
    untracked(() => void repeat(act, pause_ms, over.signal));
    return () => over.abort();
  });
}

async function repeat(act: () => Promise<void>, pause_ms: number, over: AbortSignal) {
  while (!over.aborted) {
    await act();
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
}
