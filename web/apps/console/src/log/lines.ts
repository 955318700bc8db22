import type { LogLevel, LogLine } from "@portero/api";

const most = 500; // as the station keeps

const severity: Record<LogLevel, number> = { debug: 0, info: 1, warning: 2, error: 3 };

export const choices: { least: LogLevel; title: string }[] = [
  { least: "debug", title: "Everything" },
  { least: "info", title: "Without debugging" },
  { least: "warning", title: "Warnings and errors" },
  { least: "error", title: "Errors" },
];

// The last ones, oldest first.
export function with_more(lines: LogLine[], more: LogLine[]): LogLine[] {
  return [...lines, ...more].slice(-most);
}

export interface Wanted {
  least: LogLevel;
  words: string; // in any case; empty: all
}

// Those that are wanted, newest first.
export function wanted(lines: LogLine[], { least, words }: Wanted): LogLine[] {
  const text = words.trim().toLowerCase();
  return lines
    .filter((line) => severity[line.level] >= severity[least])
    .filter((line) => line.text.toLowerCase().includes(text))
    .reverse();
}
