import { effect, type Signal, signal } from "@preact/signals";

// A word that this browser remembers, where it may.
export function kept(what: string, at_first: string): Signal<string> {
  const key = `portero.${what}`;
  const word = signal(read(key) ?? at_first);
  effect(() => write(key, word.value));
  return word;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // the browser keeps nothing for this page
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: it is forgotten with the page.
  }
}
