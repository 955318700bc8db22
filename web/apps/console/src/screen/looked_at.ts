import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const ahead_px = 200; // of who scrolls to it

// Whether the element is in sight, or nearly, on a page that is seen.
export function useLookedAt(element: RefObject<Element | null>): boolean {
  const is_page_seen = useSignal(!document.hidden);
  const is_in_view = useSignal(false);
  useEffect(() => {
    const page = () => (is_page_seen.value = !document.hidden);
    document.addEventListener("visibilitychange", page);
    const view = new IntersectionObserver(
      (entries) => (is_in_view.value = entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: `${ahead_px}px 0px` },
    );
    if (element.current) view.observe(element.current);
    return () => {
      document.removeEventListener("visibilitychange", page);
      view.disconnect();
    };
  }, []);
  return is_page_seen.value && is_in_view.value;
}
