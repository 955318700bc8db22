import type { Diagnostics, Outcome } from "@portero/api";
import { describe, expect, it } from "vitest";
import { summary } from "./outcome";

function of(running: boolean, ...outcomes: Outcome[]): Diagnostics {
  const check = (outcome: Outcome) => ({ id: "tcp", title: "", outcome, found: "", advice: "" });
  return { run: 1, running, checks: outcomes.map(check) };
}

describe("the summary of the checks", () => {
  it("counts what is done while they run", () => {
    expect(summary(of(true, "pass", "fail", "running", "waiting"))).toBe("2 of 4 checks done.");
  });
  it("tells the worst at the end", () => {
    expect(summary(of(false, "pass", "warn", "fail"))).toBe("One check failed.");
    expect(summary(of(false, "pass", "warn", "skipped"))).toBe("It works; look at one thing.");
    expect(summary(of(false, "pass", "skipped"))).toBe("Everything is fine.");
  });
});
