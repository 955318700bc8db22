import { signal } from "@preact/signals";

// Where the page is: the path of its address. The station answers every such path with this app.
export const path = signal(location.pathname);

// Whether somebody went there, and the heading wants the focus; not so at the first page.
export const has_moved = signal(false);

type Guard = () => boolean;
let guard: Guard = () => true;

// Asked before the page is left for another one of ours; false stays. Gives back how to undo it.
export function guard_leaving(with_guard: Guard): () => void {
  guard = with_guard;
  return () => (guard = () => true);
}

export function go_to(to: string): void {
  if (to === path.value || !guard()) return;
  history.pushState(null, "", to);
  arrive();
}

function arrive(): void {
  has_moved.value = true;
  path.value = location.pathname;
  window.scrollTo(0, 0);
}

// Links to paths of ours change the page without loading it again.
export function follow_links(): void {
  window.addEventListener("popstate", () => {
    const before = path.value;
    if (guard()) arrive();
    else history.pushState(null, "", before);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download"))
      return;
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go_to(link.pathname);
  });
}
