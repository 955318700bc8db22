import { useEffect, useRef } from "preact/hooks";
import { has_moved } from "./route";

// The heading of a page: there is one. It takes the focus when somebody went there, so that what
// comes next with the keyboard, and what is read aloud, is the page and not its navigation.
export function Title({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – Portero`;
    if (has_moved.value) heading.current?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
