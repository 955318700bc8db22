import { ask, ask_json } from "./request";
import type { Status } from "./status";

export interface Session {
  claimed: boolean;
  signed_in: boolean;
}

export interface KeptCall {
  number: number;
  call: string;
  direction: "from_door" | "to_door";
  began_ms: number; // of Unix time, as the others
  answered_ms: number | null;
  ended_ms: number | null;
  who: string;
  why: string;
  unlocks: number;
  codecs: string;
  quality: {
    loss_percent: number;
    far_loss_percent: number;
    jitter_ms: number;
    round_trip_ms: number;
  } | null;
  photo: boolean;
}

export interface KeptEvent {
  number: number;
  at_ms: number; // of Unix time
  kind: string;
  call: string;
  who: string;
  how: string;
  outcome: string;
  photo: boolean;
}

export type Secret = { set: boolean };
export type Value = string | number | boolean | string[] | Secret | null;
export type Values = Record<string, Value>;

export interface Settings {
  settings: Values;
  version: string;
  pinned: Record<string, string>; // by name: where a setting is set that cannot be changed here
  remarks: string[]; // what was done to the values besides accepting them
}

export interface Level {
  dbfs: number; // of the last 100 ms; -100 is silence
  device: string | null; // null where nothing is known of it yet
  lost: string | null; // why it does not work
}

export interface Levels {
  microphone: Level;
  loudspeaker: Level;
}

export type Outcome = "waiting" | "running" | "pass" | "warn" | "fail" | "skipped";

export interface Check {
  id: string;
  title: string;
  outcome: Outcome;
  found: string; // what happened; a sentence
  advice: string; // what to do; often empty
}

export interface Backup {
  name: string; // of the file
  file: Blob;
}

export interface Certificate {
  self_made: boolean; // by the station; somebody gave it otherwise
  names: string[]; // hosts and addresses
  issuer: string;
  from: string; // like 2026-11-28, in UTC
  until: string; // likewise
  fingerprint: string; // SHA-256
}

export interface Diagnostics {
  run: number; // 0: there was none yet
  running: boolean;
  checks: Check[];
}

const v1 = "/api/v1";

export const session = () => ask_json<Session>("GET", `${v1}/session`);
export const sign_in = (password: string) => ask("POST", `${v1}/session`, { json: { password } });
export const sign_out = () => ask("DELETE", `${v1}/session`);
export const claim = (code: string, password: string) =>
  ask("POST", `${v1}/claim`, { json: { code, password } });
export const change_password = (old: string, password: string) =>
  ask("PUT", `${v1}/password`, { json: { old, new: password } });

export const status = async () =>
  (await ask_json<{ status: Status }>("GET", `${v1}/status`)).status;
export const call = (extension: string) => ask("POST", `${v1}/call`, { json: { extension } });
export const hang_up = () => ask("POST", `${v1}/hang_up`);
export const press_button = () => ask("POST", `${v1}/button`);
export const screen = async () => (await ask("GET", `${v1}/screen`)).blob();
// In parts of its width and height, 0 to 1.
export const touch_screen = (x: number, y: number) =>
  ask("POST", `${v1}/screen/touch`, { json: { x, y } });
export const snapshot = async () => (await ask("GET", `${v1}/snapshot`)).blob();

export const levels = () => ask_json<Levels>("GET", `${v1}/levels`);
// Until the tone is over; it stops with the signal.
export const play_tone = (signal: AbortSignal) => ask("POST", `${v1}/test_tone`, { signal });

export const diagnose = async () =>
  (await ask_json<{ diagnostics: Diagnostics }>("POST", `${v1}/diagnostics`)).diagnostics;
export const diagnostics = async () =>
  (await ask_json<{ diagnostics: Diagnostics }>("GET", `${v1}/diagnostics`)).diagnostics;

function page(path: string, before: number | null): string {
  return `${v1}/${path}?limit=25${before === null ? "" : `&before=${before}`}`;
}

// The page after the one that gave this `next`; null for the newest.
export const calls = (before: number | null) =>
  ask_json<{ calls: KeptCall[]; next: number | null }>("GET", page("calls", before));
export const events = (before: number | null) =>
  ask_json<{ events: KeptEvent[]; next: number | null }>("GET", page("events", before));

export const settings = () => ask_json<Settings>("GET", `${v1}/settings`);
// Only where those in force are still of this version; a Problem of status 412 otherwise.
export const change_settings = (patch: Values, version: string) =>
  ask_json<Settings>("PATCH", `${v1}/settings`, {
    json: patch,
    headers: { "If-Match": `"${version}"` },
  });

// The contacts of the directory that have a photo.
export const contact_photos = async () =>
  (await ask_json<{ contacts: string[] }>("GET", `${v1}/contact_photos`)).contacts;
const photo_of = (contact: string) => `${v1}/contact_photo?contact=${encodeURIComponent(contact)}`;
export const contact_photo = async (contact: string) =>
  (await ask("GET", photo_of(contact))).blob();
export const keep_contact_photo = (contact: string, jpeg: Blob) =>
  ask("PUT", photo_of(contact), { file: jpeg });
export const remove_contact_photo = (contact: string) => ask("DELETE", photo_of(contact));

// Only the passphrase opens it again.
export async function backup(passphrase: string): Promise<Backup> {
  const response = await ask("POST", `${v1}/backup`, { json: { passphrase } });
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return { name: name ?? "portero-settings.backup", file: await response.blob() };
}
// In the place of all that is stored, or nothing of it.
export const restore = (passphrase: string, backup: string) =>
  ask_json<Settings>("POST", `${v1}/restore`, { json: { passphrase, backup } });

const certificate_of = async (method: string, json?: unknown) =>
  (await ask_json<{ certificate: Certificate }>(method, `${v1}/certificate`, { json })).certificate;
export const certificate = () => certificate_of("GET");
// Both as PEM; in use for whoever connects from now on.
export const use_certificate = (pem: string, key: string) =>
  certificate_of("PUT", { certificate: pem, key });
export const use_own_certificate = () => certificate_of("DELETE");
