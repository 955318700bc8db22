import type { Status } from "@portero/api";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { duration } from "../words/of_record";

// How long it rings or is talked, by the station's clock when it told that and ours since.
export function CallTimer({ now }: { now: Status }) {
  const since = useSignal(0);
  useEffect(() => {
    const told = performance.now();
    since.value = 0;
    const timer = setInterval(() => (since.value = performance.now() - told), 500);
    return () => clearInterval(timer);
  }, [now]);
  const call = now.call;
  if (!call || now.now_ms === undefined) return null;
  const began = call.answered_ms ?? call.began_ms;
  return <span>{duration(now.now_ms - began + since.value)}</span>;
}
