// What the station does, as it tells it live.
export type State =
  | "disabled"
  | "offline"
  | "waiting"
  | "directory"
  | "ringing"
  | "in_call"
  | "paused"
  | "access_pending"
  | "access_granted"
  | "access_denied"
  | "no_answer"
  | "busy"
  | "failed"
  | "ended";

export interface Registration {
  server: string;
  transport: string;
  renewed_in_s: number;
}

export interface Party {
  name: string;
  route: "sip" | "webrtc";
  held: boolean;
  viewer: number | null;
}

// Its times are milliseconds of the station's own clock since its start: for durations only.
export interface Call {
  id: number;
  direction: "from_door" | "to_door";
  began_ms: number;
  answered_ms: number | null;
  parties: Party[];
  rung: { name: string; route: "sip" | "webrtc" }[];
  asks_browsers: boolean;
}

// The line of the door relay, and the last that it did, oldest first.
export interface Door {
  line: string;
  simulated: boolean;
  attended: boolean;
  movements: { at_ms: number; open: boolean }[];
}

// The bits of a credential: how many, and their number.
export interface Card {
  bits: number;
  hex: string;
}

// The line to the access-control panel, and the last card that went over them.
export interface Panel {
  wires: string;
  simulated: boolean;
  attended: boolean;
  led_active: boolean;
  osdp: {
    online: boolean;
    protection: "none" | "default_key" | "own_key";
    gets_cards: boolean; // it asks, and has the secure channel where one is required
  } | null; // by Wiegand
  sends: Card; // with the next unlock
  last_sent: { at_ms: number; card: Card } | null;
}

// Of the station's screen, whose picture is GET /api/v1/screen.
export interface Screen {
  change: number; // another one for each change of what it shows
  drawn: boolean; // its process runs and draws
  renewed_ms: number | null; // so often it looks different without a change
  camera_on?: boolean; // it tells the visitor that somebody sees the camera's picture
}

export interface Status {
  state: State;
  reason_code: string | null;
  reason: string | null;
  registration: Registration | null;
  parties: string[];
  last_end: string | null;
  // What only the live stream tells; GET /api/v1/status of older stations lacks it.
  name?: string; // of the station, as people know it
  run?: string;
  now_ms?: number;
  call?: Call | null;
  watchers?: { name: string; viewer: number }[];
  on_duty?: string[];
  door?: Door;
  panel?: Panel | null; // null: nothing is sent by such wires
  screen?: Screen | null; // null: the station runs without one
}

export interface ViewerNews {
  viewer: number;
  state: "connected" | "gone";
  code: string | null;
  sentence: string | null;
}

export interface UnlockNews {
  command: string;
  code: string;
  sentence: string;
  opened: boolean;
}
