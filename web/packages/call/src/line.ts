import type { FromLine } from "./input";

// One connection of this browser to the station's media, from the offer on.
export type Line =
  | { link: "offering"; id: number } // the station has not answered yet
  | { link: "checking"; id: number; viewer: number } // a way to it is being looked for
  | { link: "up"; id: number; viewer: number }
  | { link: "faltering"; id: number; viewer: number; since_ms: number };

export type LineNews =
  | { news: "changed"; line: Line }
  | { news: "refused"; code: string; sentence: string }
  | { news: "unreachable" }
  | { news: "broken" }
  | { news: "gone"; code: string; sentence: string };

export function viewer_of(line: Line | null): number | null {
  return line === null || line.link === "offering" ? null : line.viewer;
}

// What an input says of this line; null where it says nothing of it.
export function news_of(line: Line | null, input: FromLine, now_ms: number): LineNews | null {
  if (line === null) return null;
  if (input.type === "viewer_gone") {
    const { code, sentence } = input;
    return input.viewer === viewer_of(line) ? { news: "gone", code, sentence } : null;
  }
  if (input.line !== line.id) return null;
  switch (input.type) {
    case "line_opened":
      if (line.link !== "offering") return null;
      return { news: "changed", line: { link: "checking", id: line.id, viewer: input.viewer } };
    case "line_refused":
      return { news: "refused", code: input.code, sentence: input.sentence };
    case "line_unreachable":
      return { news: "unreachable" };
    case "line_connected":
      if (line.link === "offering") return null;
      return { news: "changed", line: { link: "up", id: line.id, viewer: line.viewer } };
    case "line_faltered":
      if (line.link !== "up") return null;
      return { news: "changed", line: { ...line, link: "faltering", since_ms: now_ms } };
    case "line_broken":
      return { news: "broken" };
  }
}
