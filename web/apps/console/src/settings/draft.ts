import type { Value, Values } from "@portero/api";
import type { Setting } from "./schema";

// What a control holds: text as it was typed, also of numbers; a list's items one a line; null
// takes a secret away.
export type Draft = string | boolean | null;

export function has_secret(value: Value | undefined): boolean {
  return typeof value === "object" && value !== null && "set" in value && value.set;
}

// How what is in force reads in its control.
export function shown(setting: Setting, value: Value | undefined): Draft {
  if (setting.kind === "switch") return value === true;
  if (setting.secret || value === undefined || value === null) return "";
  return Array.isArray(value) ? value.join("\n") : String(value);
}

export function items_of(draft: string): string[] {
  return draft
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

// The value to send; null goes back to the default, or to none.
export function value_of(setting: Setting, draft: Draft): Value {
  if (draft === null || typeof draft === "boolean") return draft;
  if (setting.kind === "list") return items_of(draft);
  if (setting.kind === "number" || typeof setting.choices[0]?.value === "number")
    return draft.trim() === "" ? null : Number(draft);
  return draft;
}

export function is_changed(setting: Setting, in_force: Value | undefined, draft: Draft): boolean {
  if (setting.secret) return draft === null ? has_secret(in_force) : draft !== "";
  if (setting.kind === "list")
    return items_of(String(draft)).join("\n") !== shown(setting, in_force);
  return draft !== shown(setting, in_force);
}

export type Drafts = ReadonlyMap<Setting, Draft>;

export function patch_of(drafts: Drafts): Values {
  return Object.fromEntries(
    [...drafts].map(([setting, draft]) => [setting.name, value_of(setting, draft)]),
  );
}
