import type { Diagnostics, Outcome } from "@portero/api";

export const words: Record<Outcome, string> = {
  waiting: "Waiting",
  running: "Checking",
  pass: "Good",
  warn: "Look at it",
  fail: "Failed",
  skipped: "Skipped",
};

// How far it is, or what came of all, in a sentence.
export function summary({ running, checks }: Diagnostics): string {
  const count = (outcome: Outcome) => checks.filter((check) => check.outcome === outcome).length;
  if (running) {
    const over = checks.length - count("waiting") - count("running");
    return `${over} of ${checks.length} checks done.`;
  }
  const failed = count("fail");
  const warned = count("warn");
  if (failed > 0) return failed === 1 ? "One check failed." : `${failed} checks failed.`;
  if (warned > 0)
    return warned === 1 ? "It works; look at one thing." : `It works; look at ${warned} things.`;
  return "Everything is fine.";
}
