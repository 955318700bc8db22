import type { Status } from "@portero/api";

// What has happened outside. Every input is a fact: it can be unexpected, never invalid.

// What the station tells live.
export type FromStation =
  | { type: "status_came"; status: Status }
  | { type: "live_lost" };

// What the operator does. talk_pressed is Answer, Join, and Open intercom: what it means to the
// station follows from what goes on at the door.
export type FromOperator =
  | { type: "duty_changed"; on: boolean }
  | { type: "watch_pressed" }
  | { type: "talk_pressed" }
  | { type: "end_pressed" } // also: stop watching, don't ring here, close what is over
  | { type: "mute_pressed" }
  | { type: "pause_pressed" }
  | { type: "resume_pressed" }
  | { type: "microphone_pressed" }; // to be asked for it once more

export type FromMicrophone =
  | { type: "microphone_opened" }
  | { type: "microphone_refused"; why: MicrophoneRefusal }
  | { type: "microphone_lost" };

// blocked: by the person or the browser; missing: there is none; insecure: the page did not come
// over a trusted connection, on which browsers insist.
export type MicrophoneRefusal = "blocked" | "missing" | "insecure" | "failed";

// What becomes of a line, which is one connection of this browser to the station's media. The
// station knows it as a viewer once it has answered the offer.
export type FromLine =
  | { type: "line_opened"; line: number; viewer: number }
  | { type: "line_refused"; line: number; code: string; sentence: string }
  | { type: "line_unreachable"; line: number }
  | { type: "line_connected"; line: number }
  | { type: "line_faltered"; line: number } // it may heal by itself
  | { type: "line_broken"; line: number }
  | { type: "viewer_gone"; viewer: number; code: string; sentence: string };

// What the station said to an action on a viewer.
export type FromCall =
  | { type: "answered"; viewer: number }
  | { type: "answer_failed"; viewer: number; code: string; sentence: string }
  | { type: "paused"; viewer: number }
  | { type: "resumed"; viewer: number }
  | { type: "hold_failed"; viewer: number; sentence: string };

export type FromUnlock =
  | { type: "unlock_pressed"; command: string; password: string | null }
  | { type: "password_declined" }
  | { type: "unlock_told"; command: string; code: string; sentence: string; opened: boolean }
  | { type: "unlock_refused"; command: string; code: string; sentence: string; wait_s: number }
  | { type: "unlock_unreachable"; command: string };

// A deadline may have come.
export type TimePassed = { type: "time_passed" };

export type PhaseInput = FromStation | FromOperator | FromMicrophone | FromCall | TimePassed;
export type Input = PhaseInput | FromLine | FromUnlock;
