// What the shell must do, in the order given. Actions are plain values.
export type Action =
  // Connect to the station's media. watch: see the door only; talk: be in the call, in the place of
  // the viewer that it replaces.
  | { type: "open_line"; line: number; intent: Intent; replaces: number | null }
  // Also one whose offer has not been answered.
  | { type: "close_line"; line: number }
  // DELETE, for a viewer of ours whose line is closed already, or closes with it.
  | { type: "leave"; viewer: number }
  | { type: "answer"; viewer: number }
  | { type: "pause"; viewer: number }
  | { type: "resume"; viewer: number }
  | { type: "send_unlock"; order: UnlockOrder }
  | { type: "feel_unlocked" } // a short vibration
  // What follows from the state alone (effects.ts).
  | { type: "start_ringing" }
  | { type: "stop_ringing" }
  | { type: "open_microphone" }
  | { type: "close_microphone" }
  | { type: "speak"; on: boolean }
  | { type: "stay_awake"; on: boolean };

export type Intent = "watch" | "talk";

export interface UnlockOrder {
  command: string; // 32 hex digits; the same one opens once, however often it is sent
  run: string; // of the station, which a restart changes
  issued_ms: number; // on the station's clock
  viewer: number | null;
  password: string | null;
}
