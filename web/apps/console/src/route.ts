import { signal } from "@preact/signals";

// Where the page is: the path of its address. The station answers every such path with this app.
export const path = signal(location.pathname);

// What takes the focus on the page that somebody went to: its heading where it has no id. Nothing
// does on the first page.
export interface Arrival {
  id: string | undefined;
}
export const arrival = signal<Arrival | null>(null);

export function go_to(to: string, id?: string): void {
  if (to === path.value) {
    if (id) document.getElementById(id)?.focus();
    return;
  }
  history.pushState(null, "", to);
  arrive(id);
}

function arrive(id?: string): void {
  arrival.value = { id };
  path.value = location.pathname;
  window.scrollTo(0, 0);
}

// Links to paths of ours change the page without loading it again.
export function follow_links(): void {
  window.addEventListener("popstate", () => arrive());
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
