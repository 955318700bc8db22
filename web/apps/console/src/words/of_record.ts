import type { KeptCall, KeptEvent } from "@portero/api";
import { by_name } from "../settings/schema";

// Names of the record as people say them; a name that this page does not know is shown as it is.
const kinds: Record<string, string> = {
  call_requested: "Call requested",
  call_answered: "Call answered",
  operator_joined: "Operator joined",
  operator_left: "Operator left",
  call_ended: "Call ended",
  caller_rejected: "Caller refused",
  unlock_granted: "Door opened",
  unlock_refused: "Unlock refused",
  panel_settled: "Panel answered",
  available: "Intercom ready",
  unavailable: "Intercom offline",
  started: "Station started",
  fault: "Fault",
  relay_stayed: "Relay did not move",
  credential_not_sent: "Credential not sent to the panel",
  settings_changed: "Settings changed",
};

const outcomes: Record<string, string> = {
  operator_hung_up: "the operator hung up",
  ended_on_request: "ended on request",
  far_side_vanished: "the other side vanished",
  no_answer: "nobody answered",
  busy: "busy",
  failed: "the call failed",
  visitor_cancelled: "the visitor cancelled",
  switched_off: "the intercom was switched off",
  forbidden: "not on the list of callers",
  not_accepting: "incoming calls are off",
  full: "the call is full",
  intercom_off: "the intercom is off",
  outside_call: "outside a call",
  dial_key_off: "unlock by dial key is off",
  needs_passkey: "not confirmed",
  nothing_to_open: "neither relay nor credential is enabled",
  earlier_run: "asked before the station restarted",
  expired: "older than 5 seconds",
  from_the_future: "ahead of the station's clock",
  too_many: "too many at once",
  relay_unattended: "the relay's process is not running",
  relay_refused: "the relay's process refused",
  relay_line_failed: "the relay's line could not be set",
  relay_lost: "the relay's process ended",
  panel_unattended: "the process that sends to the panel is not running",
  panel_refused: "the process that sends to the panel refused",
  panel_line_failed: "the wires to the panel could not be driven",
  panel_unreachable: "the panel did not ask for the card, or has no secure channel",
  panel_lost: "nobody can say whether the panel has read the card",
  granted: "granted",
  denied: "denied",
  silent: "no answer in time",
  starting: "starting",
  no_network: "no network",
  name_not_found: "the server's name was not found",
  connection_refused: "the server refused the connection",
  certificate_refused: "the server's certificate was refused",
  wrong_credentials: "the server rejected username or password",
  account_unknown: "the server does not know the account",
  signaling_lost: "the signaling channel was lost",
};

const ways: Record<string, string> = {
  sip: "by SIP",
  webrtc: "in a browser",
  dial_key: "by dial key",
  data_channel: "in a call",
  server_link: "through the server",
  console: "on the console",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function kind_of(event: KeptEvent): string {
  if (is_restore(event)) return "Settings restored";
  return kinds[event.kind] ?? event.kind;
}

const is_restore = ({ kind, how }: KeptEvent) => kind === "settings_changed" && how === "restore";

// What is changed like a setting and is none.
const others = new Map([["console.certificate", "Certificate of the console"]]);

// A change names its settings; people know them by their titles.
function titles(names: string): string {
  return names
    .split(/,\s*/)
    .map((name) => by_name.get(name)?.title ?? others.get(name) ?? name)
    .join(", ");
}

// Who, how and with what outcome, where the record says so.
export function detail_of(event: KeptEvent): string {
  if (event.kind === "settings_changed")
    return [event.who, is_restore(event) ? "" : event.how, event.outcome]
      .filter(Boolean)
      .map(titles)
      .join(", ");
  const how = event.how
    .split(",")
    .filter(Boolean)
    .map((way) => ways[way] ?? way)
    .join(" and ");
  const outcome = outcomes[event.outcome] ?? event.outcome;
  const what = [how, outcome].filter(Boolean).join(", ");
  return [event.who, event.who ? what : capital(what)].filter(Boolean).join(", ");
}

export function direction_of(call: KeptCall): string {
  return call.direction === "from_door" ? "From the door" : "To the door";
}

export function end_of(call: KeptCall): string {
  if (call.ended_ms === null) return "Still going on, or cut off";
  return capital(outcomes[call.why] ?? call.why);
}

// Like 1:05, or 1:00:05.
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3_600);
  const words = (hours > 0 ? [hours, ...parts] : parts).map((part, at) =>
    at === 0 ? String(part) : String(part).padStart(2, "0"),
  );
  return words.join(":");
}

export function moment(ms: number): string {
  const written: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "medium" };
  return new Date(ms).toLocaleString(undefined, written);
}
