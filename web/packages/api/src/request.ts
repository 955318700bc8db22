import { Problem, problem_of, unreachable } from "./problem";

export interface Asked {
  json?: unknown;
  text?: { type: string; body: string };
  file?: Blob; // of its own type
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const listeners = new Set<() => void>();

// Told when the station no longer knows this browser's session.
export function on_signed_out(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// A path like /api/v1/status. Throws a Problem where the answer is none of success.
export async function ask(method: string, path: string, asked: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { ...asked.headers };
  const init: RequestInit = { method, headers, cache: "no-store" };
  if (asked.json !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(asked.json);
  } else if (asked.text) {
    headers["Content-Type"] = asked.text.type;
    init.body = asked.text.body;
  } else if (asked.file) {
    init.body = asked.file;
  }
  if (asked.signal) init.signal = asked.signal;
  const response = await fetch(path, init).catch(() => {
    throw unreachable();
  });
  if (response.ok) return response;
  const problem = await problem_of(response);
  if (problem.code === "signed_out") for (const listener of listeners) listener();
  throw problem;
}

export async function ask_json<Told>(method: string, path: string, asked?: Asked): Promise<Told> {
  const response = await ask(method, path, asked);
  return (await response.json().catch(() => {
    throw new Problem(response.status, "not_json", "The station's answer cannot be read.");
  })) as Told;
}
