import { on_signed_out, station } from "@portero/api";
import { signal } from "@preact/signals";
import { arrival } from "./route";

// learning: not asked yet; unreachable: nothing answers.
export type Standing = "learning" | "unreachable" | "unclaimed" | "signed_out" | "signed_in";

export const standing = signal<Standing>("learning");

const retry_ms = 2_000;

// Another page is there then, whose heading takes the focus.
export function now_is(next: Standing): void {
  arrival.value = { id: undefined };
  standing.value = next;
}

on_signed_out(() => {
  if (standing.value === "signed_in") now_is("signed_out");
});

export async function learn_session(): Promise<void> {
  try {
    const { claimed, signed_in } = await station.session();
    standing.value = signed_in ? "signed_in" : claimed ? "signed_out" : "unclaimed";
  } catch {
    standing.value = "unreachable";
    setTimeout(() => void learn_session(), retry_ms);
  }
}
