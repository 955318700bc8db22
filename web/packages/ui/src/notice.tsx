import { Problem } from "@portero/api";
import type { ComponentChildren } from "preact";

interface NoticeProps {
  kind: "info" | "ok" | "warn" | "err";
  children: ComponentChildren;
}

// Read aloud when it appears; what went wrong at once.
export function Notice({ kind, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={kind === "err" ? "alert" : "status"}>
      {children}
    </div>
  );
}

// What happened, with its stable code to copy.
export function ProblemNotice({ problem }: { problem: unknown }) {
  return (
    <Notice kind="err">
      <p>{problem instanceof Error ? problem.message : String(problem)}</p>
      {problem instanceof Problem && <p class="code">{problem.code}</p>}
    </Notice>
  );
}
