import { ask, ask_json, Problem } from "@portero/api";
import type { Intent, UnlockOrder } from "../action";
import type { FromUnlock } from "../input";

const join_ms = 8_000;
// Short, so that a command whose answer was lost goes out again while it may be obeyed.
const unlock_ms = 1_500;

const of_viewer = (viewer: number) => `/api/v1/whep/${viewer}`;

// WHEP (draft-ietf-wish-whep) with our voice besides: an offer for an answer.
export async function join(
  name: string, intent: Intent, replaces: number | null, offer: string,
) {
  const query = new URLSearchParams({ name, intent });
  if (replaces !== null) query.set("replaces", `${replaces}`);
  const response = await ask("POST", `/api/v1/whep?${query}`, {
    text: { type: "application/sdp", body: offer },
    signal: AbortSignal.timeout(join_ms),
  });
  const viewer = Number(response.headers.get("Location")?.split("/").pop());
  return { viewer, answer: await response.text() };
}

// Also while the page is being closed.
export function leave(viewer: number): void {
  void fetch(of_viewer(viewer), { method: "DELETE", keepalive: true }).catch(() => {});
}

export async function tell(viewer: number, what: "answer" | "pause" | "resume"): Promise<void> {
  await ask("POST", `${of_viewer(viewer)}/${what}`, { signal: AbortSignal.timeout(join_ms) });
}

interface Outcome {
  command: string;
  code: string;
  sentence: string;
  opened: boolean;
}

export async function unlock(name: string, order: UnlockOrder): Promise<FromUnlock> {
  const { command, run, issued_ms, viewer, password } = order;
  const json = {
    command, run, issued_ms, ...(viewer === null ? {} : { viewer }),
    ...(password === null ? {} : { password }),
  };
  const who = new URLSearchParams({ name });
  try {
    const signal = AbortSignal.timeout(unlock_ms);
    const outcome = await ask_json<Outcome>("POST", `/api/v1/unlock?${who}`, { json, signal });
    return { type: "unlock_told", ...outcome };
  } catch (error) {
    const { status, code, message: sentence, wait_s } = as_problem(error);
    if (status === 0 || status >= 500) return { type: "unlock_unreachable", command };
    return { type: "unlock_refused", command, code, sentence, wait_s };
  }
}

export function as_problem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "unreachable", error instanceof Error ? error.message : String(error));
}
