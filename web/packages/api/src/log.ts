import { type Connection, Stream } from "./stream";

export type LogLevel = "debug" | "info" | "warning" | "error";

export interface LogLine {
  number: number;
  at_ms: number; // of Unix time
  level: LogLevel;
  text: string;
}

export interface LogTold {
  lines(lines: LogLine[]): void; // those that are kept after each "open", then those that come
  connection(state: Connection): void;
}

// The station's own log, as it is written. Gives back how to stop.
export function follow_log(told: LogTold): () => void {
  const stream = new Stream("/api/v1/log/live", {
    event: ({ name, data }) => {
      if (name === "lines") told.lines(JSON.parse(data) as LogLine[]);
    },
    connection: (state) => told.connection(state),
  });
  return () => stream.close();
}

// The same as a text file.
export const log_file = "/api/v1/log";
