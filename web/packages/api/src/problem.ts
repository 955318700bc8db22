export interface FieldError {
  field: string;
  detail: string;
}

// Why the station did not do what was asked: RFC 9457, or that nothing answered.
export class Problem extends Error {
  readonly status: number; // of HTTP; 0 where nothing answered
  readonly code: string; // stable; "unreachable" where nothing answered
  readonly fields: readonly FieldError[];
  readonly wait_s: number; // before the next try is worth it; 0 where none is asked for

  constructor(
    status: number,
    code: string,
    sentence: string,
    fields: readonly FieldError[] = [],
    wait_s = 0,
  ) {
    super(sentence);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.wait_s = wait_s;
  }
}

export function unreachable(): Problem {
  return new Problem(
    0,
    "unreachable",
    "The station does not answer. Check that it has power and that this device reaches its " +
      "network, then try again.",
  );
}

export async function problem_of(response: Response): Promise<Problem> {
  const wait_s = Number(response.headers.get("Retry-After") ?? 0) || 0;
  const told = await json_or_nothing(response);
  const fields = Array.isArray(told["errors"]) ? (told["errors"] as FieldError[]) : [];
  const title = told["title"];
  const sentence =
    typeof title === "string" && title !== ""
      ? title
      : `The station refused this (HTTP ${response.status}). Reload the page and try again.`;
  const code = typeof told["code"] === "string" ? told["code"] : `http_${response.status}`;
  return new Problem(response.status, code, sentence, fields, wait_s);
}

async function json_or_nothing(response: Response): Promise<Record<string, unknown>> {
  try {
    const told: unknown = await response.json();
    return typeof told === "object" && told !== null ? (told as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
