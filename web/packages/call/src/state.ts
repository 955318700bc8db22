import type { MicrophoneRefusal } from "./input";
import type { Line } from "./line";
import type { Unlock } from "./unlock";

// Nothing of ours goes on.
export interface Idle {
  at: "idle";
}

// We only see the door. line: null until the next try.
export interface Watching {
  at: "watching";
  line: Line | null;
  tries: Tries;
}

// It rings here, and we see who is there before we answer (AHD-1); line: null where the picture
// could not be had, which `no_picture` explains.
export interface Ringing {
  at: "ringing";
  call: number;
  line: Line | null;
  tries: Tries;
  no_picture: string | null;
}

// The operator answered, and the browser asks for the microphone. Nothing was told to the station.
export interface Asking {
  at: "asking";
  line: Line | null; // the picture goes on meanwhile
  rung: number | null; // the call that is to be answered; null where the door does not ring
}

// The station has been asked to let us in, or will be as soon as the line is there.
export interface Connecting {
  at: "connecting";
  line: Line;
  entry: Entry;
  voice: Voice;
  since_ms: number;
  rung: number | null;
}

// by_offer: the line's own offer is the request. waiting: for the line, then it is asked.
// asked: for the station's word. in: the station let us in.
export type Entry = "by_offer" | "waiting" | "asked" | "in";

export interface InCall {
  at: "in_call";
  line: Line;
  voice: Voice;
  hold: Hold;
  hold_failed: string | null;
  since_ms: number;
  listed: boolean; // the station's status has named us as somebody in the call
  missing_ms: number | null; // since when it names us no more
}

// The line broke. Another one takes its place, because the station has no ICE restart; `old` is
// left as soon as the new one is let in.
export interface Reconnecting {
  at: "reconnecting";
  old: number | null; // the viewer of the line that broke, whose place the station may keep
  line: Line | null; // null until the next try
  tries: Tries;
  voice: Voice;
  hold: "none" | "paused"; // what it was
  since_ms: number; // of the call
  lost_ms: number;
}

export interface AnsweredElsewhere {
  at: "answered_elsewhere";
  call: number;
  who: string;
}

export interface Ended {
  at: "ended";
  why: EndReason;
  sentence: string | null; // the station's own words, where it said some
  talked_ms: number | null; // null where we were never in the call
  viewer: number | null; // whose end may still be explained
}

// The station did not let us in.
export interface Refused {
  at: "refused";
  code: string; // busy, full, switched_off, ...
  sentence: string;
}

export type EndReason =
  | "ended_here"
  | "ended_there" // by the station: another operator, an administrator, a setting
  | "missed" // nobody answered
  | "lost" // the connection, for too long
  | "no_path"; // sound and picture found no way

export type Phase =
  | Idle | Watching | Ringing | Asking | Connecting | InCall | Reconnecting | AnsweredElsewhere
  | Ended | Refused;

export type Voice =
  | { microphone: "asking" }
  | { microphone: "open"; muted: boolean }
  | { microphone: "refused"; why: MicrophoneRefusal };

// pausing, resuming: the station has not confirmed it.
export type Hold = "none" | "pausing" | "paused" | "resuming";

export interface Tries {
  failed: number;
  again_ms: number | null; // when to try next
}

export const first_try: Tries = { failed: 0, again_ms: null };

// The station's clock: its time of `run` is ours plus ahead_ms.
export interface Clock {
  run: string;
  ahead_ms: number;
  at_ms: number; // when that was found, on our clock
}

// What is known of the door.
export interface Door {
  call: DoorCall | null;
  clock: Clock | null;
  lost_ms: number | null; // since when nothing is heard of the station
}

export interface DoorCall {
  id: number;
  rings_here: boolean; // it asks browsers, and nobody has answered
  parties: { name: string; viewer: number | null }[];
}

export interface State {
  phase: Phase;
  door: Door;
  on_duty: boolean;
  silenced: number | null; // the call that shall not ring here
  unlock: Unlock;
  lines: number; // how many there have been, which gives the next one its number
}

export const at_first: State = {
  phase: { at: "idle" },
  door: { call: null, clock: null, lost_ms: null },
  on_duty: false,
  silenced: null,
  unlock: { at: "ready" },
  lines: 0,
};
