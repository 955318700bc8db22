import { useEffect, useRef } from "preact/hooks";
import { arrival } from "./route";

// The heading of a page: there is one. It takes the focus when somebody went there, so that what
// comes next with the keyboard, and what is read aloud, is the page and not its navigation.
export function Title({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – Portero`;
    const wanted = arrival.peek();
    if (!wanted) return;
    const target = wanted.id === undefined ? null : document.getElementById(wanted.id);
    (target ?? heading.current)?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
