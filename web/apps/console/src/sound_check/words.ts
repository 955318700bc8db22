import type { Level } from "@portero/api";
import { is_speaking, level_of } from "@portero/call";

const silence_dbfs = -90;

// Why nothing can come from it or through it; none where something can.
function trouble(what: string, { device, lost }: Level): string | undefined {
  if (lost !== null) return `The ${what} does not work: ${lost}`;
  if (device === null) return `Nothing is known of the ${what} yet`;
  return device === "none" ? `There is no ${what}` : undefined;
}

function rounded(dbfs: number): string {
  return `${Math.round(dbfs).toString().replace("-", "−")} dB`;
}

export function of_microphone(level: Level): string {
  const why = trouble("microphone", level);
  if (why) return why;
  if (level.dbfs <= silence_dbfs) return "Not the least sound: is it muted or unplugged?";
  const heard = is_speaking(level_of(level.dbfs)) ? "It hears somebody" : "It hears little";
  return `${heard}, ${rounded(level.dbfs)}`;
}

export function of_loudspeaker(level: Level): string {
  const why = trouble("loudspeaker", level);
  if (why) return why;
  return level.dbfs <= silence_dbfs ? "Nothing is played" : `It plays, ${rounded(level.dbfs)}`;
}
