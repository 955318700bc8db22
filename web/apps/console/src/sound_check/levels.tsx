import { type Levels, Problem, station } from "@portero/api";
import { level_of } from "@portero/call";
import { Meter } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { connection } from "../live";
import { repeat_while_visible } from "../visible";
import { of_loudspeaker, of_microphone } from "./words";

const pause_ms = 150;

// How loud it is at the door, in a call or not.
export function LevelMeters() {
  const told = useSignal<Levels | null>(null);
  const problem = useSignal<string | null>(null);
  async function listen() {
    if (connection.value === "lost") return;
    try {
      told.value = await station.levels();
      problem.value = null;
    } catch (error) {
      told.value = null;
      problem.value = error instanceof Problem ? error.message : String(error);
    }
  }
  useEffect(() => repeat_while_visible(listen, pause_ms), []);
  const now = told.value;
  return (
    <>
      <p role="status">{problem.value}</p>
      <Meter
        id="microphone-level"
        label="Microphone"
        value={now ? level_of(now.microphone.dbfs) : 0}
        words={now ? of_microphone(now.microphone) : "–"}
      />
      <Meter
        id="loudspeaker-level"
        label="Loudspeaker"
        value={now ? level_of(now.loudspeaker.dbfs) : 0}
        words={now ? of_loudspeaker(now.loudspeaker) : "–"}
      />
    </>
  );
}
