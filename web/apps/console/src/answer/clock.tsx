import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

// What changes by itself while it is shown, measured anew every so often.
export function useNow<Told>(measure: () => Told, every_ms: number): Told {
  const now = useSignal(measure());
  useEffect(() => {
    const timer = setInterval(() => (now.value = measure()), every_ms);
    return () => clearInterval(timer);
  }, []);
  return now.value;
}
